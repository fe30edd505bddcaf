#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws docs/rooms.svg and the table of rooms in docs/ARCHITECTURE.md.

    python3 docs/draw_rooms.py BUILD/rooms.txt            writes both
    python3 docs/draw_rooms.py BUILD/rooms.txt --check    says what is stale and exits with 1
    python3 docs/draw_rooms.py BUILD/rooms.txt --table    prints the table alone

CMake writes rooms.txt at every configuration: each zb_room() with what it may include and owns, each program with its
rooms. Files, lines and includes are counted in src/. What was drawn is kept inside the picture (<metadata>): the check
draws that once more, compares byte by byte, and compares it with the sources of today. Rooms, floors, arrows, owners and
programs must be the same; a room's files and lines may be a tenth off, so that not every commit needs a new picture."""
import json
import pathlib
import re
import sys
from html import escape

ROOT = pathlib.Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "rooms.svg"
PAGE = ROOT / "docs" / "ARCHITECTURE.md"
WAISTS = ("scene", "marks", "facts")
TITLES = {"zhanban": "zhanban", "zhanban-inspect": "zhanban-inspect"}
LIBRARIES = {"icuuc": "ICU", "jansson": "jansson", "lcms2": "lcms2", "harfbuzz": "HarfBuzz", "freetype2": "FreeType",
             "fontconfig": "fontconfig", "vips": "libvips", "libjpeg": "libjpeg", "libpng": "libpng",
             "libwebp": "libwebp", "libqrencode": "libqrencode", "cairo": "cairo", "libqpdf": "QPDF",
             "harfbuzzsubset": "hb-subset", "zlib": "zlib", "libisal": "ISA-L", "libtiff4": "libtiff",
             "mupdf": "MuPDF", "zbar": "zbar", "libexif": "libexif", "libseccomp": "seccomp", "Threads": "threads"}


# ---- what there is ----

def library(name):
    return LIBRARIES.get(re.sub(r"^PkgConfig::|::Threads$", "", name), re.sub(r"^PkgConfig::", "", name))


def purpose(folder):
    """The first sentence of a room's door header, without the room's own name."""
    door = folder / f"{folder.name}.h"
    if not door.exists():  # png.h is libpng's own
        door = folder / f"{folder.name}_codec.h"
    if not door.exists():
        return ""
    for comment in re.findall(r"/\*(.*?)\*/", door.read_text(encoding="utf-8"), re.S):
        text = " ".join(re.sub(r"^\s*\*? ?", "", line) for line in comment.splitlines()).strip()
        if not text.startswith("SPDX"):
            sentence = re.split(r"(?<=[.])\s", text)[0].rstrip(".")
            return re.sub(rf"^{folder.name}( \([^)]*\))?: ", "", sentence)
    return ""


def floors_of(rooms):
    """A house (a room and those in its folder) stands one floor above the highest that it may include."""
    house = {name: name.split("/")[0] for name in rooms}
    below = {h: set() for h in house.values()}
    for name, room in rooms.items():
        below[house[name]] |= {house[lower] for lower in room["may"]} - {house[name]}
    floors = {}

    def floor(h, path):
        if h in path:
            sys.exit(f"a circle of rooms: {' → '.join(path[path.index(h):] + [h])}")
        if h not in floors:
            floors[h] = 1 + max((floor(lower, path + [h]) for lower in below[h]), default=-1)
        return floors[h]
    return {name: floor(h, []) for name, h in house.items()}


def model_of(listing):
    rooms, programs = {}, {}
    for line in listing.read_text(encoding="utf-8").splitlines():
        kind, name, *rest = line.split("|")
        if kind == "room":
            rooms[name] = {"may": rest[0].split(),
                           "owns": list(dict.fromkeys(library(f) for f in rest[1].split()))}
        elif kind == "program":
            programs[name] = rest[0].split()
    headers = {}
    for name, room in rooms.items():
        folder = ROOT / "src" / name
        sources = sorted(p for p in folder.iterdir() if p.suffix in (".c", ".h"))
        room["files"] = len(sources)
        room["lines"] = sum(len(p.read_text(encoding="utf-8").splitlines()) for p in sources)
        room["purpose"] = purpose(folder)
        headers.update({p.name: name for p in sources if p.suffix == ".h"})
    for name, room in rooms.items():
        includes = set()
        for path in (ROOT / "src" / name).glob("*.[ch]"):
            includes |= set(re.findall(r'^\s*#\s*include\s*"([^"]+)"', path.read_text(encoding="utf-8"), re.M))
        room["uses"] = sorted({headers[i] for i in includes if i in headers} - {name})
    for name, floor in floors_of(rooms).items():
        rooms[name]["floor"] = floor
    return {"rooms": rooms, "programs": programs}


