# SPDX-License-Identifier: Apache-2.0
"""JPEG, PSD and TIFF of one run as programs that we did not write see them: markers, resources, layers, text, and the
plates beside those of the PDF as Ghostscript draws it."""
import json
import pathlib
import re
import shutil
import subprocess

from PIL import Image, ImageChops, ImageCms, ImageStat
from lib import EXAMPLES, PROGRAM, ROOT, check, end, run, scratch, tool

Image.MAX_IMAGE_PIXELS = None
out = scratch()
pdf, tiff, jpeg, psd = (out / f"board.{suffix}" for suffix in ("pdf", "tif", "jpg", "psd"))
spec = json.loads(EXAMPLES["school"].read_text(encoding="utf-8"))

result = run("render", EXAMPLES["school"], "-o", pdf, "-o", tiff, "-o", jpeg, "-o", psd, "--quiet")
check(result.returncode == 0, result.stderr)
check(sorted(p.name for p in out.iterdir()) == ["board.jpg", "board.pdf", "board.psd", "board.tif"], "four files, no more")

# ---- metadata ----

for path in (tiff, jpeg, psd):
    facts = json.loads(tool("exiftool", "-json", "-G1", "-a", "-XMP:all", "-ICC_Profile:ProfileClass", "-ICC_Profile:ColorSpaceData",
                            "-XResolution", "-YResolution", "-ImageWidth", "-ImageHeight", "-APP14:all", path))[0]
    values = {key.split(":")[-1]: value for key, value in facts.items()}
    check(values.get("Title") == spec["title"].replace("\n", " "), f"{path.name}: XMP title: {values.get('Title')}")
    check("zhanban" in str(values.get("CreatorTool")), f"{path.name}: XMP creator tool")
    check(values.get("ProfileClass") == "Output Device Profile" and values.get("ColorSpaceData").strip() == "CMYK",
          f"{path.name}: a CMYK output profile")
    check(values.get("XResolution") == values.get("YResolution") == 300, f"{path.name}: 300 dpi: {values}")
    check((values.get("ImageWidth"), values.get("ImageHeight")) == (9272, 21024), f"{path.name}: 9272 × 21024")
adobe = tool("exiftool", "-APP14:all", "-JFIF:ResolutionUnit", "-File:all", jpeg)
check(re.search(r"Color Transform +: Unknown", adobe), f"the Adobe marker, transform 0: {adobe}")
check(re.search(r"Resolution Unit +: inches", adobe), "JFIF density in inches")
check(re.search(r"Encoding Process +: Baseline", adobe), "baseline")
check(not re.search(r"Sub Sampling", adobe), "no chroma is subsampled")
check(jpeg.stat().st_size >= 2 << 20, f"the JPEG has 2 M or more: {jpeg.stat().st_size}")
check(30 << 20 <= psd.stat().st_size < 2 << 30, f"the PSD has 30 M or more: {psd.stat().st_size}")

# ---- layers and text of the PSD ----

