# SPDX-License-Identifier: Apache-2.0
"""One derivation: what a report says of a spec, of its PDF and of its PSD is the same ink, text and boxes, in the JSON and on the
page. What may differ, and why:

  total ink         0.6 %-points  the PDF is drawn by another program, whose edges are softened otherwise; the PSD is to the pixel
  mean plates       0.25 %-points the same edges, summed over the sheet
  ink map           a cell holds the greatest of its pixels, in steps of 2 %. A spec is drawn at 72 ppi, a file's 300 are averaged in
                    fours: where an edge crosses a cell the pixels stand otherwise. One cell in five may be more than a step off,
                    as often up as down: 0.3 steps in the mean
  blank share       0.004         of the two files (a scene is composed, never blank: it does not tell)
  contrast          0.2           the n-th worst pixel under soft edges
  count, keywords, characters, tiers   none
  ink height, type size   0.02 cm, 0.2 pt   the PSD's sizes are whole hundredths of a pixel
  box of a line     across half an em: a mark squeezed at a line's edge has its other half outside; down 0.06 em, and 0.13 em of its
                    height: a paragraph of one line has no leading in a file, and lies in the middle of its box
  box of a figure   97 % in common; 90 % in a PSD, where a rounded corner's layer is cut to its pixels
"""
import base64
import html
import json
import re
import shutil

from lib import ROOT, check, end, run, scratch

out = scratch()
EXAMPLES = [ROOT / f"examples/{name}/board.json" for name in ("school", "region", "reference/a", "reference/b", "reference/c", "reference/d")]


def near(a, b, tolerance):
    return a is not None and b is not None and abs(a - b) <= tolerance


def common(a, b):
    x = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    y = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    both = max(0, x) * max(0, y)
    return both / (a[2] * a[3] + b[2] * b[3] - both)


def page_of(path):
    """The ink map that a page carries: columns, rows, cells in 2 %; and the page's words."""
    text = path.read_text(encoding="utf-8")
    cols, rows = (int(re.search(rf'data-{what}="(\d+)"', text)[1]) for what in ("cols", "rows"))
    cells = base64.b64decode(re.search(r'data-ink="([^"]+)"', text)[1])
    return (cols, rows, cells), html.unescape(re.sub(r"<[^>]*>", " ", text))


def reports(spec, folder):
    """Facts and pages of the spec, its PDF and its PSD."""
    files = {"pdf": folder / "board.pdf", "psd": folder / "board.psd"}
    told = {}
    result = run("render", spec, "-o", files["pdf"], "-o", files["psd"], "--quiet", "--json", folder / "spec.json")
    check(result.returncode in (0, 1), f"{spec}: {result.stderr}")
    run("check", spec, "--quiet", "--html", folder / "spec.html")
    for kind, path in files.items():
        result = run("check", path, "--quiet", "--json", folder / f"{kind}.json", "--html", folder / f"{kind}.html")
        check(result.returncode in (0, 1), f"{path}: {result.stderr}")
        path.unlink()
    for kind in ("spec", "pdf", "psd"):
        facts = json.loads((folder / f"{kind}.json").read_text(encoding="utf-8"))["facts"]
        told[kind] = facts, *page_of(folder / f"{kind}.html")
    return told


def same_ink(name, own, other):
    (facts, ink_map, _), (read, read_map, _) = own, other
    check(near(facts["ink"]["total_max"], read["ink"]["total_max"], 0.6), f"{name}: total {facts['ink']['total_max']}, {read['ink']['total_max']}")
    for a, b in zip(facts["survey"]["plate_mean"], read["survey"]["plate_mean"]):
        check(near(a, b, 0.25), f"{name}: plates {facts['survey']['plate_mean']}, {read['survey']['plate_mean']}")
    check(near(facts["ink"]["over_cm2"], read["ink"]["over_cm2"], 0.5), f"{name}: over the limit")
    check(ink_map[:2] == read_map[:2], f"{name}: the map has {ink_map[:2]}, {read_map[:2]} cells")
    n = len(ink_map[2])
    off = [b - a for a, b in zip(ink_map[2], read_map[2])]
    check(sum(abs(d) > 1 for d in off) < 0.2 * n and abs(sum(off)) < 0.3 * n,
          f"{name}: {100 * sum(abs(d) > 1 for d in off) / n:.1f} % of the map's cells differ, by {sum(off) / n:.2f} in the mean")