# ---- the picture ----

WIDTH, MARGIN, LABEL = 1280, 28, 46
NAME, SMALL, CHIP = 19, 13.5, 12.5
BOX, GAP, ROW = 68, 12, 14
INK, SOFT, PAPER = "#1d2b3a", "#5d6b7a", "#ffffff"
COLOURS = {"both": ("#dcefe6", "#3f8f6b"), "zhanban": ("#dfeaf8", "#3b6fb0"), "zhanban-inspect": ("#fbe8d6", "#c47a2c")}
BANDS = ("#f4f6f8", "#eaeef2")


def width_of(text, size):
    return sum(size * (0.62 if c.isascii() else 1.0) for c in text)


def kind_of(model, name):
    inside = [p for p, rooms in model["programs"].items() if name in rooms]
    return inside[0] if len(inside) == 1 else "both"


def figures(room):
    return f"{room['files']} files · {room['lines']:,}".replace(",", " ") + " lines"


class Drawing:
    def __init__(self):
        self.parts = []

    def rect(self, x, y, w, h, fill, stroke="none", thick=1.0, r=6.0, more=""):
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r:g}" fill="{fill}" '
                          f'stroke="{stroke}" stroke-width="{thick:g}"{more}/>')

    def text(self, x, y, text, size, fill=INK, weight=400, anchor="start", more=""):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}" font-weight="{weight}" '
                          f'text-anchor="{anchor}"{more}>{escape(text)}</text>')

    def circle(self, x, y, r, fill, stroke="none"):
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="{fill}" stroke="{stroke}"/>')


def chip_lines(owns, width):
    """A room's libraries in lines that fit its box."""
    lines = [""]
    for lib in owns:
        joined = f"{lines[-1]} · {lib}" if lines[-1] else lib
        if lines[-1] and width_of(joined, CHIP) * 0.92 > width:
            lines.append(lib)
        else:
            lines[-1] = joined
    return lines if owns else []


def box_width(name, room):
    longest = max((width_of(lib, CHIP) for lib in room["owns"]), default=0)
    return max(128, width_of(name.split("/")[-1], NAME) * 0.95 + 24, width_of(figures(room), SMALL) * 0.83 + 24, longest + 24)


def houses_of(rooms, floor):
    """The boxes of a floor: [(name, [rooms])], a room that has others in its folder with them."""
    houses = {}
    for name, room in rooms.items():
        if room["floor"] == floor:
            houses.setdefault(name.split("/")[0], []).append(name)
    for house, names in houses.items():
        names.sort(key=lambda n: (n == house, list(rooms).index(n)))
    return houses


def draw_room(d, model, name, x, y, w, h):
    room = model["rooms"][name]
    fill, edge = COLOURS[kind_of(model, name)]
    waist = name in WAISTS
    d.rect(x, y, w, h, PAPER if waist else fill, edge, 3.2 if waist else 1.2)
    d.text(x + w / 2, y + 25, name.split("/")[-1], NAME, INK, 700, "middle")
    d.text(x + w / 2, y + 44, figures(room), SMALL, SOFT, 400, "middle")
    for i, line in enumerate(chip_lines(room["owns"], w - 16)):
        d.text(x + w / 2, y + 61 + 15 * i, line, CHIP, edge, 600, "middle")


