# SPDX-License-Identifier: Apache-2.0
"""The command line itself: help in both languages as in the expected files, and every way to call it wrongly."""
import re
import sys

from lib import EXAMPLES, ROOT, check, end, run, scratch

EXPECTED = ROOT / "tests/cli/expected"
VERSION = re.search(r"project\(zhanban VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
LIBRARIES = ["jansson", "Little CMS", "ICU", "HarfBuzz", "FreeType", "fontconfig", "libvips", "libjpeg-turbo", "libpng", "libwebp",
             "libqrencode", "cairo", "ISA-L", "qpdf", "zlib", "libtiff"]
update = "--update" in sys.argv

for command in ("", "new", "plan", "render", "check"):
    for lang in ("zh", "en"):
        result = run(*([command] if command else []), "--help", env={"LC_ALL": "zh_CN.UTF-8" if lang == "zh" else "C"})
        path = EXPECTED / f"help{'-' + command if command else ''}.{lang}.txt"
        if update:
            EXPECTED.mkdir(exist_ok=True)
            path.write_text(result.stdout.replace(f" {VERSION}", " VERSION"), encoding="utf-8")
        expected = path.read_text(encoding="utf-8").replace(" VERSION", f" {VERSION}")
        check(result.returncode == 0 and result.stdout == expected, f"{path.name} is as expected")

spec = EXAMPLES["school"]
wrong = [
    ([], "usage"),
    (["rendr"], "did you mean render"),
    (["render"], "usage"),
    (["render", spec], "name an output with -o"),
    (["render", spec, "-o", "board.docx"], "unknown output format"),
    (["render", spec, "-o"], "wants a value"),
    (["render", spec, "-o", "x.pdf", "--dpi", "5000"], "10 to 600"),
    (["render", spec, "-o", "x.pdf", "--dpi", "1e999"], "10 to 600"),
    (["render", spec, "-o", "x.pdf", "--threads", "many"], "whole number"),
    (["render", spec, "-o", "x.pdf", "--bogus"], "no such option"),
    (["render", spec, "-o", "x.pdf", "--profile", "/nowhere.icc"], "/nowhere.icc"),
    (["render", spec, "-o", "x.pdf", "--profile", spec], "profile"),
    (["check"], "usage"),
    (["check", "/nowhere.json"], "/nowhere.json"),
    (["check", "/"], "/"),
    (["check", "board.pdf"], "board.pdf: there is no such file"),
    (["check", ROOT / "tests/run.sh"], "unknown kind of file"),
    (["check", spec, "--waive", "text.cuont=why"], "did you mean \"text.count\""),
    (["check", spec, "--waive", "text.count"], "say why"),
    (["check", spec, "--waive", "nowhere.json"], "nowhere.json"),
    (["check", spec, "--limit-memory", "8"], "from 256 to 65536"),
    (["check", spec, "--limit-seconds", "0"], "from 1 to 3600"),
    (["check", ROOT / "tests/pictures/cmyk-adobe.jpg", "--scene", "-"], "only a spec has a scene"),
    (["check", spec, "--standard", "liaoning-2024"], "liaoning-2025-main"),
    (["check", spec, "--process", "xiezen"], "xiezhen"),
    (["check", spec, "--lang", "fr"], "zh or en"),
    (["new"], "usage"),
    (["plan"], "usage"),
    (["plan", spec, spec], "usage"),
    (["plan", "/nowhere.json"], "/nowhere.json"),
]
folder = scratch()
for args, fragment in wrong:
    result = run(*args, cwd=folder)
    check(result.returncode == 2, f"{args}: exit status {result.returncode}")
    check(fragment in result.stderr, f"{args}: says '{fragment}': {result.stderr[:300]}")
    check("Sanitizer" not in result.stderr, f"{args}: {result.stderr[:2000]}")
check(not list(folder.iterdir()), f"nothing was written: {list(folder.iterdir())}")
said = run("--version").stdout.splitlines()
check(said[0] == f"zhanban {VERSION}", f"--version: {said[0]}")
libraries = dict(line.strip().rsplit(" ", 1) for line in said[1:])
check(sorted(libraries) == sorted(LIBRARIES), f"--version lists the libraries: {sorted(libraries)}")
check(all(re.fullmatch(r"\d+\.\d+(\.\d+)*", v) for v in libraries.values()), f"each with its version: {libraries}")
quiet = run("check", spec, "--quiet")
check(quiet.returncode == 0 and not quiet.stdout and not quiet.stderr, "--quiet says nothing")
folder.rmdir()
end(least=60)
