# SPDX-License-Identifier: Apache-2.0
"""The round trip: every example and two feature boards, rendered once in every format, read back as if a stranger had made
the files. A file says what measure said of the board, and is told of nothing that the board was not told of.

usage: test_trip.py ZHANBAN
"""
import collections
import json
import shutil
import sys
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from lib import ROOT, check, end, run, scratch  # noqa: E402

FOLDER = scratch()
FORMATS = ("pdf", "tif", "jpg", "psd")
LIVE = ("pdf", "psd")  # words and pictures are told apart; of a sheet of pixels they are unknown
EXAMPLES = ("school", "region", "reference/a", "reference/b", "reference/c", "reference/d")
FEATURES = {"feature": ((600, 900), 2), "wide": ((1200, 800), 4)}

# Figures: where they stand, by how much they may differ (a share of the figure; absolute), in which formats.
# The main board's size is exact; a size that no standard names is whole pixels of 300 ppi.
FIGURES = (
    ("page/width_mm", 0, 0.005, ("pdf",)), ("page/height_mm", 0, 0.005, ("pdf",)),
    ("page/width_mm", 0, 0.043, FORMATS), ("page/height_mm", 0, 0.043, FORMATS), ("page/bleed_mm", 0, 0.01, FORMATS),
    ("ink/total_max", 0.02, 0, FORMATS), ("ink/over_cm2", 0, 0.5, FORMATS), ("ink/limit", 0, 0, FORMATS),
    ("images/ppi_min", 0, 1, FORMATS),
    ("text/count", 0, 0, LIVE), ("text/keywords", 0, 0, LIVE), ("text/contrast_min", 0.05, 0, LIVE),
    ("images/count", 0, 0, LIVE), ("images/share", 0, 0.01, LIVE), ("images/share_strict", 0, 0.01, LIVE),
    ("page/safe_min_mm", 0, 0.8, LIVE),
    ("ink/line_min_mm", 0, 0.01, ("pdf",)), ("ink/solid_k_cm2", 0, 0.06, ("pdf",)),
)
SAME = (("ink/spaces", FORMATS), ("ink/profile", FORMATS), ("ink/spots", FORMATS), ("qr", FORMATS), ("text/source", LIVE),
        ("ink/small_text_k_only", LIVE))
TIER = (("chars", 0, 0), ("ink_cm", 0.01, 0), ("em_cm", 0.01, 0), ("pt", 0.01, 0), ("leading", 0, 0.05),
        ("ink_cm_min", 0.01, 0), ("ink_cm_max", 0.01, 0))
CODE = (("module_mm", 0.02, 0), ("quiet_mm", 0, 0.8), ("contrast", 0.05, 0))

# What a file may be told that its spec is not: that pixels do not tell everything, and that a TIFF is neither of the two
# kinds that the notice names. And what only a composer can say of its own work.
MORE = {"pdf": set(), "psd": set(), "jpg": {"unknown.text", "unknown.images", "unknown.layout", "unknown.ink"}}
MORE["tif"] = MORE["jpg"] | {"file.output"}
COMPOSER = "compose."


def at(facts, path):
    for key in path.split("/"):
        facts = facts[key]
    return facts


def near(name, what, value, wanted, share, absolute):
    if wanted is None or value is None:
        return check(value == wanted, f"{name}: {what} {value}, measured {wanted}")
    return check(abs(value - wanted) <= share * abs(wanted) + absolute + 1e-9, f"{name}: {what} {value}, measured {wanted}")


def common(a, b):
    """The part of their union that two boxes share."""
    w, h = (min(a[i] + a[i + 2], b[i] + b[i + 2]) - max(a[i], b[i]) for i in (0, 1))
    both = w * h if w > 0 and h > 0 else 0
    return both / (a[2] * a[3] + b[2] * b[3] - both)


def boxes(name, what, read, measured, least):
    for wanted in measured:
        check(any(common(mine, wanted) >= least for mine in read), f"{name}: no {what} at {wanted}")


def characters(facts):
    return collections.Counter("".join("".join(line["text"].split()) for line in facts["text"]["lines"]))


def live(name, kind, read, measured):
    words = characters(read), characters(measured)
    check(words[0] == words[1], f"{name}: other words: {words[0] - words[1]}, measured {words[1] - words[0]}")
    tiers = {tier["tier"]: tier for tier in read["text"]["tiers"]}
    check(list(tiers) == [tier["tier"] for tier in measured["text"]["tiers"]], f"{name}: tiers {list(tiers)}")
    for wanted in measured["text"]["tiers"]:
        for key, share, absolute in TIER if wanted["tier"] in tiers else ():
            near(name, f"{wanted['tier']} {key}", tiers[wanted["tier"]][key], wanted[key], share, absolute)
    fonts = lambda facts: sorted(font["name"] for font in facts["text"]["fonts"])  # noqa: E731
    check(fonts(read) == fonts(measured), f"{name}: fonts {fonts(read)}, measured {fonts(measured)}")
    lists = [facts["images"]["list"] for facts in (read, measured)]
    boxes(name, "picture", *([image["box_mm"] for image in images] for images in lists), 0.998 if kind == "pdf" else 0.95)
    for key in ("ai", "ai_marked"):
        counts = [sum(image[key] for image in images) for images in lists]
        check(counts[0] == counts[1], f"{name}: {key} of {counts[0]} pictures, measured {counts[1]}")


