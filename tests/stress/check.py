#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The stress set through the program: every board of make.py is composed and judged, and the composed scene is looked
at a second time here, without the program's own rules.

    check.py PROGRAM [NAME…]      all boards, or those whose names contain one of the words

Asserted of every board: no crash, a time limit, no text upon text, nothing outside the visible area, no missing glyph,
no mark where no line may begin or end, no last line of one character; and every finding that fails it says what to do.
Of "fits" boards: no clause broken, of "must" boards: no fixed clause broken (see make.py). Of the boards drawn at
random (cases.py) that fit, 95 % keep every clause.
"""
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
# Of processor time; a board takes a quarter of it. Instrumented builds are slower by a known factor.
SECONDS = 2.0 * float(os.environ.get("ZB_TEST_SLOWER", "1"))
CASES_KEEP = 0.95
NEVER = {"text.overlap", "board.visible", "type.kinsoku", "text.glyphs", "text.contrast", "ink.total"}
# Marks that begin no line, and that end none (clreq, GB/T 15834).
NO_START = set("，。、；：？！）〕］｝》〉」』】”’…—·／～％℃‰%!),.:;?]}")
NO_END = set("（〔［｛《〈「『【“‘([{")
MARKS = NO_START | NO_END | set(" 　-–+/=·")
# Words of our titles and headings: large type is never cut inside one.
WHOLE = ("智慧 教育 点亮 乡村 课堂 人工智能 赋能 助力 小学 数学 精准 教学 规模 学校 数字化 突围 县域 三年 行动 读写 共生 智能 批阅 作文 融合 课程 校本 实践 打开 科学课 "
         "窗口 助学 一张 错题单 开始 改变 国家 平台 支持 城乡 结对 教研 基于 作业 减负 提质 三端 联动 四步 共进 初中 英语 数智 双驱 一致 物理 实验 样态 编程 启蒙 孩子 "
         "发光 数据 说话 成长 看得见 山里 同上 好课 云端 同窗 共同体 提问 对话 学情 一屏 看清 学伴 陪练 智能教育 应用 案例").split()
UNITS = set("年月日时分秒节次个名人班轮场间所万亿元张种米")
# Tiers in which a paragraph of several lines is running text.
RUNNING = {"body", "lead", "note", "title", "heading", "subtitle"}

TEXT = re.compile(r'^text \S+ (-?\d+) .*? \[(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+)\] (\w+)/(\w+) em (\S+) leading (\S+) base (\S+)'
                  r' block (\d+) "(.*?)" (?:SourceHan|NotoSans)|^text ', re.M)
FIGURE = re.compile(r'^figure (\w+) (\S+) \[(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+)\]', re.M)
HEAD = re.compile(r'^scene \[([-\d. ]+)\] visible \[([-\d. ]+)\]')


class Line:
    """One line of text of a scene."""

    def __init__(self, m):
        self.section, self.block, self.text = int(m[1]), int(m[11]), m[12]
        self.x, self.y, self.w, self.h = (float(m[i]) for i in range(2, 6))
        self.tier, self.role, self.em, self.base = m[6], m[7], float(m[8]), float(m[10])
        # Ink of Han: from .88 em above the baseline to .08 below it, a little inside the em square.
        self.ink = (self.x + 0.03 * self.em, self.base - 0.82 * self.em, self.x + self.w - 0.03 * self.em, self.base + 0.06 * self.em)


class Scene:
    def __init__(self, text):
        head = HEAD.match(text)
        self.visible = [float(v) for v in head[2].split()]
        self.lines, self.figures = [], []  # figures: (type, place, (left, top, right, bottom))
        for m in TEXT.finditer(text):
            if m[12] is None:
                raise ValueError("a text item of the scene was not understood: " + text[m.start():m.start() + 120])
            self.lines.append(Line(m))
        for m in FIGURE.finditer(text):
            x, y, w, h = (float(m[i]) for i in range(3, 7))
            self.figures.append((m[1], m[2], (x, y, x + w, y + h)))


def cross(a, b, slack=0.6):
    """Do two boxes (left, top, right, bottom) overlap by more than slack mm both ways?"""
    return min(a[2], b[2]) - max(a[0], b[0]) > slack and min(a[3], b[3]) - max(a[1], b[1]) > slack


def blocks(all_lines):
    """The lines of each paragraph."""
    found = {}
    for line in all_lines:
        found.setdefault(line.block, []).append(line)
    return found.values()


def faults_of_lines(scene):
    """Line edges and last lines."""
    for lines in blocks(scene.lines):
        for k, line in enumerate(lines):
            text = line.text.strip()
            if not text:
                continue
            if k and text[0] in NO_START:
                yield f"line begins with {text[0]}: {text}"
            if k + 1 < len(lines) and text[-1] in NO_END:
                yield f"line ends with {text[-1]}: {text}"
        for a, b in zip(lines, lines[1:]):
            left, right = a.text.rstrip(), b.text.lstrip()
            if line.role in ("body", "lead") and left[-1:].isdigit() and right[:1] in UNITS:
                yield f"number cut from its unit: {left}|{right}"
            if line.role in ("title", "heading", "subtitle"):
                for word in WHOLE:
                    at = (left + right).find(word, max(0, len(left) - len(word) + 1))
                    if 0 <= at < len(left) < at + len(word):
                        yield f"{line.role} cut inside “{word}”: {left}|{right}"
        if len(lines) > 1 and lines[0].role in RUNNING:
            rest = [c for c in lines[-1].text if c not in MARKS]
            if len(rest) < 2:
                yield f"last line of one character: {lines[-2].text}|{lines[-1].text}"


def faults_of_boxes(scene):
    """Overlaps and edges."""
    x, y, w, h = scene.visible
    for line in scene.lines:
        if line.ink[0] < x or line.ink[1] < y or line.ink[2] > x + w or line.ink[3] > y + h:
            yield f"text outside the visible area: {line.text}"
    for kind, place, box in scene.figures:
        if box[0] < x - 0.1 or box[1] < y - 0.1 or box[2] > x + w + 0.1 or box[3] > y + h + 0.1:
            yield f"figure outside the visible area: {kind} {place}"
    for i, a in enumerate(scene.lines):
        for b in scene.lines[i + 1:]:
            if cross(a.ink, b.ink):
                yield f"text upon text: {a.text} / {b.text}"
    for i, (kind, place, box) in enumerate(scene.figures):
        for other in scene.figures[i + 1:]:
            if cross(box, other[2]):
                yield f"figure upon figure: {place} / {other[1]}"
        for line in scene.lines:
            inside = line.ink[0] >= box[0] and line.ink[2] <= box[2] and line.ink[1] >= box[1] and line.ink[3] <= box[3]
            if cross(box, line.ink) and not inside:
                yield f"text across a figure's edge: {line.text} / {place}"
            if inside and line.tier not in ("caption", "note"):
                yield f"text upon a figure: {line.text} / {place}"


def looks(scene):
    """What no clause asks but everyone sees: body lines more than an em short inside a paragraph; the greatest height
    that stays empty beside or below the text of a section, mm."""
    short, hole = 0, 0.0
    body = [line for line in scene.lines if line.role == "body"]
    for section in {line.section for line in body}:
        mine = [line for line in body if line.section == section]
        width = max(line.w for line in mine)
        for lines in blocks(mine):
            short += sum(line.w < width - line.em for line in lines[:-1])
        left, right = min(line.x for line in mine), max(line.x + line.w for line in mine)
        foot = max(line.ink[3] for line in mine)
        beside = [box for _, place, box in scene.figures if place.startswith(f"/sections/{section}/") and (box[0] > right - 1 or box[2] < left + 1)
                  and box[1] < foot]
        hole = max([hole] + [box[3] - foot for box in beside])
    return short, hole


PROOF = """scene [0 0 785 1780] visible [20 10 745 1760] path F
text 文字 0 正文 [42 100 350 48] body/body em 38.9 leading 1.22 base 140 block 1 "课堂“" SourceHanSansCN-Regular 0/0/0/90
text 文字 0 正文 [42 148 350 48] body/body em 38.9 leading 1.22 base 188 block 1 "，看见" SourceHanSansCN-Regular 0/0/0/90
text 文字 0 正文 [42 160 350 48] body/body em 38.9 leading 1.22 base 200 block 1 "你。" SourceHanSansCN-Regular 0/0/0/90
text 文字 0 正文 [600 300 350 48] body/body em 38.9 leading 1.22 base 340 block 2 "出框的字" SourceHanSansCN-Regular 0/0/0/90
text 文字 0 正文 [420 500 150 48] body/body em 38.9 leading 1.22 base 540 block 3 "压图" SourceHanSansCN-Regular 0/0/0/90
figure photo /sections/0/figures/0 [412.1 430 330 125] ""
figure photo /sections/0/figures/1 [412.1 550 400 125] ""
"""


def prove():
    """The second look sees what it looks for: a bad scene of our own gives every fault."""
    scene = Scene(PROOF)
    faults = "\n".join([*faults_of_lines(scene), *faults_of_boxes(scene)])
    for wanted in ("line begins with ，", "line ends with “", "last line of one character", "text outside", "figure outside", "text upon text",
                   "figure upon figure", "text upon a figure"):
        if wanted not in faults:
            sys.exit(f"check.py itself is broken: it did not see “{wanted}” in {faults}")


def run(program, folder, name):
    """(seconds of processor, exit status, standard output, standard error) of `check`: processor time, because the
    machine may be busy with something else."""
    out, err = folder / f"{name}.out", folder / f"{name}.err"
    with open(out, "wb") as o, open(err, "wb") as e:
        process = subprocess.Popen([program, "check", str(folder / f"{name}.json"), "--json", "-", "--scene", str(folder / f"{name}.scene"),
                                    "--lang", "en"], stdout=o, stderr=e)
        killer = threading.Timer(30 * SECONDS, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, process.returncode, out.read_text("utf-8"), err.read_text("utf-8")


def at_random(spec):
    return spec["name"].startswith("case-")


def keeps_all(report):
    return bool(report) and all(f["severity"] == "advisory" for f in report["findings"])


def check(program, folder, spec):
    """(spec, seconds, report or None, looks, faults)"""
    scene_file = folder / f"{spec['name']}.scene"
    seconds, status, out, err = run(program, folder, spec["name"])
    if status not in (0, 1) or not scene_file.exists():
        return spec, seconds, None, (0, 0), [f"exit status {status}: {err.strip()[-300:]}"]
    report = json.loads(out)
    scene = Scene(scene_file.read_text(encoding="utf-8"))
    faults = [] if seconds <= SECONDS else [f"took {seconds:.1f} s, limit {SECONDS:.1f}"]
    faults += [*faults_of_lines(scene), *faults_of_boxes(scene)]
    for f in report["findings"]:
        what = f"{f['rule']}: {f['message']}"
        if f["rule"] in NEVER:
            faults.append(what)
        elif f["severity"] == "error" and spec["expect"] != "tight":
            faults.append(what)
        elif f["severity"] == "warning" and spec["expect"] == "fits" and not at_random(spec):
            faults.append(what)
        if f["severity"] in ("error", "warning") and not f.get("fix"):
            faults.append(f"no cure given: {what}")
    return spec, seconds, report, looks(scene), faults


def row(spec, seconds, report, seen, faults):
    facts = report["facts"] if report else {"text": {"count": 0, "tiers": []}, "images": {"share": 0, "count": 0}}
    body = next((t for t in facts["text"]["tiers"] if t["tier"] == "body"), {"pt": 0, "leading": 0})
    broken = dict.fromkeys(f["rule"] for f in report["findings"] if f["severity"] != "advisory") if report else {}
    return (f"{'FAILED' if faults else 'ok':6} {spec['name']:22} {spec['expect']:5} {facts['text']['count']:4} {facts['images']['share']:.3f} "
            f"{facts['images']['count']:2} {body['pt']:6.1f} {body['leading']:.2f} {seen[0]:5} {seen[1]:5.0f} {seconds:4.1f} s  {' '.join(broken)}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, words = os.path.abspath(sys.argv[1]), sys.argv[2:]
    failed, kept, seconds = 0, [], []
    prove()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        subprocess.run([sys.executable, str(HERE / "make.py"), scratch], check=True)
        specs = json.loads((folder / "specs.json").read_text(encoding="utf-8"))
        specs = [s for s in specs if not words or any(w in s["name"] for w in words)]
        print("       board                  asks  字数 share  n   body pt    short  hole time    clauses not kept")
        with ThreadPoolExecutor(max(1, min(4, os.cpu_count() or 1))) as pool:
            for result in pool.map(lambda s: check(program, folder, s), specs):
                print(row(*result))
                for fault in result[4]:
                    print("         -", fault)
                failed += bool(result[4])
                seconds.append(result[1])
                if at_random(result[0]) and result[0]["expect"] == "fits":
                    kept.append(keeps_all(result[2]))
    if kept:
        print(f"{sum(kept)} of {len(kept)} random boards that fit keep every clause; {CASES_KEEP:.0%} wanted")
        failed += sum(kept) < CASES_KEEP * len(kept)
    print(f"processor time of a check: median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s")
    print(f"{len(specs)} boards, {len(specs) - failed} as they should be, {failed} not")
    return 1 if failed or (not words and len(specs) < 40) else 0


if __name__ == "__main__":
    sys.exit(main())
