# SPDX-License-Identifier: Apache-2.0
"""Our own PDF, read as if a stranger had made it, says what measure said of the board.

usage: test_pdf_trip.py ZHANBAN ZHANBAN-INSPECT PROFILE.icc
"""
import json
import subprocess
import sys
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from lib import ROOT, check, end, run, scratch, tool  # noqa: E402

INSPECT, PROFILE = sys.argv[2], sys.argv[3]
FOLDER = scratch()


def inspect(path):
    done = subprocess.run([INSPECT, str(path), "--profile", PROFILE, "--hidden", "20x10"], capture_output=True,
                          timeout=300)
    check(done.returncode == 0, f"{path.name}: status {done.returncode}")
    return json.loads(done.stdout)


def near(name, what, value, wanted, tolerance):
    check(value is not None and abs(value - wanted) <= tolerance, f"{name}: {what} {value}, measured {wanted}")


def agree(name, f, m):
    near(name, "width", f["width_mm"], m["page"]["width_mm"], 0.005)
    near(name, "height", f["height_mm"], m["page"]["height_mm"], 0.005)
    near(name, "characters", f["chars"], m["text"]["count"], 0)
    near(name, "share", f["share"], m["images"]["share"], 0.01)
    near(name, "pictures", len(f["images"]), m["images"]["count"], 0)
    near(name, "margin", f["safe_min_mm"], m["page"]["safe_min_mm"], 0.5)
    near(name, "line", f["line_min_mm"], m["ink"]["line_min_mm"], 0.01)
    near(name, "solid K", f["solid_k_cm2"], m["ink"]["solid_k_cm2"], 0.06)
    check(f["k_only"] == 1 and f["overlaps"] == 0, f"{name}: black text, overlaps")
    for tier, wanted in zip(f["tiers"], m["text"]["tiers"]):
        if wanted.get("ink_cm") is None:
            continue
        near(name, wanted["tier"] + " characters", tier["chars"], wanted["chars"], 0)
        near(name, wanted["tier"] + " height", tier["ink_cm"], wanted["ink_cm"], wanted["ink_cm"] / 100)
    near(name, "ppi", f["ppi_min"], m["images"]["ppi_min"], 1)
    order = lambda box: [round(v) for v in box]  # noqa: E731
    boxes = sorted((i["box_mm"] for i in m["images"]["list"]), key=order)
    for mine, wanted in zip(sorted((i["box"] for i in f["images"]), key=order), boxes):
        check(all(abs(a - b) < 0.1 for a, b in zip(mine, wanted)), f"{name}: figure {mine}, {wanted}")
    captions = {i["caption"] or i["type"] for i in m["images"]["list"]}
    check({i["caption"] for i in f["images"]} == captions, f"{name}: captions {captions}")
    check(f["spaces"] == ["DeviceCMYK"] and f["pdf"]["claims"] == "PDF/X-4" and f["pdf"]["broken"] == [],
          f"{name}: {f['spaces']}, {f['pdf']['claims']}, {f['pdf']['broken']}")
    check(all(font["embedded"] and font["subset"] for font in f["fonts"]), f"{name}: fonts")
    check([q["url"] for q in f["qr"]] == m["qr"], f"{name}: codes")


BOARDS = {"school": ROOT / "examples/school/board.json", "landscape": ROOT / "examples/reference/d/board.json"}
for board, spec in BOARDS.items():
    pdf, report = FOLDER / f"{board}.pdf", FOLDER / f"{board}.json"
    check(run("render", spec, "-o", pdf, "--json", report, "--quiet").returncode == 0, f"{board} renders")
    measured = json.loads(report.read_text())["facts"]
    agree(board, inspect(pdf), measured)
    # Without tags the charts are found by their shapes: another program's copy has none.
    copy = FOLDER / f"{board}-gs.pdf"
    tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-o", copy, pdf)
    f = inspect(copy)
    near(board, "characters of Ghostscript's copy", f["chars"], measured["text"]["count"], 0)
    near(board, "pictures of Ghostscript's copy", len(f["images"]), measured["images"]["count"], 0)
    near(board, "share of Ghostscript's copy", f["share"], measured["images"]["share"], 0.01)
end(60)
