# SPDX-License-Identifier: Apache-2.0
"""QR codes made by qrencode, drawn onto sheets by Pillow: text, place, module, quiet zone and contrast are what they
were drawn with, whichever way the code is turned."""
import math
import shutil
import subprocess

import cairo
from PIL import Image, ImageCms, ImageDraw
from files import PROFILE, check, end, facts_of, near, scratch

out = scratch()
PPI = 100
MM = PPI / 25.4


def matrix(text, level="M"):
    """The modules, True is dark, without a quiet zone."""
    art = subprocess.run(["qrencode", "-8", "-l", level, "-m", "0", "-t", "ASCIIi", text], capture_output=True, text=True,
                         check=True).stdout
    rows = [line[::2] for line in art.splitlines() if line]
    return [[c == " " for c in row] for row in rows] if rows[0][0] == " " else [[c == "#" for c in row] for row in rows]


def draw(modules, module_mm, dark=(0, 0, 0, 255), light=(0, 0, 0, 0), quiet=4, angle=0.0, ground=(200, 150, 60, 40)):
    """A sheet of 300 × 300 mm with the code in its middle, drawn at four times its resolution."""
    n, scale = len(modules), module_mm * MM * 4
    size = round((n + 2 * quiet) * scale)
    code = Image.new("CMYK", (size, size), light)
    pen = ImageDraw.Draw(code)
    for row in range(n):
        for col in range(n):
            if modules[row][col]:
                x, y = (quiet + col) * scale, (quiet + row) * scale
                pen.rectangle([round(x), round(y), round(x + scale) - 1, round(y + scale) - 1], fill=dark)
    big = Image.new("CMYK", (round(300 * MM) * 4, round(300 * MM) * 4), ground)
    turned = code.convert("CMYK").rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
    mask = Image.new("L", code.size, 255).rotate(angle, expand=True)
    at = ((big.width - turned.width) // 2, (big.height - turned.height) // 2)
    big.paste(turned, at, mask)
    return big.resize((big.width // 4, big.height // 4), Image.Resampling.BOX)


def piecemeal(modules, module_mm, angle=0.0):
    """The same on paper, each module drawn for itself, as vector programs do: where two dark ones meet inside a pixel, a
    light seam is left."""
    n, side = len(modules), round(300 * MM)
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, side, side)
    pen = cairo.Context(surface)
    pen.set_source_rgb(1, 1, 1)
    pen.paint()
    pen.set_source_rgb(0, 0, 0)
    pen.translate(side / 2, side / 2)
    pen.rotate(math.radians(-angle))
    pen.scale(module_mm * MM, module_mm * MM)
    pen.translate(-n / 2, -n / 2)
    for row in range(n):
        for col in range(n):
            if modules[row][col]:
                pen.rectangle(col, row, 1, 1)
                pen.fill()
    light = Image.frombuffer("RGBX", (side, side), bytes(surface.get_data()), "raw", "BGRX", surface.get_stride(), 1).getchannel(0)
    none = Image.new("L", light.size)
    return Image.merge("CMYK", (none, none, none, light.point(lambda v: 255 - v)))


def look(name, picture, text, module_mm, n, angle=0.0, quiet=4.0, contrast=None):
    path = out / "sheet.tif"
    picture.save(path, dpi=(PPI, PPI), compression="raw")
    codes = facts_of(path, trim="300x300")["qr"]
    if not check([c["url"] for c in codes] == [text], f"{name}: {[c['url'] for c in codes]}"):
        return
    code = codes[0]
    check(near(code["module_mm"], module_mm, 0.02 * module_mm), f"{name}: module {code['module_mm']}, {module_mm} drawn")
    if quiet is not None:
        have = code["quiet_mm"] / code["module_mm"]
        check(near(have, quiet, 0.45), f"{name}: quiet {have:.2f} modules, {quiet} drawn")
    side = n * module_mm * (abs(math.cos(math.radians(angle))) + abs(math.sin(math.radians(angle))))
    x, y, w, h = code["box"]
    check(near(w, side, 0.03 * side) and near(h, side, 0.03 * side), f"{name}: {w:.1f} × {h:.1f} mm, {side:.1f} drawn")
    check(near(x + w / 2, 150, 0.6) and near(y + h / 2, 150, 0.6), f"{name}: centre {x + w / 2:.1f} {y + h / 2:.1f}")
    if contrast:
        check(near(code["contrast"], contrast, 0.1 * contrast), f"{name}: contrast {code['contrast']}, {contrast} by ICC")


def contrast(dark, light):
    """WCAG's, of two inks as littlecms shows them, paper white."""
    lums = []
    for ink in (dark, light):
        rgb = ImageCms.profileToProfile(Image.new("CMYK", (1, 1), ink), str(PROFILE), ImageCms.createProfile("sRGB"),
                                        renderingIntent=1, outputMode="RGB").getpixel((0, 0))
        linear = [v / 255 / 12.92 if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in rgb]
        lums.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lums) + 0.05) / (min(lums) + 0.05)


