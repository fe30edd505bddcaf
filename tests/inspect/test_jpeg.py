# SPDX-License-Identifier: Apache-2.0
"""One board as JPEG by Pillow, ImageMagick, cjpeg and our own writer, in every polarity, density and state of repair:
the facts are what identify, exiftool and arithmetic say."""
import json
import re
import shutil
import struct

from PIL import Image, ImageStat
from files import PPI, SIZE, ZHANBAN, board, check, end, facts_of, near, peak_mb, scratch, tool

out = scratch()
picture, icc = board(out)
means = [m * 100 / 255 for m in ImageStat.Stat(picture).mean]
base = out / "base.jpg"
picture.save(base, quality=95, dpi=(PPI, PPI), icc_profile=icc)
first = facts_of(base)


def same_board(name, facts, ink=2, size=(785, 1780), ppi=PPI, qr=True, within=0.6):
    raster, survey = facts.get("raster", {}), facts.get("survey", {})
    check(facts.get("container", {}).get("reading") == "whole", f"{name}: {facts.get('container')}")
    check((raster.get("px_w"), raster.get("px_h")) == SIZE, f"{name}: {raster}")
    check(ppi is None or near(raster.get("ppi_x"), ppi, 0.01), f"{name}: {raster.get('ppi_x')} ppi, {ppi} wanted")
    check((facts.get("width_mm"), facts.get("height_mm")) == size, f"{name}: {facts.get('width_mm')} mm")
    if ink:
        check(near(facts.get("total_max"), first["total_max"], ink), f"{name}: total ink {facts.get('total_max')}")
        for plate, have, want in zip("CMYK", survey.get("plate_mean", []), means):
            check(near(have, want, within), f"{name}: plate {plate} {have}, {want} by Pillow")
    if qr:
        check([q["url"] for q in facts.get("qr", [])] == ["https://example.org/zhanban/school"], f"{name}: {facts.get('qr')}")


same_board("base", first)
check(first["container"]["format"] == "JPEG, baseline" and first["raster"]["inverted"], first["raster"])
check(first["raster"]["mode"] == "CMYK" and first["spaces"] == ["DeviceCMYK"], first["spaces"])
check(first["profile"].startswith("zhanban Coated"), f"the profile's {first['profile']}")
check(near(first["qr"][0]["module_mm"], 2.7, 0.06), first["qr"])

# ---- quality: what was asked for, and what identify estimates ----
for quality in (30, 50, 75, 90, 98):
    path = out / f"q{quality}.jpg"
    picture.save(path, quality=quality, dpi=(PPI, PPI))
    facts = facts_of(path)
    check(facts["raster"]["quality"] == quality, f"quality {quality}: {facts['raster']['quality']}")
    said = int(tool("identify", "-ping", "-format", "%Q", path))
    check(abs(said - quality) <= 1, f"identify says {said}")

# ---- kinds ----
picture.save(out / "progressive.jpg", quality=90, dpi=(PPI, PPI), progressive=True)
facts = facts_of(out / "progressive.jpg")
same_board("progressive", facts)
check(facts["container"]["format"] == "JPEG, progressive", facts["container"]["format"])
large = out / "large.jpg"
picture.resize((SIZE[0] * 4, SIZE[1] * 4), Image.Resampling.NEAREST).save(large, quality=85, dpi=(4 * PPI, 4 * PPI),
                                                                          progressive=True)
facts = facts_of(large)
check(facts["container"]["reading"] == "whole" and facts["raster"]["px_w"] == 4 * SIZE[0], facts["container"])
check(near(facts["total_max"], first["total_max"], 2), f"progressive, of 55 megapixels: {facts['total_max']}")
for plate, have, want in zip("CMYK", facts["survey"]["plate_mean"], means):
    check(near(have, want, 0.6), f"progressive, of 55 megapixels: plate {plate} {have}, {want} by Pillow")
check(0 < peak_mb(large) < 200, f"in {peak_mb(large):.0f} MB; its coefficients are 440")
(out / "large-cut.jpg").write_bytes(large.read_bytes()[:3_000_000])
check(facts_of(out / "large-cut.jpg")["container"]["reading"] == "damaged", "cut, it is damaged")
tool("convert", base, "-sampling-factor", "2x2", "-quality", "92", out / "ycck.jpg")
ycck = facts_of(out / "ycck.jpg")
same_board("ImageMagick's, subsampled", ycck, ink=8)
rgb = picture.convert("RGB")
rgb.save(out / "rgb.jpg", quality=90, dpi=(PPI, PPI), subsampling=2)
facts = facts_of(out / "rgb.jpg")
same_board("RGB", facts, ink=None)
check(facts["raster"]["mode"] == "RGB" and facts["spaces"] == ["DeviceRGB"] and facts["total_max"] is None, "RGB")
rgb.convert("L").save(out / "grey.jpg", quality=90, dpi=(PPI, PPI))
facts = facts_of(out / "grey.jpg")
same_board("grey", facts, ink=None)
check(facts["raster"]["mode"] == "Gray" and facts["total_max"] <= 101, f"grey: {facts['total_max']}")
for name in ("cmyk-adobe", "cmyk-ycck"):
    facts = facts_of(f"{__file__.rsplit('/', 2)[0]}/pictures/{name}.jpg")
    check(facts["raster"]["mode"] == "CMYK" and facts["raster"]["inverted"], f"{name}: {facts['raster']}")

