# SPDX-License-Identifier: Apache-2.0
"""One board, saved by libtiff's tools, Pillow and ImageMagick in every layout that a TIFF may have: the facts are the
same, and they are what tiffinfo and identify say."""
import json
import re
import shutil
import struct

from PIL import Image, ImageStat
from files import PPI, SIZE, board, check, end, facts_of, near, peak_mb, scratch, tool

out = scratch()
picture, icc = board(out)
base = out / "base.tif"
picture.save(base, compression="raw", dpi=(PPI, PPI), icc_profile=icc, software="Pillow test")
means = [m * 100 / 255 for m in ImageStat.Stat(picture).mean]
first = facts_of(base, view=40)


def same_board(name, facts, ink=0.1, plates=0.15, qr=True, reading="whole"):
    """The figures of the base file, whatever the layout."""
    raster, survey = facts.get("raster", {}), facts.get("survey", {})
    check(facts.get("container", {}).get("reading") == reading, f"{name}: read {facts.get('container')}")
    check((raster.get("px_w"), raster.get("px_h")) == SIZE, f"{name}: {raster.get('px_w')} × {raster.get('px_h')}")
    check(near(raster.get("ppi_x"), PPI, 0.01) and near(raster.get("ppi_y"), PPI, 0.01), f"{name}: {raster}")
    check((facts.get("width_mm"), facts.get("height_mm")) == (785, 1780), f"{name}: {facts.get('width_mm')}")
    check(near(facts.get("ppi_min"), PPI, 0.01), f"{name}: ppi_min {facts.get('ppi_min')}")
    check(survey.get("known"), f"{name}: surveyed")
    if ink is not None:
        check(near(facts.get("total_max"), first["total_max"], ink),
              f"{name}: total ink {facts.get('total_max')}, {first['total_max']} wanted")
        for plate, have, want in zip("CMYK", survey.get("plate_mean", []), means):
            check(near(have, want, plates), f"{name}: plate {plate} {have}, {want} by Pillow")
    if qr:
        check([q["url"] for q in facts.get("qr", [])] == ["https://example.org/zhanban/school"],
              f"{name}: {facts.get('qr')}")
    if ink is not None:
        check(near(survey.get("blank"), first["survey"]["blank"], 0.005), f"{name}: blank {survey.get('blank')}")


same_board("base", first)
check(first["container"]["format"] == "TIFF" and first["container"]["producer"] == "Pillow test", first["container"])
check(first["raster"]["mode"] == "CMYK" and first["raster"]["compression"] == "none", first["raster"])
check(first["spaces"] == ["DeviceCMYK"] and first["profile"].startswith("zhanban Coated"), first["profile"])
check(first["text_source"] == "none" and first["image_mm2"] is None and first["images"] == [], "no words, no images")
code = first["qr"][0]
check(near(code["module_mm"], 2.7, 0.06) and code["quiet_mm"] >= 3.8 * code["module_mm"], code)
check(near(code["box"][0], 653.8, 1) and near(code["box"][1], 1662.4, 1) and near(code["box"][2], 78.4, 1), code)
check(first["survey"]["view_w"] == SIZE[0], "the picture is as sharp as the file")

# ---- libtiff's tools: every layout, nothing lost ----
layouts = {
    "lzw": "-c lzw", "lzw-predictor": "-c lzw:2", "deflate": "-c zip", "deflate-predictor": "-c zip:2",
    "packbits": "-c packbits", "big-endian": "-B -c none", "bigtiff": "-8 -c none", "bigtiff-lzw": "-8 -c lzw",
    "one-strip": "-c none -r 100000", "one-strip-lzw": "-c lzw -r 100000", "one-row": "-c none -r 1",
    "strips-17": "-c zip -r 17", "tiles": "-t -w 256 -l 128 -c none", "tiles-lzw": "-t -w 272 -l 272 -c lzw:2",
    "tile-big": "-t -w 2048 -l 4096 -c zip", "planes": "-p separate -c none -r 50",
    "planes-lzw": "-p separate -c lzw -r 64", "planes-one-strip": "-p separate -c zip -r 100000",
    "planes-tiles": "-p separate -t -w 256 -l 256 -c zip", "big-endian-planes": "-B -p separate -c packbits",
    "lsb": "-f lsb2msb -c none",
}
names = {"lzw": "LZW", "zip": "Deflate", "packbits": "PackBits", "none": "none"}
for name, options in layouts.items():
    path = out / f"{name}.tif"
    tool("tiffcp", *options.split(), base, path)
    facts = facts_of(path)
    same_board(name, facts)
    packing = re.search(r"-c (\w+)", options).group(1)
    check(facts["raster"]["compression"] == names[packing], f"{name}: {facts['raster']['compression']}")
    check(facts["container"]["format"] == ("BigTIFF" if "-8" in options else "TIFF"), facts["container"]["format"])
    info = tool("tiffinfo", path)
    width, height = re.search(r"Image Width: (\d+) Image Length: (\d+)", info).groups()
    check((int(width), int(height)) == (facts["raster"]["px_w"], facts["raster"]["px_h"]), f"{name}: tiffinfo agrees")
    path.unlink()

