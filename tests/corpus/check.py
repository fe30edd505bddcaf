#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files by other programs: every fact that zhanban-inspect and a program we did not write both state must agree.

    check.py ZHANBAN-INSPECT PROFILE.icc [WORD…]

The other programs are asked anew on every run (pdfinfo, pdffonts, pdfimages, qpdf, tiffinfo, identify, exiftool); nothing
is recorded. A file for which fewer facts were compared than FEWEST says fails too: a comparison that found nothing to
compare proves nothing.
"""
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

FILES = pathlib.Path(__file__).resolve().parent / "files"
FEWEST = {".pdf": 7, ".tif": 7, ".jpg": 5, ".psd": 5}
# What no program reads: the answer is asserted instead.
UNREADABLE = {"qpdf-user-password.pdf": "encrypted", "postscript.ai": "foreign"}
WHOLE_SHEETS = {"gimp", "graphicsmagick", "img2pdf-cmyk", "img2pdf-fax", "tiff2pdf-cmyk"}
# In the resources of the page, but no text is set in it.
UNUSED_FONTS = {"reportlab-pages.pdf": {("Helvetica", False)},
                "jspdf.pdf": {(n, False) for n in ("Courier", "Courier-Bold", "Courier-BoldOblique", "Courier-Oblique", "Helvetica-Bold",
                                                   "Helvetica-BoldOblique", "Helvetica-Oblique", "Symbol", "Times-Bold", "Times-BoldItalic",
                                                   "Times-Italic", "Times-Roman", "ZapfDingbats")}}
# Painted over by what the program drew later: pdftotext tells of it all the same.
COVERED_TEXT = {"gnuplot.pdf": ["次数"]}
# ImageMagick has no five plates.
NOT_BY_IDENTIFY = {"tifffile-spot.tif"}
SPOTS = {"tifffile-spot.tif": "Gold", "ghostscript-spot.psd": "Gold", "ghostscript.pdf": "Gold", "ghostscript-gray.pdf": "Gold"}
SPOTS |= {f"{stem}.pdf": "PANTONE 021 C" for stem in ("reportlab-cmyk", "mutool-clean", "qpdf-attachment", "qpdf-linearized", "qpdf-no-printing",
                                                      "qpdf-objstreams", "qpdf-rotated")}
# One board by many programs (make_more.py): all must tell the same of it. Characters of title, heading, body, caption, note.
BOARD = {f"{stem}.pdf" for stem in ("wkhtmltopdf", "fop", "lualatex", "qt", "matplotlib", "pdfkit", "pdftocairo")} | {"ag-psd-chart.psd"}
BOARD_TIERS = [4, 4, 43, 19, 12]
DAMAGED = {"cut.pdf": {"repaired", "damaged"}, "cut.jpg": {"damaged"}}


def output(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, timeout=120)
    return done.stdout.decode("utf-8", "replace")


def fields(text):
    """"Key: value" lines as a dictionary."""
    return {k.strip(): v.strip() for k, v in re.findall(r"^ *([^:\n]+): *(.*)$", text, re.M)}


def plain(text):
    """Characters without spaces, compatibility forms folded: ToUnicode tables name radicals where they mean characters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate({0x2EC5: "见", 0x2ED3: "长", 0x2EDA: "页"})


class Compare:
    def __init__(self, name):
        self.name, self.n, self.faults = name, 0, []

    def same(self, what, ours, theirs):
        self.n += 1
        if ours != theirs:
            self.faults.append(f"{self.name}: {what}: ours {ours!r}, theirs {theirs!r}")

    def near(self, what, ours, theirs, tolerance):
        self.n += 1
        if ours is None or abs(ours - theirs) > tolerance:
            self.faults.append(f"{self.name}: {what}: ours {ours!r}, theirs {theirs!r} ± {tolerance}")


# ---- PDF ----

def pdf_fonts(path):
    """{(name without subset tag, embedded)} by pdffonts."""
    found = set()
    for line in output("pdffonts", path).splitlines()[2:]:
        words = re.match(r"(\S+) +(.+?) {2,}\S.* (yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", line)
        if words:
            # The name of a composite font may carry its encoding (ISO 32000-1, 9.7.6.2).
            found.add((re.sub(r"^[A-Z]{6}\+|-Identity-H$", "", words[1]), words[3] == "yes"))
    return found


