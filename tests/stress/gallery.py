#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One sheet of all boards, to be looked at after every change of layout: the examples, the reference boards and the
stress set, each with its name, its verdict and its main figures.

    gallery.py PROGRAM SHEET.png [--only PART] [--height PX] [--keep FOLDER]
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from PIL import Image, ImageDraw, ImageFont

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GAP, LABEL = 12, 44
COLOURS = {"pass": (0, 110, 60), "advisory": (150, 100, 0), "fail": (190, 20, 20)}


def specs(folder):
    """(name, file) of every board, examples first."""
    subprocess.run([sys.executable, str(HERE / "make.py"), str(folder)], check=True, stdout=subprocess.DEVNULL)
    found = [(p.parent.name, p) for p in sorted(ROOT.glob("examples/*/board.json"))]
    found += [("ref-" + p.parent.name, p) for p in sorted(ROOT.glob("examples/reference/*/board.json"))]
    found += [(s["name"], folder / f"{s['name']}.json") for s in json.loads((folder / "specs.json").read_text("utf-8"))]
    return [(name, path) for name, path in found if name in ("school", "region") or (path.parent / "pictures").is_dir()]


def render(program, folder, name, path):
    """A board's picture and its report; a program that fails gives none."""
    out = folder / f"{name}.png"
    result = subprocess.run([program, "render", str(path), "-o", str(out), "--dpi", "36", "--json", "-", "--threads", "1",
                             "--lang", "en"], capture_output=True, text=True, timeout=120)
    if not out.exists():
        return None, {"verdict": "fail", "error": result.stderr.strip()[:60]}
    return out, json.loads(result.stdout)


def words(report):
    """Two lines under a board: verdict and figures; the clauses that are broken."""
    if "facts" not in report:
        return report["verdict"], report.get("error", "")
    facts = report["facts"]
    body = next((t["pt"] for t in facts["text"]["tiers"] if t["tier"] == "body"), 0)
    first = f"{report['verdict']} · {facts['text']['count']} · {facts['images']['share']:.2f} · {body:.0f} pt"
    rules = dict.fromkeys(f["rule"] for f in report["findings"] if f["severity"] != "advisory")
    return first, " ".join(rules)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("sheet")
    parser.add_argument("--only", default="", help="boards whose names contain this (several: a,b)")
    parser.add_argument("--height", type=int, default=1402, help="of a portrait board, pixels (1402: 20 dpi)")
    parser.add_argument("--columns", type=int, default=0)
    parser.add_argument("--keep", help="a folder for the single pictures")
    args = parser.parse_args()
    scratch = tempfile.TemporaryDirectory()
    folder = pathlib.Path(args.keep or scratch.name)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(n, p) for n, p in specs(folder / "specs") if not args.only or any(o in n for o in args.only.split(","))]
    with ThreadPoolExecutor(2) as pool:
        boards = list(pool.map(lambda s: (s[0], *render(args.program, folder, *s)), wanted))
    try:
        font = ImageFont.truetype(str(ROOT / "fonts/SourceHanSansCN-Medium.otf"), 17)
    except OSError:
        font = ImageFont.load_default()
    cell = round(args.height * 785 / 1780)
    # A landscape board takes the cells of as many columns as it is wide.
    columns = args.columns or max(4, round(math.sqrt(len(boards) * args.height / cell)))
    tiles, x, y = [], 0, 0
    for name, path, report in boards:
        image = Image.open(path).convert("RGB") if path else Image.new("RGB", (785, 1780), (90, 20, 20))
        wide = image.width > image.height
        span = 3 if wide else 1
        if x + span > columns:
            x, y = 0, y + 1
        image.thumbnail((span * cell + (span - 1) * GAP, args.height), Image.Resampling.LANCZOS)
        tiles.append((x, y, image, name, words(report), report["verdict"]))
        x += span
    sheet = Image.new("RGB", (columns * (cell + GAP) + GAP, (y + 1) * (args.height + LABEL + GAP) + GAP), (225, 225, 225))
    draw = ImageDraw.Draw(sheet)
    for x, y, image, name, (first, second), verdict in tiles:
        left, top = GAP + x * (cell + GAP), GAP + y * (args.height + LABEL + GAP)
        sheet.paste(image, (left, top + LABEL))
        draw.text((left, top), f"{name}  {first}", font=font, fill=COLOURS[verdict])
        draw.text((left, top + 20), second, font=font, fill=COLOURS["fail"])
    pathlib.Path(args.sheet).parent.mkdir(parents=True, exist_ok=True)
    sheet.save(args.sheet)
    print(f"{args.sheet}: {len(boards)} boards, {sheet.width} × {sheet.height}")


if __name__ == "__main__":
    main()