# ---- polarity without a marker: the numbers as they stand, and a warning ----
data = base.read_bytes()
at = data.index(b"\xff\xee")
length = struct.unpack_from(">H", data, at + 2)[0]
(out / "no-adobe.jpg").write_bytes(data[:at] + data[at + 2 + length:])
facts = facts_of(out / "no-adobe.jpg")
check(not facts["raster"]["inverted"], "no marker, not inverted")
check(near(facts["survey"]["plate_mean"][0], 100 - means[0], 0.6), f"plates as stored: {facts['survey']['plate_mean']}")
check(any("Adobe" in w for w in facts["container"]["warnings"]), "and a warning")

# ---- density ----
picture.save(out / "bare.jpg", quality=90)
facts = facts_of(out / "bare.jpg")
check(facts["raster"]["ppi_x"] is None and facts["width_mm"] == 785, "no density: the size by its proportions")
check(near(facts["ppi_min"], PPI, 0.1), f"reckoned {facts['ppi_min']}")


def segment(marker, payload):
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def exif(x, y, unit=2, orientation=1, order="<"):
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = [(274, 3, orientation), (282, 5, x), (283, 5, y), (296, 3, unit)]
    table = struct.pack(order + "H", len(entries))
    for i, (tag, kind, value) in enumerate(entries):
        table += struct.pack(order + "HHI", tag, kind, 1)
        table += struct.pack(order + "HH", value, 0) if kind == 3 else struct.pack(order + "I", 62 + 8 * (tag - 282))
    return b"Exif\0\0" + mark + struct.pack(order + "I", 8) + table + b"\0\0\0\0" + \
        struct.pack(order + "IIII", x, 1, y, 1)


def photoshop(ppi):
    info = struct.pack(">IHHIHH", ppi << 16, 1, 1, ppi << 16, 1, 1)
    return b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HHI", 1005, 0, len(info)) + info


bare = (out / "bare.jpg").read_bytes()
jfif_end = 2
jfif = lambda unit, x, y: segment(0xE0, b"JFIF\0\1\1" + struct.pack(">BHHBB", unit, x, y, 0, 0))  # noqa: E731
cases = [  # name, segments, ppi, source, size
    ("jfif", jfif(1, PPI, PPI), PPI, "JFIF", (785, 1780)),
    ("jfif-cm", jfif(2, 16, 16), 40.64, "JFIF", None),
    ("jfif-aspect", jfif(0, 1, 1), None, None, (785, 1780)),
    ("exif", segment(0xE1, exif(PPI, PPI)), PPI, "EXIF", (785, 1780)),
    ("exif-motorola", segment(0xE1, exif(PPI, PPI, order=">")), PPI, "EXIF", (785, 1780)),
    ("exif-cm", segment(0xE1, exif(16, 16, unit=3)), 40.64, "EXIF", None),
    ("photoshop", segment(0xED, photoshop(PPI)), PPI, "Photoshop", (785, 1780)),
    ("three", jfif(1, 72, 72) + segment(0xE1, exif(96, 96)) + segment(0xED, photoshop(PPI)), PPI, "Photoshop",
     (785, 1780)),
    ("two", jfif(1, PPI, PPI) + segment(0xE1, exif(96, 96)), PPI, "JFIF", (785, 1780)),
]
for name, segments, ppi, source, size in cases:
    path = out / f"density-{name}.jpg"
    rest = re.sub(rb"^\xff\xd8\xff\xe0..JFIF.{11}", b"\xff\xd8", bare[:40], flags=re.S) + bare[40:]
    path.write_bytes(b"\xff\xd8" + segments + rest[2:])
    facts = facts_of(path)
    raster = facts["raster"]
    check(raster["ppi_source"] == source and (raster["ppi_x"] is None if ppi is None else near(raster["ppi_x"], ppi, 0.01)),
          f"{name}: {raster['ppi_x']} by {raster['ppi_source']}")
    check(size is None or (facts["width_mm"], facts["height_mm"]) == size, f"{name}: {facts['width_mm']} mm")
    if name in ("three", "two"):
        check(any("ppi" in w for w in facts["container"]["warnings"]), f"{name}: they disagree")

# ---- orientation ----
stored = {1: picture, 3: picture.transpose(Image.Transpose.ROTATE_180), 6: picture.transpose(Image.Transpose.ROTATE_90),
          8: picture.transpose(Image.Transpose.ROTATE_270)}