def compare_pdf(path, facts, c):
    info = fields(output("pdfinfo", "-box", path))
    file = facts["container"]
    c.same("pages", file["n_pages"], int(info["Pages"]))
    c.same("version", file["format"], "PDF " + info["PDF version"])
    c.same("producer", file["producer"] or "", info.get("Producer", ""))
    c.same("creator", (file["creator"] or "").strip(), info.get("Creator", ""))
    c.same("printing forbidden", file["restricted"], "print:no" in info.get("Encrypted", ""))
    box = [float(v) * 25.4 / 72 for v in info["TrimBox"].split()]
    w, h = box[2] - box[0], box[3] - box[1]
    if int(info["Page rot"]) % 180:
        w, h = h, w
    c.near("width", facts["width_mm"], w, 0.06)
    c.near("height", facts["height_mm"], h, 0.06)
    c.same("fonts", {(f["name"], f["embedded"]) for f in facts["fonts"] if not f["type3"]},
           {(n, e) for n, e in pdf_fonts(path) if n != "[none]"} - UNUSED_FONTS.get(path.name, set()))
    rows = [line.split() for line in output("pdfimages", "-list", "-l", "1", path).splitlines()[2:]]
    theirs = sorted((int(r[3]), int(r[4]), int(r[12]), int(r[13])) for r in rows if r[2] == "image")
    ours = sorted((i["px_w"], i["px_h"], round(i["ppi_x"]), round(i["ppi_y"])) for i in facts["images"] if i["type"] == "photo")
    for mine, other in zip(ours, theirs):
        # Ours are the pixels that show: a clip may take some off the edge.
        c.near("image pixels", mine[0], other[0], 4)
        c.near("image pixels, down", mine[1], other[1], 4)
        c.near("image ppi", mine[2], other[2], 1.5)
        c.near("image ppi, down", mine[3], other[3], 1.5)
    c.same("images", len(ours), len(theirs))
    # One picture that covers the sheet is the sheet: what is on it cannot be told apart.
    c.same("flat", facts["flat"], path.stem in WHOLE_SHEETS)
    seen = {o["what"] for o in facts["pdf"]["objects"]}
    c.same("JavaScript", "javascript" in seen, info.get("JavaScript") == "yes")
    files = re.match(r"(\d+) embedded", output("pdfdetach", "-list", path))
    c.same("attachments", "attachment" in seen, bool(files and int(files[1])))
    text = plain(output("pdftotext", "-l", "1", path, "-"))
    c.same("text", sorted(set(plain("".join(line["text"] for line in facts["lines"])))), sorted(set(text)))
    # Whatever pdftotext tells of these files can be seen on their pages.
    c.same("hidden text", [line["text"] for line in facts["lines"] if line["hidden"]], COVERED_TEXT.get(path.name, []))


# ---- pixels ----

def compare_pixels(path, facts, c):
    """What ImageMagick says of any file of pixels."""
    raster = facts["raster"]
    first = output("identify", "-format", "%w %h %z %[colorspace] %x %y %U\n", f"{path}[0]").splitlines()[0].split()
    # Ours are as the picture is looked at, theirs as it is stored.
    turned = facts["container"]["rotation_deg"] % 180 == 90
    c.same("width", raster["px_h" if turned else "px_w"], int(first[0]))
    c.same("height", raster["px_w" if turned else "px_h"], int(first[1]))
    c.same("bits", raster["bits"], int(first[2]))
    return first


def compare_tiff(path, facts, c):
    raster = facts["raster"]
    first = output("tiffinfo", path).split("TIFF Directory")[1]
    info = fields(first.replace("Image Width: ", "Width: ").replace(" Image Length:", "\nLength:").replace(" Samples/Pixel", "\nSamples/Pixel"))
    turned = facts["container"]["rotation_deg"] % 180 == 90
    c.same("width", raster["px_h" if turned else "px_w"], int(info["Width"]))
    c.same("height", raster["px_w" if turned else "px_h"], int(info["Length"]))
    c.same("rotation", turned, "lhs" not in info.get("Orientation", "row 0 top, col 0 lhs").split(",")[1])
    c.same("bits", raster["bits"], int(info["Bits/Sample"]))
    c.same("channels", raster["channels"], int(info.get("Samples/Pixel", "1")))
    photometric = re.match(r"[\w ]*?(separated|RGB color|YCbCr|min-is-black|min-is-white|palette color|CIE L\*a\*b\*)", info["Photometric Interpretation"])[1]
    c.same("mode", raster["mode"], {"separated": "CMYK", "RGB color": "RGB", "YCbCr": "YCbCr", "min-is-black": "Gray", "min-is-white": "Gray",
                                    "palette color": "Indexed", "CIE L*a*b*": "Lab"}[photometric] if raster["bits"] > 1 else "Bitmap")
    scheme = info["Compression Scheme"]
    c.same("compression", raster["compression"], next(ours for theirs, ours in (
        ("None", "none"), ("LZW", "LZW"), ("Deflate", "Deflate"), ("AdobeDeflate", "Deflate"), ("JPEG", "JPEG"), ("PackBits", "PackBits"),
        ("CCITT Group 4", "CCITT"), ("ZSTD", "Zstandard")) if scheme.startswith(theirs)))
    resolution = re.match(r"([\d.]+), ([\d.]+) (pixels/inch|pixels/cm|)", info.get("Resolution", ""))
    if resolution and resolution[3]:
        times = 2.54 if resolution[3] == "pixels/cm" else 1
        c.near("ppi", raster["ppi_x"], float(resolution[1]) * times, 0.1)
        c.near("ppi, down", raster["ppi_y"], float(resolution[2]) * times, 0.1)
    c.same("ICC", facts["profile"] is not None, "ICC Profile" in info)
    if path.name not in NOT_BY_IDENTIFY:
        compare_pixels(path, facts, c)


