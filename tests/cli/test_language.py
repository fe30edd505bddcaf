# SPDX-License-Identifier: Apache-2.0
"""A third language is a file: in one whose every message is bracketed, what the program says is bracketed, but for names,
numbers and what the standard's own data says."""
import json
import os
import re
import shutil
import sys

from lib import ROOT, check, end, run, scratch

INSPECT = {"ZHANBAN_INSPECT": os.path.abspath(sys.argv[2])}
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
# Names of programs, options, files, rules, fonts, spaces and profiles; titles that layouts/ has in Chinese and English.
NAMES = re.compile(r"""--?[a-z-]+ | [A-Z]+(\|[A-Z-]+)* | [a-z]+\.[a-z-]+ | \S*[/.]\S+ | zhanban | zh\|en\S* | xx | SourceHanSans\S+
                       | DeviceCMYK | Coated | own|build|from | FOGRA39L | data | offset|penhui|xiezhen | feature-board
                       | liaoning-2025-main | Liaoning|main|board | indoor|inkjet | annex|other|technical | deflate|lzw|none | baseline | new|plan|render|check | [a-z]*RULE=WHY | WxH | [a-z]{1,3}
                       """, re.X)


def bare_words(text):
    """What stands outside all brackets, without names."""
    while BRACKETED.search(text):
        text = BRACKETED.sub(" ", text)
    words = [w.strip("(),;:·“”\"'") for w in text.split()]
    return [w for w in words if re.search("[A-Za-z]{2}", w) and not NAMES.fullmatch(w)]


folder = scratch()
shutil.copytree(ROOT / "layouts/starter", folder / "start")
spec = json.loads((folder / "start/board.json").read_text(encoding="utf-8"))
spec["title"] = "题"
spec["notes"] = ["HAPPY  (注)"]
spec["sections"][0]["figures"] = spec["sections"][0]["figures"][:1]
(folder / "start/poor.json").write_text(json.dumps(spec), encoding="utf-8")
spec["titel"], spec["sections"][1]["figures"][0]["type"] = 1, "pie"
(folder / "start/faulty.json").write_text(json.dumps(spec), encoding="utf-8")

calls = [["--help"], ["rendr"], ["new"], ["new", "made"]]
calls += [[command, "--help"] for command in ("new", "plan", "render", "check")]
calls += [["check", "start/poor.json"], ["check", "start/faulty.json"], ["plan", "start/outline.json"], ["plan", "start/poor.json"],
          ["check", "start/board.json", "--dpi", "7"], ["render", "start/board.json", "-o", "x.doc"],
          ["render", "start/board.json", "--dpi", "7"], ["check", "nowhere.pdf"], ["check", str(ROOT / "tests/pictures/cmyk-adobe.jpg")]]
for args in calls:
    result = run(*args, "--lang", "xx", cwd=folder, env=dict(INSPECT, LC_ALL="xx"))
    said = result.stdout + result.stderr
    check("⟦" in said, f"{args}: speaks the third language: {said[:200]}")
    check(not bare_words(said), f"{args}: not in the catalogue: {bare_words(said)[:12]}")
    check("Sanitizer" not in said, f"{args}: {said[-2000:]}")
check(run("check", "--lang", "yy").stderr.find("zh, en or xx") > 0, "--lang offers it")
shutil.rmtree(folder)
end(50)