def same_text(name, facts, read):
    own, other = facts["text"], read["text"]
    for key in "count", "keywords":
        check(own[key] == other[key], f"{name}: {key} {own[key]}, {other[key]}")
    check(near(own["contrast_min"], other["contrast_min"], 0.2), f"{name}: contrast {own['contrast_min']}, {other['contrast_min']}")
    check([t["tier"] for t in own["tiers"]] == [t["tier"] for t in other["tiers"]], f"{name}: tiers")
    for a, b in zip(own["tiers"], other["tiers"]):
        check(a["chars"] == b["chars"] and near(a["ink_cm"], b["ink_cm"], 0.02) and near(a["pt"], b["pt"], 0.2), f"{name}: {a}, {b}")


def same_lines(name, facts, read):
    """Lines that stand side by side on one baseline may be one in a file: of those each is a part."""
    own, joined = facts["text"]["lines"], 0
    for line in read["text"]["lines"]:
        alike = [o for o in own if o["text"] == line["text"]]
        if not alike:
            joined += 1
            check(sum(o["text"] in line["text"] for o in own) >= 2, f"{name}: \"{line['text']}\" is no line of the spec's")
            continue
        em = line["pt"] * 25.4 / 72
        best = min(alike, key=lambda o: sum(abs(a - b) for a, b in zip(o["box_mm"], line["box_mm"])))
        off = [abs(a - b) for a, b in zip(best["box_mm"], line["box_mm"])]
        check(off[0] <= 0.5 * em + 0.1 and off[2] <= 0.5 * em + 0.1 and off[1] <= 0.06 * em + 0.1 and off[3] <= 0.13 * em + 0.1,
              f"{name}: \"{line['text']}\" stands at {best['box_mm']}, {line['box_mm']}")
    check(joined <= 4, f"{name}: {joined} lines are joined")


def same_figures(name, facts, read, least):
    own, other = facts["images"]["list"], read["images"]["list"]
    check(len(own) == len(other), f"{name}: {len(own)} figures, {len(other)}")
    for figure in own:
        best = max(common(figure["box_mm"], o["box_mm"]) for o in other)
        check(best >= least, f"{name}: figure {figure['box_mm']} is there to {100 * best:.0f} %")
    check(near(facts["images"]["share"], read["images"]["share"], 0.01), f"{name}: share {facts['images']['share']}, {read['images']['share']}")


def page_says(name, facts, words):
    """The page's figures are the JSON's."""
    check(re.search(rf"\b{facts['text']['count']}\b", words), f"{name}: the page's count is not {facts['text']['count']}")
    check(f"{facts['ink']['total_max']:.0f}" in words, f"{name}: the page's total ink is not {facts['ink']['total_max']}")
    check(f"{100 * facts['images']['share']:.1f}" in words or f"{100 * facts['images']['share']:.0f}" in words, f"{name}: share on the page")


for spec in EXAMPLES:
    folder = out / spec.parent.name
    folder.mkdir()
    told = reports(spec, folder)
    for kind, least in (("pdf", 0.97), ("psd", 0.90)):
        name = f"{spec.parent.name}.{kind}"
        same_ink(name, told["spec"], told[kind])
        same_text(name, told["spec"][0], told[kind][0])
        same_lines(name, told["spec"][0], told[kind][0])
        same_figures(name, told["spec"][0], told[kind][0], least)
    blank = [told[kind][0]["survey"]["blank"] for kind in ("pdf", "psd")]
    check(near(*blank, 0.004), f"{spec.parent.name}: blank {blank}")
    for kind, (facts, _, words) in told.items():
        page_says(f"{spec.parent.name}.{kind}", facts, words)
    shutil.rmtree(folder)
shutil.rmtree(out)
end(least=800)