# ---- ImageMagick: depths and colour modes ----
limit = ["-limit", "width", "30KP", "-limit", "height", "30KP"]
modes = {  # name: (options, mode, bits, channels, spaces, ink within, plates within)
    "16-bit": ("-depth 16 -compress lzw", "CMYK", 16, 4, "DeviceCMYK", 0.1, 0.15),
    "16-bit-msb": ("-depth 16 -endian MSB -compress none", "CMYK", 16, 4, "DeviceCMYK", 0.1, 0.15),
    "16-bit-zip": ("-depth 16 -compress zip", "CMYK", 16, 4, "DeviceCMYK", 0.1, 0.15),
    "float": ("-define quantum:format=floating-point -depth 32 -compress none", "CMYK", 32, 4, "DeviceCMYK", 0.1, 0.15),
    "32-bit": ("-depth 32 -compress zip", "CMYK", 32, 4, "DeviceCMYK", 0.4, 0.2),
    "rgb": ("-colorspace sRGB -type TrueColor -compress lzw", "RGB", 8, 3, "DeviceRGB", None, None),
    "rgb-alpha": ("-colorspace sRGB -type TrueColorAlpha -alpha on -compress zip", "RGB", 8, 4, "DeviceRGB", None, None),
    "grey": ("-colorspace Gray -type Grayscale -depth 8 -compress lzw", "Gray", 8, 1, "DeviceGray", None, None),
    "grey-16": ("-colorspace Gray -type Grayscale -depth 16 -compress none", "Gray", 16, 1, "DeviceGray", None, None),
    "palette": ("-colorspace sRGB -colors 200 -type Palette -compress lzw", "Indexed", 8, 1, "DeviceRGB", None, None),
    "fax": ("-colorspace Gray -threshold 50% -type Bilevel -compress Group4", "Bitmap", 1, 1, "DeviceGray", None, None),
    "jpeg-rgb": ("-colorspace sRGB -type TrueColor -compress jpeg -quality 90", None, 8, 3, "DeviceRGB", None, None),
    "lab": ("-colorspace Lab -depth 8 -compress none", "Lab", 8, 3, "Lab", None, None),
}
for name, (options, mode, bits, channels, space, ink, plates) in modes.items():
    path = out / f"{name}.tif"
    # ImageMagick complains of a tag when it writes floating point, but writes it.
    tool("convert", *limit, base, *options.split(), "-density", PPI, "-units", "PixelsPerInch", path,
         ok=(0, 1) if name == "float" else (0,))
    facts = facts_of(path, view=20)
    same_board(name, facts, ink=ink, plates=plates)
    raster = facts["raster"]
    info = tool("tiffinfo", path)
    check(mode is None or raster["mode"] == mode, f"{name}: {raster['mode']}")
    check((raster["bits"], raster["channels"]) == (bits, channels), f"{name}: {raster}")
    check(f"Bits/Sample: {bits}\n" in info or bits == 1, f"{name}: tiffinfo: {info[:300]}")
    check(facts["spaces"] == [space], f"{name}: {facts['spaces']}")
    if space in ("DeviceRGB", "Lab"):
        check(facts["total_max"] is None and facts["survey"]["cols"] == 0, f"{name}: RGB has no ink of its own")
    if space == "DeviceGray":
        check(facts["total_max"] <= 100.01, f"{name}: grey is black ink alone, {facts['total_max']}")
    path.unlink()

# ---- orientation: stored turned, seen upright ----
turns = {2: "-flop", 3: "-rotate 180", 4: "-flip", 5: "-transpose", 6: "-rotate -90", 7: "-transverse", 8: "-rotate 90"}
for number, options in turns.items():
    path = out / f"turned-{number}.tif"
    tool("convert", *limit, base, *options.split(), "+repage", "-compress", "lzw", path)
    tool("tiffset", "-s", "274", number, path)
    facts = facts_of(path)
    same_board(f"orientation {number}", facts)
    there = facts["qr"][0]["box"]
    check(near(there[0], code["box"][0], 1.3) and near(there[1], code["box"][1], 1.3),
          f"orientation {number}: the code lies at {there}")
    path.unlink()