SHORT = "https://example.org/a"
LONG = "https://example.org/" + "work/" * 30
short, long = matrix(SHORT), matrix(LONG)
check(len(short) == 25 and len(long) == 53, f"versions 2 and 9: {len(short)}, {len(long)} modules")
for module_mm in (1.0, 1.5, 2.7, 4.0, 7.3):
    look(f"module {module_mm}", draw(short, module_mm), SHORT, module_mm, 25)
look("long", draw(long, 2.0), LONG, 2.0, 53)
look("long and small", draw(long, 1.0), LONG, 1.0, 53)
for angle in (90, 180, 270, 7, 20, 45, 133):
    look(f"turned by {angle}", draw(short, 3.0, angle=angle), SHORT, 3.0, 25, angle=angle)
for quiet in (0.5, 1, 2, 3):
    look(f"quiet zone of {quiet}", draw(short, 3.0, quiet=quiet), SHORT, 3.0, 25, quiet=quiet)
for module_mm in (0.7, 1.5, 2.7):
    for angle in (0, 30, 45):
        look(f"piecemeal, module {module_mm}, turned by {angle}", piecemeal(short, module_mm, angle), SHORT, module_mm, 25, angle=angle,
             quiet=8)
look("on white, without end", draw(short, 3.0, ground=(0, 0, 0, 0)), SHORT, 3.0, 25, quiet=8)
PAPER = (0, 0, 0, 0)
for name, dark, light in (("black", (0, 0, 0, 255), PAPER), ("grey", (0, 0, 0, 128), PAPER),
                          ("blue on pale yellow", (255, 200, 0, 40), (0, 10, 60, 0)), ("red", (0, 255, 255, 0), PAPER)):
    look(name, draw(short, 3.0, dark=dark, light=light), SHORT, 3.0, 25, contrast=contrast(dark, light))

# A code that nobody reads, for something lies on its data: it has no text, but a place and a module.
for module_mm, angle in ((1.5, 0), (3.0, 0), (3.0, 45)):
    spoilt = [[dark and (row < 8 or col < 8) for col, dark in enumerate(cells)] for row, cells in enumerate(short)]
    look(f"spoilt, module {module_mm}, turned by {angle}", draw(spoilt, module_mm, angle=angle), "", module_mm, 25, angle=angle)

# Two codes, and none.
both = draw(short, 1.5)
both.paste(draw(long, 1.5).crop((370, 370, 812, 812)).resize((442, 442)), (0, 0))
both.save(out / "two.tif", dpi=(PPI, PPI))
urls = sorted(c["url"] for c in facts_of(out / "two.tif", trim="300x300")["qr"])
check(SHORT in urls or LONG in urls, f"of two overlapping codes one at least: {urls}")
left = draw(short, 2.0)
pair = Image.new("CMYK", (left.width * 2, left.height))
pair.paste(left, (0, 0))
pair.paste(draw(long, 2.0), (left.width, 0))
pair.save(out / "pair.tif", dpi=(PPI, PPI))
codes = facts_of(out / "pair.tif", trim="600x300")["qr"]
check(sorted(c["url"] for c in codes) == sorted([SHORT, LONG]), f"both: {[c['url'] for c in codes]}")
Image.new("CMYK", left.size, (20, 0, 0, 0)).save(out / "none.tif", dpi=(PPI, PPI))
check(facts_of(out / "none.tif", trim="300x300")["qr"] == [], "no code, none found")
chinese = "https://example.org/智慧教育"
look("UTF-8", draw(matrix(chinese), 2.5), chinese, 2.5, len(matrix(chinese)))
shutil.rmtree(out)
end(least=100)