node = pathlib.Path(PROGRAM).resolve().parent / "node"
lock = (ROOT / "tests/node/package-lock.json").read_bytes()
if not (node / "installed.json").exists() or (node / "installed.json").read_bytes() != lock:
    node.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests/node" / name, node)
    tool("npm", "ci", "--prefix", node, "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    (node / "installed.json").write_bytes(lock)
shutil.copy(ROOT / "tests/node/read_psd.mjs", node)
text = subprocess.run(["node", node / "read_psd.mjs", psd], capture_output=True, text=True)
check(text.returncode == 0, f"the readers read it: {text.stderr[-600:]}")
seen = json.loads(text.stdout)
web, ag, js = seen["webtoon"], seen["agpsd"], seen["psdjs"]


def leaves(layers):
    for layer in layers:
        yield from leaves(layer["layers"]) if "layers" in layer else [layer]


check((web["width"], web["height"], web["mode"], web["depth"]) == (9272, 21024, 4, 8), f"CMYK, 8 bits: {web['mode']}")
check(ag["merged"] and ag["xmp"] > 500, "the merged image is real, and there is XMP")
check(ag["resolution"]["horizontalResolution"] == 300, f"300 dpi: {ag['resolution']}")
headings = [section["heading"] for section in spec["sections"]]
wanted = ["底色", "页头", *(f"{i} {heading}" for i, heading in enumerate(headings, 1)), "页脚"]
groups = [layer["name"] for layer in ag["layers"] if "layers" in layer]
check(groups == wanted, f"groups, bottom first: {groups}")
check(js["mode"] == "CMYKColor" and sorted(js["groups"]) == sorted(wanted), f"psd finds the same: {js['groups']}")
check([l["name"] for l in web["layers"]][::-1] == [l["name"] for l in ag["layers"]], "two readers, the same order")
layers = list(leaves(ag["layers"]))
check(len(layers) == len(list(leaves(web["layers"]))) == len(js["layers"]) > 40, f"{len(layers)} layers in all three")
check(all(l["blend"] == "normal" and l["opacity"] == 1 and not l["hidden"] for l in layers), "all normal, opaque, visible")
check("layers" not in ag["layers"][0], "the paper lies under all groups")
boxes = {l["name"]: l["box"] for l in leaves(web["layers"])}
check(all(w > 0 and h > 0 and x >= 0 and y >= 0 and x + w <= 9272 and y + h <= 21024 for x, y, w, h in boxes.values()),
      "every layer has pixels on the page")
captions = [f["caption"] for s in spec["sections"] for f in s["figures"]]
check(all(any(c in name for name in boxes) for c in captions), "every figure has a layer of its name")

# Photographs may say "说明" twice; texts are found by what they say.
def told(words):
    return next((l["text"] for l in layers if l["text"] and l["text"]["text"].replace("\n", "") == words), None)


title = told(spec["title"].replace("\n", ""))
check(title and title["style"]["font"]["name"] == "SourceHanSansCN-Heavy", f"the title is live, in Heavy: {title}")
check(title and title["style"]["fillColor"] == {"c": 0, "m": 0, "y": 0, "k": 0}, "white on deep")
check(title and title["text"].count("\n") == spec["title"].count("\n"), "its lines are those of the board")
plain = spec["sections"][0]["text"]
plain = "".join(plain) if isinstance(plain, list) else plain
body = told(re.sub(r"\*\*|~", "", plain))
if check(body, "the first body text is live and whole"):
    runs = [(r["length"], {**body["style"], **r["style"]}) for r in body["styleRuns"]]
    check(sum(n for n, _ in runs) == len(body["text"]), "its runs cover it")
    at, keywords = 0, []
    for length, style in runs:
        if style["font"]["name"] == "SourceHanSansCN-Bold":
            keywords.append(body["text"][at:at + length].replace("\n", ""))
            check(style["fillColor"]["c"] > 100, f"keywords in colour: {style['fillColor']}")
        else:
            check(style["font"]["name"] == "SourceHanSansCN-Regular" and style["fillColor"]["c"] == 0, "body in K alone")
        at += length
    check(keywords == re.findall(r"\*\*(.+?)\*\*", plain.replace("~", "")), f"the keywords are the spec's: {keywords}")
    size = body["style"]["fontSize"] / 300 * 72
    check(80 <= size <= 180, f"body of {size:.1f} pt")
    check(1.1 <= body["style"]["leading"] / body["style"]["fontSize"] <= 1.6, "leading of 1.1–1.6")
    check(body["shapeType"] == "point" and body["transform"][:4] == [1, 0, 0, 1], "point text, neither turned nor scaled")
js_texts = [l["text"]["value"] for l in js["layers"] if l["text"]]
check(len(js_texts) == sum(1 for l in layers if l["text"]) > 20, f"psd reads {len(js_texts)} texts")

# ---- plates ----

SMALL = (2225, 5046)


def ghostscript(dpi):
    """The PDF's plates as Ghostscript draws them."""
    plates = out / f"gs-{dpi}.tif"
    tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiff32nc", f"-r{dpi}", "-dTextAlphaBits=4",
         "-dGraphicsAlphaBits=4", "-dUseFastColor=true", "-sCompression=lzw", f"-sOutputFile={plates}", pdf)
    return Image.open(plates)