# ---- pixels blown up ----
sharp = Image.open(out / "school-72.tif").crop((0, 0, 2224, 2400))
for times in (1, 2, 3, 4, 5):
    for name in ("NEAREST", "BILINEAR", "BICUBIC", "LANCZOS"):
        small = sharp.resize((2224 // times, 2400 // times), Image.Resampling.BOX)
        path = out / "blown-up.tif"
        small.resize((2224 // times * times, 2400 // times * times), Image.Resampling[name]).save(path, dpi=(72, 72))
        have = facts_of(path)["raster"]["upsampled"]
        if name == "NEAREST" or times == 1:
            check(have == times, f"{name} × {times}: {have}")
        else:
            check(abs(have - min(times, 4)) <= 1 and have > 1, f"{name} × {times}: {have}")
        if times == 1:
            break
for mode in ("RGB", "L"):
    small = sharp.convert(mode).resize((556, 600), Image.Resampling.BOX)
    small.resize((2224, 2400), Image.Resampling.BICUBIC).save(out / "blown-up.tif", dpi=(72, 72))
    check(facts_of(out / "blown-up.tif")["raster"]["upsampled"] in (3, 4), f"blown up, {mode}")
Image.new("CMYK", (2000, 2000), (9, 9, 9, 9)).save(out / "blown-up.tif", dpi=(72, 72))
check(facts_of(out / "blown-up.tif")["raster"]["upsampled"] == 0, "nothing on it tells it")

# ---- what else tags say ----
cm = out / "cm.tif"
tool("tiffcp", base, cm)
for tag, value in ((296, 3), (282, PPI / 2.54), (283, PPI / 2.54)):
    tool("tiffset", "-s", tag, value, cm)
same_board("per centimetre", facts_of(cm))

bare = out / "bare.tif"
picture.save(bare, compression="raw")
facts = facts_of(bare)
check(facts["raster"]["ppi_x"] is None and facts["raster"]["ppi_source"] is None, f"no resolution: {facts['raster']}")
check((facts["width_mm"], facts["height_mm"]) == (785, 1780), "the wanted size by its proportions")
check(near(facts["ppi_min"], PPI, 0.1) and facts["container"]["warnings"], f"reckoned: {facts['ppi_min']}")
facts = facts_of(bare, trim="500x500")
check(facts["width_mm"] is None and facts["ppi_min"] is None, "of other proportions the size is unknown")
check(facts["survey"]["known"] and facts["total_max_box"] == [0, 0, 0, 0], "surveyed all the same, without places")

wide = out / "bleed.tif"
bled = Image.new("CMYK", (round(791 / 25.4 * 100), round(1786 / 25.4 * 100)), (0, 0, 0, 128))
bled.save(wide, dpi=(100, 100))
facts = facts_of(wide)
check((facts["width_mm"], facts["height_mm"], facts["bleed_mm"]) == (785, 1780, 3), f"bleed: {facts['bleed_mm']}")
check(facts["media"] == [-3, -3, 791, 1786], f"media {facts['media']}")
check(near(facts["total_max"], 50.2, 0.2) and facts["survey"]["plain"] == 1, "one colour all over")
check(near(facts["bleed_reach_mm"], 3, 0.01), f"and filled: {facts['bleed_reach_mm']}")
bled.paste((0, 0, 0, 0), (0, 0, bled.width, 8))  # 2 of the 3 mm at the top
bled.save(wide, dpi=(100, 100))
facts = facts_of(wide)
check(near(facts["bleed_reach_mm"], 1, 0.01), f"filled by a millimetre only: {facts['bleed_reach_mm']}")
check(first["bleed_mm"] == 0 and first["bleed_reach_mm"] == 0, "without bleed nothing goes on")
check(first["flat"] and first["chars"] == 0 and first["share"] is None, "what a flat file cannot tell is unknown")

pages = out / "pages.tif"
tool("tiffcp", base, wide, pages)
check(facts_of(pages)["container"]["n_pages"] == 2, "two pages")
thumb = out / "thumb.tif"
small = out / "small.tif"
picture.resize((124, 280)).save(small, dpi=(4, 4))
tool("tiffset", "-s", "254", "1", small)
tool("tiffcp", small, base, thumb)
facts = facts_of(thumb)
same_board("behind a thumbnail", facts)
check(facts["container"]["n_pages"] == 1, "a thumbnail is no page")

ai = out / "ai.tif"
tool("tiffcp", base, ai)
tool("exiftool", "-q", "-overwrite_original",
     "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", ai)
check(facts_of(ai)["raster"]["ai"] is True and first["raster"]["ai"] is False, "XMP says that AI made it")


# ---- made by hand: spots by Photoshop's resources, a sparse giant, old JPEG, absurd sizes, a circle ----
def handmade(path, width, height, entries, data=b"", sparse=0):
    """A little-endian TIFF of one directory: entries {tag: (type, values or bytes)}; strip data or a hole after it."""
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}
    entries = {256: (4, [width]), 257: (4, [height]), 279: (4, [max(len(data), sparse)]), 273: (4, [0]), **entries}
    head = 8 + 2 + 12 * len(entries) + 4
    extra, table = b"", b""
    blobs = {}
    for tag, (kind, values) in entries.items():
        blob = values if isinstance(values, bytes) else b"".join(
            struct.pack({1: "<B", 3: "<H", 4: "<I"}[kind], v) if kind != 5 else struct.pack("<II", *v) for v in values)
        blobs[tag] = (kind, len(blob) // sizes[kind], blob)
        extra += blob + b"\0" * (len(blob) % 2) if len(blob) > 4 else b""
    strip = head + len(extra)
    at = head
    for tag in sorted(blobs):
        kind, count, blob = blobs[tag]
        if tag == 273:
            blob = struct.pack("<I", strip)
        if len(blob) > 4:
            table += struct.pack("<HHII", tag, kind, count, at)
            at += len(blob) + len(blob) % 2
        else:
            table += struct.pack("<HHI", tag, kind, count) + blob.ljust(4, b"\0")
    extra = b"".join(b + b"\0" * (len(b) % 2) for t, (k, c, b) in sorted(blobs.items()) if len(b) > 4)
    with open(path, "wb") as f:
        f.write(b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(blobs)) + table + b"\0\0\0\0" + extra + data)
        if sparse:
            f.truncate(strip + sparse)


def resource_block(number, data):
    return b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)


cmyk = {258: (3, [8] * 5), 259: (3, [1]), 262: (3, [5]), 277: (3, [5]), 278: (4, [10]),
        282: (5, [(300, 1)]), 283: (5, [(300, 1)]), 296: (3, [2])}
spot_name = "专色 871"
named = resource_block(1045, struct.pack(">I", len(spot_name) + 1) + spot_name.encode("utf-16-be") + b"\0\0")
shown = resource_block(1077, struct.pack(">I", 1) + struct.pack(">HHHHHHB", 2, 0, 0, 0, 0, 100, 2))
handmade(out / "spot.tif", 20, 10, {**cmyk, 34377: (1, named + shown), 338: (3, [0])}, bytes(range(250)) * 4)
facts = facts_of(out / "spot.tif")
check(facts["spots"] == [spot_name], f"a spot channel is named: {facts['spots']}")
check(facts["raster"]["extra_channels"] == 1 and facts["raster"]["mode"] == "CMYK", facts["raster"])

giant = out / "giant.tif"
four = {**cmyk, 258: (3, [8] * 4), 277: (3, [4]), 278: (4, [21024])}
handmade(giant, 9272, 21024, four, sparse=9272 * 21024 * 4)
check("Image Width: 9272 Image Length: 21024" in tool("tiffinfo", giant), "tiffinfo reads the handmade giant")
peak = peak_mb(giant)
check(0 < peak < 100, f"780 MB in one strip take {peak:.0f} MB, below 100")
facts = facts_of(giant)
check(facts["survey"]["blank"] == 1 and facts["survey"]["plain"] == 1 and facts["total_max"] == 0, "blank paper")
check((facts["width_mm"], facts["height_mm"], facts["ppi_min"]) == (785, 1780, 300), "of the size")

handmade(out / "old-jpeg.tif", 20, 10, {**cmyk, 259: (3, [6])}, bytes(1000))
facts = facts_of(out / "old-jpeg.tif")
check(facts["container"]["reading"] == "foreign" and "LZW" in json.dumps(facts["container"]["trouble"]), facts["container"])
handmade(out / "absurd.tif", 4_000_000_000, 4_000_000_000, four)
facts = facts_of(out / "absurd.tif")
check(facts["container"]["reading"] in ("complex", "damaged"), facts["container"])
handmade(out / "short.tif", 9272, 21024, four, bytes(9272 * 4 * 100))
facts = facts_of(out / "short.tif")
check(facts["container"]["reading"] == "damaged" and "row" in json.dumps(facts["container"]["trouble"]), facts["container"])
check(facts["raster"]["px_w"] == 9272 and facts["width_mm"] == 785, "what the tags say stays known")
circle = bytearray((out / "spot.tif").read_bytes())
at = 8 + 2 + 12 * struct.unpack_from("<H", circle, 8)[0]
struct.pack_into("<I", circle, at, 8)  # the next directory is this one
(out / "circle.tif").write_bytes(circle)
facts = facts_of(out / "circle.tif")
check(facts["raster"]["px_w"] == 20, "a circle of directories ends")
shutil.rmtree(out)
end(least=300)