def pixels(name, read):
    unknown = ("text/count", "text/keywords", "text/contrast_min", "images/count", "images/share", "page/path", "page/safe_min_mm",
               "ink/line_min_mm", "ink/small_text_k_only")
    told = [path for path in unknown if at(read, path) is not None]
    check(not told and read["text"]["source"] == "none" and read["text"]["tiers"] == [], f"{name}: nobody can know {told}")


def findings(name, kind, report, spec):
    rules = lambda r: {(f["rule"], f["severity"]) for f in r["findings"] if not f["rule"].startswith(COMPOSER)}  # noqa: E731
    covered = {rule for f in report["findings"] for rule in f.get("rules", [])}
    more, less = rules(report) - rules(spec), rules(spec) - rules(report)
    check({rule for rule, _ in more} <= MORE[kind] and all(severity == "advisory" for _, severity in more),
          f"{name}: found in the file alone: {sorted(more)}")
    check({rule for rule, _ in less} <= covered, f"{name}: found in the spec alone: {sorted(less)}, unknown are {sorted(covered)}")


def agree(name, kind, report, spec):
    read, measured = report["facts"], spec["facts"]
    for path, share, absolute, kinds in FIGURES:
        if kind in kinds:
            near(name, path, at(read, path), at(measured, path), share, absolute)
    for path, kinds in SAME:
        if kind in kinds:
            check(at(read, path) == at(measured, path), f"{name}: {path} {at(read, path)}, measured {at(measured, path)}")
    for mine, wanted in zip(read["qr_list"], measured["qr_list"]):
        boxes(name, "code", [mine["box_mm"]], [wanted["box_mm"]], 0.98)
        for key, share, absolute in CODE:
            near(name, f"code's {key}", mine[key], wanted[key], share, absolute)
    if kind in LIVE:
        live(name, kind, read, measured)
    else:
        pixels(name, read)
    main = spec["standard"] == "liaoning-2025-main"
    check(not main or (read["page"]["width_mm"], read["page"]["height_mm"]) == (measured["page"]["width_mm"], measured["page"]["height_mm"]),
          f"{name}: {read['page']}")
    path = read["page"]["path"]
    check(path == measured["page"]["path"] if main and kind in LIVE else path in (None, measured["page"]["path"]), f"{name}: path {path}")
    check(read["container"]["reading"] == "whole", f"{name}: {read['container']}")
    findings(name, kind, report, spec)


def feature(name, size, sections):
    """A feature board (特色展板) of that size, of the school's content."""
    school = json.loads((ROOT / "examples/school/board.json").read_text(encoding="utf-8"))
    folder = FOLDER / name
    shutil.copytree(ROOT / "examples/school/pictures", folder / "pictures")
    spec = {"standard": "feature-board", "size": list(size), "title": "AI助教走进课堂", "organization": school["organization"],
            "sections": school["sections"][:sections], "qr": school["qr"]}
    path = folder / "board.json"
    path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return path


def trip(name, spec, *options):
    """One render of all formats, one check of all files."""
    folder = FOLDER / "out"
    folder.mkdir()
    files = {kind: folder / f"board.{kind}" for kind in FORMATS}
    outputs = [part for path in files.values() for part in ("-o", path)]
    done = run("render", spec, *outputs, "--json", folder / "spec.json", "--quiet")
    if check(done.returncode in (0, 1), f"{name} renders: {done.stderr[-300:]}"):
        run("check", *files.values(), *options, "--json", folder / "files.json", "--quiet")
        reports = json.loads((folder / "files.json").read_text(encoding="utf-8"))
        measured = json.loads((folder / "spec.json").read_text(encoding="utf-8"))
        check(len(reports) == len(FORMATS), f"{name}: {len(reports)} reports")
        for kind, report in zip(FORMATS, reports):
            agree(f"{name}.{kind}", kind, report, measured)
        keys = [image["source_ppi"] for image in measured["facts"]["images"]["list"] if image["type"] == "photo"]
        check(keys and all(ppi >= 150 for ppi in keys), f"{name}: the pictures' own resolution is known beside the print's: {keys}")
    shutil.rmtree(folder)


for example in EXAMPLES:
    trip(example, ROOT / "examples" / example / "board.json")
for board, (dimensions, count) in FEATURES.items():
    trip(board, feature(board, dimensions, count), "--standard", "feature-board")
shutil.rmtree(FOLDER)
end(900)