def draw_floors(d, model, top):
    rooms, y = model["rooms"], top
    for floor in range(max(r["floor"] for r in rooms.values()), -1, -1):
        rows, x = [[]], MARGIN + LABEL
        for house, names in sorted(houses_of(rooms, floor).items(), key=lambda item: len(item[1]) > 1):
            widths = [box_width(n, rooms[n]) for n in names]
            pad = 12 if len(names) > 1 else 0
            need = sum(widths) + GAP * (len(names) - 1) + 2 * pad
            if x + need > WIDTH - MARGIN - 10 and rows[-1]:
                rows.append([])
                x = MARGIN + LABEL
            rows[-1].append((house, names, widths, pad, need))
            x += need + GAP + 4
        heights = []
        for row in rows:
            chips = max(len(chip_lines(rooms[n]["owns"], w - 16)) for _, names, widths, _, _ in row
                        for n, w in zip(names, widths))
            framed = any(len(names) > 1 for _, names, *_ in row)
            heights.append(BOX - 10 + 15 * chips + (34 if framed else 0))
        height = sum(heights) + ROW * (len(rows) + 1)
        d.rect(MARGIN, y, WIDTH - 2 * MARGIN, height, BANDS[floor % 2], r=4)
        d.text(MARGIN + LABEL / 2, y + height / 2 + 9, str(floor), 26, "#9aa7b4", 700, "middle")
        at = y + ROW
        for row, h in zip(rows, heights):
            framed = any(len(names) > 1 for _, names, *_ in row)
            spare = WIDTH - MARGIN - 14 - (MARGIN + LABEL) - sum(r[4] for r in row) - (GAP + 4) * (len(row) - 1)
            n_boxes = sum(len(r[1]) for r in row)
            more = min(spare / n_boxes, 46)
            x = MARGIN + LABEL + (spare - more * n_boxes) / 2
            for house, names, widths, pad, need in row:
                inner = need + more * len(names)
                if pad:
                    d.rect(x, at, inner, h, "none", "#9aa7b4", 1.2, 8, ' stroke-dasharray="5 4"')
                    d.text(x + 13, at + 17, f"{house}/", 14.5, SOFT, 600)
                at_x = x + pad
                for n, w in zip(names, widths):
                    draw_room(d, model, n, at_x, at + (23 if pad else 17 if framed else 0), w + more,
                              h - (34 if framed else 0))
                    at_x += w + more + GAP
                x += inner + GAP + 4
            at += h + ROW
        y += height + 6
    return y


def draw_matrix(d, model, top):
    """Who includes whom: a row a room, a column each room that it may see, in the order of the floors."""
    rooms = model["rooms"]
    order = sorted(rooms, key=lambda n: (rooms[n]["floor"], list(rooms).index(n)))
    order = [n for f in sorted({rooms[n]["floor"] for n in order})
             for names in houses_of(rooms, f).values() for n in names]
    left, step = MARGIN + 178, (WIDTH - 2 * MARGIN - 178 - 52) / len(order)
    head = top + 150
    for i, name in enumerate(order):
        x = left + step * (i + 0.5)
        d.text(0, 0, name, 13.5, INK, 400, "start", f' transform="translate({x + 4:.1f} {head - 8:.1f}) rotate(-58)"')
    for i, name in enumerate(order):
        y, room = head + step * i, rooms[name]
        d.rect(MARGIN, y, left - MARGIN + step * len(order), step, BANDS[room["floor"] % 2], r=0)
        d.text(left - 8, y + step / 2 + 5, name, 14.5, INK, 700 if name in WAISTS else 400, "end")
        if i == 0 or rooms[order[i - 1]]["floor"] != room["floor"]:
            d.text(MARGIN + 16, y + step / 2 + 5, str(room["floor"]), 14.5, "#9aa7b4", 700, "middle")
        d.rect(left + step * i + 2, y + 2, step - 4, step - 4, "#d3dbe3", r=2)
        for j, lower in enumerate(order):
            x = left + step * (j + 0.5)
            if lower in room["uses"]:
                d.circle(x, y + step / 2, step * 0.27, COLOURS[kind_of(model, name)][1])
            elif lower in room["may"]:
                d.circle(x, y + step / 2, step * 0.16, "none", "#a9b5c1")
    for j, name in enumerate(order):
        if name in WAISTS:
            d.rect(left + step * j, head, step, step * len(order), "none", "#1d2b3a", 1.4, 2)
    return head + step * len(order)


def legend(d, x, y):
    for kind, words in (("both", "in both programs"), ("zhanban", "zhanban alone"),
                        ("zhanban-inspect", "zhanban-inspect alone (sandboxed)")):
        fill, edge = COLOURS[kind]
        d.rect(x, y - 13, 22, 16, fill, edge, 1.2, 3)
        d.text(x + 29, y, words, 14.5, SOFT)
        x += 29 + width_of(words, 14.5) * 0.9 + 26
    d.rect(x, y - 13, 22, 16, PAPER, COLOURS["both"][1], 3, 3)
    d.text(x + 29, y, "waist", 14.5, SOFT)
    x += 29 + 66
    d.text(x, y, "library", CHIP + 1, COLOURS["both"][1], 600)
    d.text(x + 54, y, "owned", 14.5, SOFT)