def compare(path, image):
    ours = image.resize(SMALL, Image.Resampling.BOX).split()
    for name, a, b in zip("CMYK", ours, theirs):
        mean = ImageStat.Stat(ImageChops.difference(a, b)).mean[0] / 255
        check(mean <= 0.02, f"{path.name}, plate {name}: mean difference {mean:.4f} ≤ 0.02")
        check(ImageStat.Stat(a).stddev[0] > 5, f"{path.name}, plate {name} is not empty")


def stands_still(name, ours, reference, side=400):
    """In windows all over the board, ours lies less than a pixel from the reference, each way: were it a pixel off,
    moving it by two would make it no less like it. (Ghostscript puts its cached letters on whole pixels, and its page's
    foot, not its head, on a pixel's edge: half a pixel is its own.)"""
    seen = 0
    for left in range(100, ours.width - side - 100, ours.width // 5):
        for top in range(100, ours.height - side - 100, ours.height // 9):
            box = (left, top, left + side, top + side)
            a, b = max(zip(ours.crop(box).split(), reference.crop(box).split()),
                       key=lambda pair: ImageStat.Stat(pair[1]).stddev[0])
            away = {(x, y): ImageStat.Stat(ImageChops.difference(ImageChops.offset(a, x, y), b)
                                           .crop((3, 3, side - 3, side - 3))).mean[0]
                    for x, y in ((0, 0), (2, 0), (-2, 0), (0, 2), (0, -2))}
            if min(away[2, 0] + away[-2, 0], away[0, 2] + away[0, -2]) < 2:
                continue                              # nothing here that would show a shift both ways
            seen += 1
            here = away.pop((0, 0))
            check(all(here < far for far in away.values()), f"{name} has moved at {box}: {here:.2f}, {away}")
    check(seen >= 12, f"{name}: {seen} windows show something")


with ghostscript(300) as large:
    check(large.size == (9272, 21024), f"Ghostscript's size: {large.size}")
    theirs = large.resize(SMALL, Image.Resampling.BOX).split()
    for path in (tiff, jpeg):
        with Image.open(path) as image:
            check(image.mode == "CMYK" and image.size == (9272, 21024),
                  f"PIL opens {path.name}: {image.mode} {image.size}")
            compare(path, image)
            stands_still(path.name, image, large)

# The PNG is the same board through the profile: so are Ghostscript's plates, by another road (Pillow's own lcms).
png = out / "board.png"
check(run("render", EXAMPLES["school"], "-o", png, "--dpi", 100, "--quiet").returncode == 0, "a PNG of 100 dpi")
with Image.open(png) as image, ghostscript(100) as drawn:
    profile = ImageCms.getOpenProfile(str(ROOT / "layouts/profiles/zhanban-coated.icc"))
    proof = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "CMYK", "RGB",
                                    renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                                    flags=ImageCms.FLAGS["BLACKPOINTCOMPENSATION"])
    # Pillow's CMYK is that of its TIFF: full ink is 255; lcms wants it so too.
    shown = ImageCms.applyTransform(drawn, proof)
    check(image.mode == "RGB" and image.size == shown.size, f"the PNG's size: {image.size}, {shown.size}")
    for name, a, b in zip("RGB", image.split(), shown.split()):
        mean = ImageStat.Stat(ImageChops.difference(a, b)).mean[0] / 255
        check(mean <= 0.02, f"PNG, {name}: mean difference {mean:.4f} ≤ 0.02")
# At so few pixels Ghostscript's rounding of letters is a pixel; so its place is compared with that of a TIFF.
coarse = out / "coarse.tif"
check(run("render", EXAMPLES["school"], "-o", coarse, "--dpi", 100, "--quiet").returncode == 0, "a TIFF of 100 dpi")
with Image.open(png) as image, Image.open(coarse) as flat:
    stands_still("board.png", image, ImageCms.applyTransform(flat, proof), side=200)

# Debian's ImageMagick opens nothing above 16 000 pixels and its Pillow no layers of five channels: so the merged image
# and its layers, laid over each other by ImageMagick, are looked at in a smaller PSD.
small = out / "small.psd"
check(run("render", EXAMPLES["school"], "-o", small, "--dpi", 72, "--quiet").returncode == 0, "a PSD of 72 dpi")
said = tool("identify", "-format", "%m %w %h %[colorspace] %z %x\n", f"{small}[0]").split("\n")[0]
check(said.startswith("PSD 2225 5046 CMYK 8 72"), f"identify: {said}")
tool("convert", f"{small}[0]", "-alpha", "off", "-compress", "none", out / "merged.tif")
tool("convert", f"{small}[1--1]", "-background", "cmyk(0,0,0,0)", "-flatten", "-alpha", "off", "-compress", "none",
     out / "flat.tif")
with Image.open(out / "merged.tif") as merged, Image.open(out / "flat.tif") as flat:
    compare(small, merged)
    most = max(high for _, high in ImageChops.difference(merged, flat).getextrema())
    check(flat.mode == "CMYK" and most <= 2, f"the layers make the merged image: {most} levels apart")

# PSB, Photoshop's format for what is too large for a PSD: the same layers, text and pixels.
big = out / "small.psb"
check(run("render", EXAMPLES["school"], "-o", big, "--dpi", 72, "--quiet").returncode == 0, "a PSB of 72 dpi")
check(big.read_bytes()[:6] == b"8BPS\0\2", "version 2")


def read_layers(path):
    return json.loads(subprocess.run(["node", node / "read_psd.mjs", path], capture_output=True, text=True).stdout)


of_psd, of_psb = read_layers(small), read_layers(big)
check(all(of_psd[reader] == of_psb[reader] for reader in ("webtoon", "agpsd")), "two readers find the PSD's layers in it")
same = subprocess.run(["compare", "-metric", "AE", f"{small}[0]", f"{big}[0]", "null:"], capture_output=True, text=True)
check(same.stderr.strip() == "0", f"ImageMagick: the same merged image: {same.stderr}")
result = run("render", EXAMPLES["school"], "-o", out / "x.psd", "--dpi", 600, "--quiet")
check(result.returncode == 3 and ".psb" in result.stderr and not (out / "x.psd").exists(),
      f"a PSD of over 30 000 pixels is refused, a PSB named: {result.stderr}")

# ---- options ----

best, least = out / "best.jpg", out / "least.jpg"
for path, quality in ((best, 100), (least, 20)):
    check(run("render", EXAMPLES["school"], "-o", path, "--quality", quality, "--dpi", 72, "--quiet").returncode == 0,
          f"--quality {quality}")
check(best.stat().st_size > 2 * least.stat().st_size, "quality shows in the size")
check(run("render", EXAMPLES["school"], "-o", least, "--quality", 0).returncode == 2, "--quality 0 is refused")
for name, said in (("lzw", "LZW"), ("none", "None"), ("deflate", "AdobeDeflate")):
    small = out / f"{name}.tif"
    check(run("render", EXAMPLES["school"], "-o", small, "--compression", name, "--dpi", 36, "--quiet").returncode == 0,
          f"--compression {name}")
    check(f"Compression Scheme: {said}" in tool("tiffinfo", small), f"tiffinfo says {said}")
check(run("render", EXAMPLES["school"], "-o", out / "x.tif", "--compression", "zip").returncode == 2, "zip is refused")
shutil.rmtree(out)
end(least=145)