def compare_jpeg(path, facts, c):
    first = compare_pixels(path, facts, c)
    raster = facts["raster"]
    space = {"sRGB": "RGB", "Gray": "Gray", "CMYK": "CMYK"}[first[3]]
    c.same("mode", raster["mode"], space)
    tags = json.loads(output("exiftool", "-j", "-n", path))[0]
    if tags.get("ResolutionUnit") in (2, 3):
        times = 2.54 if tags["ResolutionUnit"] == 3 else 1
        c.near("ppi", raster["ppi_x"], tags["XResolution"] * times, 0.1)
    c.same("ICC", facts["profile"] is not None, "ProfileDescription" in tags)
    c.same("progressive", "progressive" in facts["container"]["format"], tags["EncodingProcess"] == 2)
    quality = int(output("identify", "-format", "%Q", path))
    c.near("quality", raster["quality"], quality, 2)


def compare_psd(path, facts, c):
    first = compare_pixels(path, facts, c)
    tags = json.loads(output("exiftool", "-j", "-n", "-ee", path))[0]
    c.same("mode", facts["raster"]["mode"], {"sRGB": "RGB", "CMYK": "CMYK", "Gray": "Gray"}[first[3]])
    if tags.get("XResolution", 0) < 1:  # such as none: no sheet is that large
        c.same("no ppi", facts["raster"]["ppi_x"], None)
    else:
        c.near("ppi", facts["raster"]["ppi_x"], tags["XResolution"], 0.1)
    c.same("ICC", facts["profile"] is not None, "ProfileDescription" in tags)
    names = tags.get("LayerUnicodeNames") or tags.get("LayerNames")
    names = [names] if isinstance(names, str) else names or []
    names = [n for n in names if n not in ("</Layer group>", "</Layer set>")]
    c.same("number of layers", len(facts["layers"]), len(names))
    # Behind a long text layer ExifTool tells no more names.
    c.same("layers", [layer["name"] for layer, name in zip(facts["layers"], names) if name], [n for n in names if n])
    c.same("composite", facts["raster"]["composite"] != 0, True)


READERS = {".pdf": compare_pdf, ".tif": compare_tiff, ".jpg": compare_jpeg, ".psd": compare_psd}


def check(program, profile, path):
    c = Compare(path.name)
    done = subprocess.run([program, path, "--profile", profile], capture_output=True, timeout=120)
    if done.returncode:
        c.faults.append(f"{path.name}: exit status {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}")
        return c
    facts = json.loads(done.stdout)
    reading = facts["container"]["reading"]
    if path.name in UNREADABLE:
        c.same("reading", reading, UNREADABLE[path.name])
    elif path.name in DAMAGED:
        c.same("reading", reading in DAMAGED[path.name], True)
    else:
        c.same("reading", reading, "whole")
        READERS[path.suffix](path, facts, c)
        if path.name in BOARD:
            c.same("characters", facts["chars"], sum(BOARD_TIERS))
            c.same("tiers", [tier["chars"] for tier in facts["tiers"]], BOARD_TIERS)
            c.same("charts", sum(image["type"] != "photo" for image in facts["images"]), 1)
        c.same("spot colours", facts["spots"], [SPOTS[path.name]] if path.name in SPOTS else [])
        if c.n < FEWEST[path.suffix]:
            c.faults.append(f"{path.name}: only {c.n} facts were compared")
    return c


def main():
    program, profile, words = sys.argv[1], sys.argv[2], sys.argv[3:]
    paths = [p for p in sorted(FILES.iterdir()) if p.suffix != ".md" and (not words or any(w in p.name for w in words))]
    done = [check(program, profile, p) for p in paths]
    for c in done:
        print("\n".join(c.faults) or f"{c.n:4d} facts agree: {c.name}")
    faults = sum(len(c.faults) for c in done)
    print(f"{len(done)} files, {sum(c.n for c in done)} facts compared, {faults} differ")
    return 1 if faults or (not words and len(done) < 40) else 0


if __name__ == "__main__":
    sys.exit(main())