def picture_of(model):
    rooms, d = model["rooms"], Drawing()
    d.text(MARGIN, 46, "The rooms of zhanban", 30, INK, 700)
    total = f"{len(rooms)} rooms · {sum(r['files'] for r in rooms.values())} files · " \
            f"{sum(r['lines'] for r in rooms.values()):,} lines".replace(",", " ")
    d.text(WIDTH - MARGIN, 46, total, 18, SOFT, 400, "end")
    legend(d, MARGIN, 78)
    y = draw_floors(d, model, 98)
    d.text(MARGIN, y + 46, "Who includes whom", 24, INK, 700)
    d.circle(MARGIN + 302, y + 39, 6.5, COLOURS["both"][1])
    d.text(MARGIN + 315, y + 44, "includes", 14.5, SOFT)
    d.circle(MARGIN + 405, y + 39, 4, "none", "#a9b5c1")
    d.text(MARGIN + 416, y + 44, "may include, does not; rows include columns, the waists are framed", 14.5, SOFT)
    y = draw_matrix(d, model, y + 34) + MARGIN
    # One line a room, so that two changes of different rooms do not meet.
    kept = json.dumps(model, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y:.0f}" width="{WIDTH}" height="{y:.0f}" '
            f'font-family="Noto Sans, Source Sans 3, DejaVu Sans, Helvetica, Arial, sans-serif">\n'
            f"<metadata>{escape(kept)}</metadata>\n"
            f'<rect width="100%" height="100%" fill="{PAPER}"/>\n' + "\n".join(d.parts) + "\n</svg>\n")


# ---- the table ----

def table_of(model):
    rooms = model["rooms"]
    out = ["| floor | room | files | lines | owns | what it is for |", "|---:|---|---:|---:|---|---|"]
    for name in sorted(rooms, key=lambda n: (rooms[n]["floor"], n)):
        r = rooms[name]
        out.append(f"| {r['floor']} | `{name}` | {r['files']} | {r['lines']} | {', '.join(r['owns'])} | {r['purpose']} |")
    out.append(f"| | **{len(rooms)} rooms** | {sum(r['files'] for r in rooms.values())} | "
               f"{sum(r['lines'] for r in rooms.values())} | | |")
    return "\n".join(out)


MARKS = ("<!-- rooms: docs/draw_rooms.py -->\n", "\n<!-- /rooms -->")


def page_with(page, table):
    start, end = page.index(MARKS[0]) + len(MARKS[0]), page.index(MARKS[1])
    return page[:start] + table + page[end:]


# ---- stale? ----

def stale(old, new):
    faults = []
    for name in sorted(set(old["rooms"]) | set(new["rooms"])):
        was, now = old["rooms"].get(name), new["rooms"].get(name)
        if not was or not now:
            faults.append(f"{name}: {'a new room' if now else 'no longer a room'}")
            continue
        for key in ("floor", "owns", "may", "uses", "purpose"):
            if was[key] != now[key]:
                faults.append(f"{name}: {key}: {was[key]} drawn, {now[key]} now")
        for key, least in (("files", 2), ("lines", 60)):
            if abs(was[key] - now[key]) > max(least, 0.1 * was[key]):
                faults.append(f"{name}: {key}: {was[key]} drawn, {now[key]} now")
    if old["programs"] != new["programs"]:
        faults.append("the programs have other rooms")
    return faults


def check(model):
    try:
        drawn = PICTURE.read_text(encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
        kept = re.search("<metadata>(.*)</metadata>", drawn, re.S).group(1)
        for a, b in (("&quot;", '"'), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
            kept = kept.replace(a, b)
        old = json.loads(kept)
    except (OSError, AttributeError, ValueError) as fault:
        return [f"docs/rooms.svg or docs/ARCHITECTURE.md cannot be read: {fault}"]
    faults = stale(old, model)
    if picture_of(old) != drawn:
        faults.append("docs/rooms.svg is not what docs/draw_rooms.py draws")
    if page_with(page, table_of(old)) != page:
        faults.append("the table in docs/ARCHITECTURE.md is not that of the picture")
    return faults


def main(args):
    model = model_of(pathlib.Path(args[0]))
    if "--table" in args:
        print(table_of(model))
    elif "--check" in args:
        faults = check(model)
        print("\n".join(faults) or f"{len(model['rooms'])} rooms as drawn")
        if faults:
            print(f"draw it again: python3 docs/draw_rooms.py {args[0]}")
        return 1 if faults else 0
    else:
        PICTURE.write_text(picture_of(model), encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page_with(page, table_of(model)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
