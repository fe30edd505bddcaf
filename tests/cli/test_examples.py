# SPDX-License-Identifier: Apache-2.0
"""The examples keep every clause, the schema accepts them, a fresh folder of `new` is a board that renders, and a
change of layout shows as a diff of the golden scene."""
import json
import shutil

import jsonschema
from lib import EXAMPLES, ROOT, check, end, run, scratch, tool

out = scratch()
schema = json.loads((ROOT / "layouts/spec.schema.json").read_text(encoding="utf-8"))

for name, spec in EXAMPLES.items():
    board = json.loads(spec.read_text(encoding="utf-8"))
    jsonschema.validate(board, schema)
    result = run("check", spec, "--json", "-", "--strict")
    check(result.returncode == 0, f"{name} keeps every must and every should: {result.stdout[-800:]}{result.stderr}")
    report = json.loads(result.stdout)
    bad = [f for f in report["findings"] if f["severity"] != "advisory"]
    check(not bad, f"{name}: {bad}")
    check(400 <= report["facts"]["text"]["count"] <= 800, f"{name}: {report['facts']['text']['count']} characters")
    check(6 <= report["facts"]["images"]["count"] <= 8, f"{name}: {report['facts']['images']['count']} images")
    check(0.35 <= report["facts"]["images"]["share"] <= 0.45, f"{name}: share {report['facts']['images']['share']}")
    check(any(i["type"] != "photo" for i in report["facts"]["images"]["list"]), f"{name}: has charts")
    for lang, word in (("zh", "字数"), ("en", "haracters")):
        text = run("check", spec, "--lang", lang)
        check(word in text.stdout and text.returncode == 0, f"{name}: text report in {lang}")

    png = out / f"{name}.png"
    check(run("render", spec, "-o", png, "--dpi", "60", "--quiet").returncode == 0, f"{name}: rendered for the QR code")
    seen = tool("zbarimg", "--quiet", "--raw", png)
    check(board["qr"][0]["url"] in seen.splitlines(), f"{name}: the QR code on the board reads {seen!r}")

# A long URL makes a larger code, which reads as well.
board = json.loads(EXAMPLES["school"].read_text(encoding="utf-8"))
board["qr"][0]["url"] = url = "https://example.org/" + "course-video-platform/" * 16 + "?id=20250929"
(out / "long").mkdir()
(out / "long/board.json").write_text(json.dumps(board, ensure_ascii=False), encoding="utf-8")
shutil.copytree(EXAMPLES["school"].parent / "pictures", out / "long/pictures")
result = run("render", out / "long/board.json", "-o", out / "long.png", "--dpi", "50", "--quiet")
check(result.returncode == 0, f"a long URL: {result.stderr}")
check(url in tool("zbarimg", "--quiet", "--raw", out / "long.png").splitlines(), "the code of a long URL reads")

folder = out / "mine"
check(run("new", folder).returncode == 0, "new makes a folder")
check(run("new", folder).returncode == 2, "new does not touch a folder that is not empty")
jsonschema.validate(json.loads((folder / "board.json").read_text(encoding="utf-8")), schema)
result = run("render", folder / "board.json", "-o", out / "mine.png")
check(result.returncode in (0, 1) and (out / "mine.png").stat().st_size > 10000, f"it renders: {result.stderr}")
check("error" not in {f["severity"] for f in json.loads(run("check", folder / "board.json", "--json", "-").stdout)
                      ["findings"]}, "no must is broken in a fresh folder")
shutil.rmtree(out)
end(least=20)
