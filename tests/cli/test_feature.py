# SPDX-License-Identifier: Apache-2.0
"""Feature boards (特色展板) of many sizes and shapes, in either theme and one of the spec's own: the same content is composed
without anything upon anything, cut or too small to read, figures get the room that they need, and the board is filled.

    test_feature.py PROGRAM
"""
import json
import re
import shutil

from lib import ROOT, EXAMPLES, check, end, run, scratch, tool

SIZES = {(600, 900): 2, (1200, 800): 4, (800, 800): 2, (2000, 1000): 4, (300, 1500): 3, (420, 594): 1, (3000, 1200): 4,
         (900, 600): 2, (785, 1780): 4}
NEVER = {"text.overlap", "board.visible", "type.kinsoku", "text.glyphs", "text.contrast", "ink.total", "figure.data",
         "compose.overfull", "compose.sparse", "image.resolution"}
THEMES = ("tech-blue", "education-green", "own.json")

work = scratch()
shutil.copytree(EXAMPLES["school"].parent / "pictures", work / "pictures")
shutil.copy(ROOT / "tests/specs/themes/own.json", work / "own.json")
school = json.loads(EXAMPLES["school"].read_text(encoding="utf-8"))


def spec(width, height, sections, theme):
    board = {"standard": "feature-board", "size": [width, height], "theme": theme, "title": "AI助教走进课堂",
             "organization": school["organization"], "sections": school["sections"][:sections]}
    if sections > 2:
        board.update(qr=school["qr"], notes=["学校与数据均为虚构示例。"])
    path = work / f"{width}x{height}.json"
    path.write_text(json.dumps(board, ensure_ascii=False), encoding="utf-8")
    return path


for i, ((width, height), sections) in enumerate(SIZES.items()):
    name = f"{width} x {height}"
    path = spec(width, height, sections, THEMES[i % len(THEMES)])
    result = run("check", path, "--quiet", "--json", "-")
    if not check(result.returncode in (0, 1), f"{name}: {result.stderr[-300:]}"):
        continue
    report = json.loads(result.stdout)
    broken = [f"{f['rule']}: {f['message']}" for f in report["findings"] if f["rule"] in NEVER]
    check(not broken, f"{name}: {broken}")
    check((report["facts"]["page"]["width_mm"], report["facts"]["page"]["height_mm"]) == (width, height), f"{name}: size")
    check(report["facts"]["text"]["contrast_min"] >= 4.5, f"{name}: contrast {report['facts']['text']['contrast_min']}")
    scene = run("check", path, "--quiet", "--scene", "-").stdout
    title = re.findall(r'^text .* title/title em .* "(.*?)" ', scene, re.M)
    check("".join(title).replace(" ", "") == "AI助教走进课堂", f"{name}: the title reads {title}")
    check(not {"AI助", "教走进课堂"} & set(title), f"{name}: the title is parted inside a word: {title}")
    given = sum(len(s.get("figures", [])) for s in school["sections"][:sections])
    check(scene.count("\nfigure ") == given, f"{name}: {scene.count(chr(10) + 'figure ')} of {given} figures")
    png = work / "out.png"
    check(run("render", path, "-o", png, "--dpi", "20", "--quiet").returncode in (0, 1), f"{name}: rendered")
    want = f"{round(width / 25.4 * 20)}x{round(height / 25.4 * 20)}"
    check(want in tool("identify", "-format", "%wx%h", png), f"{name}: {tool('identify', png)} is not {want}")
shutil.rmtree(work)
end(least=60)
