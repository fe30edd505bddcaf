# SPDX-License-Identifier: Apache-2.0
"""Themes and templates are found in their folders: one more file is one more theme; weights and metrics are the template's,
and a template that lacks one is named with the key."""
import json
import shutil

from lib import EXAMPLES, ROOT, check, end, run, scratch

out = scratch()
data = out / "data"
for folder in ("layouts", "fonts"):
    shutil.copytree(ROOT / folder, data / folder, ignore=shutil.ignore_patterns("node_modules", "*.tgz"))
own = out / "board"
shutil.copytree(EXAMPLES["school"].parent, own)
ENV = {"ZHANBAN_DATA": str(data)}


def edit(path, change):
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def scene():
    """Exit status, the composed scene as text, what was said."""
    result = run("check", own / "board.json", "--quiet", "--scene", out / "scene", env=ENV)
    text = (out / "scene").read_text(encoding="utf-8") if (out / "scene").exists() else ""
    (out / "scene").unlink(missing_ok=True)
    return result.returncode, text, result.stderr


status, before, said = scene()
check(status == 0 and "rect" in before or len(before) > 1000, f"the example as it is: {status} {said}")

# A theme of one's own in the folder.
edit(own / "board.json", lambda b: b.update(theme="crimson"))
status, _, said = scene()
check(status == 2 and "crimson" in said and "tech-blue" in said and "education-green" in said, f"a theme that is not there: {status} {said}")
theme = json.loads((data / "layouts/themes/tech-blue.json").read_text(encoding="utf-8"))
theme.update(name="crimson", default=False)
theme["inks"].update(primary=[20, 95, 80, 10], deep=[35, 95, 80, 45])
(data / "layouts/themes/crimson.json").write_text(json.dumps(theme), encoding="utf-8")
status, red, said = scene()
check(status in (0, 1) and red and red != before, f"a file in the folder is a theme: {status} {said}")
edit(own / "board.json", lambda b: b.pop("theme"))
check(scene()[1] == before, "no theme is the default one")
edit(data / "layouts/themes/tech-blue.json", lambda t: t.pop("default"))
edit(data / "layouts/themes/crimson.json", lambda t: t.update(default=True))
check(scene()[1] == red, "which theme is the default is data")
edit(data / "layouts/themes/tech-blue.json", lambda t: t.update(default=True))
(data / "layouts/themes/crimson.json").unlink()

# Weights choose.
template = data / "layouts/templates/portrait.json"
whole = template.read_text(encoding="utf-8")
edit(template, lambda t: t["weight"].update(leading=0, body=0, hole=0, share=0, share_far=0, bar=0, unlike=0, long_line=40, long_line_em=9))
status, other, said = scene()
check(status in (0, 1) and other != before, f"other weights, another board: {status} {said}")
template.write_text(whole, encoding="utf-8")

# A template that lacks a number, its template, or all.
edit(template, lambda t: t["weight"].pop("hole"))
status, text, said = scene()
check(status == 3 and "portrait.json" in said and "hole" in said and not text, f"a missing weight: {status} {said}")
template.write_text(whole, encoding="utf-8")
edit(template, lambda t: t.update(like="portrait"))
status, text, said = scene()
check(status == 3 and "like" in said, f"like itself: {status} {said}")
edit(template, lambda t: t.update(like="nobody"))
status, text, said = scene()
check(status == 3 and "nobody" in said, f"like one that is not there: {status} {said}")
template.unlink()
(data / "layouts/templates/landscape.json").unlink()
status, text, said = scene()
check(status == 3 and "templates" in said, f"no template at all: {status} {said}")
shutil.rmtree(out)
end(least=10)
