# SPDX-License-Identifier: Apache-2.0
"""The READMEs' first board, as they tell it: a folder, a plan of its outline, texts of the length that the plan names (at
both ends of the window and between), and each time a board that keeps the standard."""
import json
import re
import shutil

from lib import ROOT, check, end, run, scratch

WORDS = "教师依据学情分层设计，学生按需选择练习，课堂讨论人人参与，家校共同关注成长。平台记录每次进步，备课有据可依。"


def text_of(n):
    """n characters of prose with a keyword in it, ended by a full stop; punctuation counts."""
    words = (WORDS * (n // len(WORDS) + 1))[:n - 1].rstrip("，。")
    words += "好" * (n - 1 - len(words)) + "。"
    return f"**{words[:4]}**{words[4:]}"


told = {}
for readme, title in (("README.md", "## 第一块展板"), ("README.en.md", "## A first board")):
    text = (ROOT / readme).read_text(encoding="utf-8").partition(title)[2]
    block = re.search(r"```sh\n(.*?)```", text, re.S)[1]
    told[readme] = re.findall(r"^build/zhanban (\w+)", block, re.M)
    check("outline.json" in block, f"{readme} begins with the outline")
check(told["README.md"] == told["README.en.md"] == ["new", "plan", "render"], f"the READMEs' first steps: {told}")

folder = scratch()
made = run("new", folder / "mine")
check(made.returncode == 0 and "plan" in made.stdout and "render" in made.stdout, f"new says how it goes on: {made.stdout}")
outline = folder / "mine/outline.json"
spec = json.loads(outline.read_text(encoding="utf-8"))
check(all(section["text"] == "" for section in spec["sections"]), "the outline's texts are empty")
check(any("focus" in figure for section in spec["sections"] for figure in section["figures"]), "it shows what focus is")
result = run("plan", outline, "--json", "-")
check(result.returncode == 0, f"plan of the outline: {result.stderr}")
windows = {section["place"]: section["window_both"] for section in json.loads(result.stdout)["sections"]}
check(sorted(windows) == [f"/sections/{i}" for i in range(len(spec["sections"]))], f"every section has a window: {windows}")
for share, name in ((0, "shortest"), (0.5, "middle"), (1, "longest")):
    for i, section in enumerate(spec["sections"]):
        low, high = windows[f"/sections/{i}"]
        section["text"] = text_of(round(low + share * (high - low)))
    outline.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    result = run("render", outline, "-o", folder / f"{name}.png", "--json", folder / "report.json", "--quiet")
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    found = [f["rule"] for f in report["findings"] if f["severity"] == "error"]
    check(result.returncode == 0 and not found, f"texts of the {name} lengths: {result.returncode} {found} {result.stderr}")
    check((folder / f"{name}.png").stat().st_size > 10000, f"{name}.png is there")
shutil.rmtree(folder)
end(14)