for number, turned in stored.items():
    path = out / f"turned-{number}.jpg"
    turned.save(path, quality=95)
    data = path.read_bytes()
    path.write_bytes(b"\xff\xd8" + segment(0xE1, exif(PPI, PPI, orientation=number)) + data[2:])
    facts = facts_of(path)
    same_board(f"orientation {number}", facts, ppi=None)
    box = facts["qr"][0]["box"]
    check(near(box[0], first["qr"][0]["box"][0], 1.3) and near(box[1], first["qr"][0]["box"][1], 1.3),
          f"orientation {number}: the code lies at {box}")

# ---- profiles in pieces, lost or twice ----
data = base.read_bytes()
chunks = [m.start() for m in re.finditer(rb"\xff\xe2..ICC_PROFILE\0", data, re.S)]
check(len(chunks) == 4, f"{len(chunks)} pieces")
size = struct.unpack_from(">H", data, chunks[1] + 2)[0] + 2
lost = data[:chunks[1]] + data[chunks[1] + size:]
twice = data[:chunks[1]] + data[chunks[1]:chunks[1] + size] + data[chunks[1]:]
for name, broken in (("lost", lost), ("twice", twice)):
    (out / f"icc-{name}.jpg").write_bytes(broken)
    facts = facts_of(out / f"icc-{name}.jpg")
    check(facts["profile"] is None and any("ICC" in w for w in facts["container"]["warnings"]), f"profile {name}")
    same_board(f"profile {name}", facts)
swapped = data[:chunks[0]] + data[chunks[1]:chunks[2]] + data[chunks[0]:chunks[1]] + data[chunks[2]:]
(out / "icc-order.jpg").write_bytes(swapped)
check(facts_of(out / "icc-order.jpg")["profile"] == first["profile"], "pieces in another order are the same profile")

# ---- AI ----
mark = out / "ai.jpg"
shutil.copy(base, mark)
tool("exiftool", "-q", "-overwrite_original",
     "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", mark)
check(facts_of(mark)["raster"]["ai"] and not first["raster"]["ai"], "XMP says that AI made it")
label = '{"AIGC":{"Label":"1","ContentProducer":"x"}}'
for name, comment in (("ascii", b"ASCII\0\0\0" + label.encode()), ("utf16", b"UNICODE\0" + label.encode("utf-16-le"))):
    path = out / f"ai-{name}.jpg"
    tiff = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 37510, 7, len(comment), 26, 0) + comment
    path.write_bytes(b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + tiff) + data[2:])
    check(facts_of(path)["raster"]["ai"], f"EXIF says so in {name}")

# ---- what cannot be decoded, and what is cut ----
frame = data.index(b"\xff\xc0\0\x14\x08")
for marker, word in ((0xC9, "arithmetic"), (0xC3, "lossless")):
    other = bytearray(data)
    other[frame + 1] = marker
    (out / "other.jpg").write_bytes(other)
    facts = facts_of(out / "other.jpg")
    check(facts["container"]["reading"] == "foreign" and word in json.dumps(facts["container"]["trouble"]), facts["container"])
    check(facts["raster"]["px_w"] == SIZE[0] and facts["width_mm"] == 785, f"{word}: its size is known")
deep = bytearray(data)
deep[frame + 1], deep[frame + 4] = 0xC1, 12
(out / "deep.jpg").write_bytes(deep)
facts = facts_of(out / "deep.jpg")
check(facts["container"]["reading"] == "foreign" and "12" in json.dumps(facts["container"]["trouble"]), facts["container"])
for share in (0.3, 0.6, 0.9):
    (out / "cut.jpg").write_bytes(data[:int(len(data) * share)])
    facts = facts_of(out / "cut.jpg")
    check(facts["container"]["reading"] == "damaged", f"cut at {share}: {facts['container']}")
    where = round(struct.unpack(">d", bytes.fromhex(facts["container"]["trouble"]["args"][0]["f"]))[0])
    check(where < 100 and facts["survey"]["known"], f"cut at {share}: damaged about {where} % of the way")
tool("exiftool", "-q", "-ImageSize", base)

# ---- our own, at 300 dpi: the figures that the composer's measuring gave ----
full = out / "school.jpg"
tool(ZHANBAN, "render", f"{__file__.rsplit('/', 3)[0]}/examples/school/board.json", "-o", full, "--quiet")
facts = facts_of(full)
check((facts["width_mm"], facts["height_mm"], facts["ppi_min"]) == (785, 1780, 300), "size and resolution, exactly")
check(near(facts["qr"][0]["module_mm"], 2.7, 0.02), f"module {facts['qr'][0]['module_mm']}")
check(near(facts["total_max"], 266, 2), f"total ink {facts['total_max']}, 266 measured")
shutil.rmtree(out)
end(least=150)
