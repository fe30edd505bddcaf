# SPDX-License-Identifier: Apache-2.0
"""The version stands once, in CMakeLists.txt; whatever else carries it has it from there. (What was measured with a version,
in the READMEs, and the list of changes tell of the past and keep theirs; a package's own list must agree.)"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
version = re.search(r"project\(zhanban VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
number = re.compile(r"(?<![\d.])" + re.escape(version) + r"(?![\d.]*\d)")
faults, seen = [], 0
for folder in ("src", "tests", "po", "man", "completions", "docs", "tools", "layouts", "examples", "cmake", "packaging"):
    for path in sorted((ROOT / folder).rglob("*")):
        if not path.is_file() or path.suffix in (".icc", ".otf", ".png", ".jpg", ".tif", ".pdf", ".psd", ".webp"):
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        seen += 1
        for n, line in enumerate(lines, 1):
            if number.search(line) and not (folder == "packaging" and path.name == "changelog"):
                faults.append(f"{path.relative_to(ROOT)}:{n}: the version {version}: take ZB_VERSION, or leave it out")
for path in (ROOT / "packaging").rglob("changelog"):
    said = re.match(r"\S+ \(([\d.]+)[^)]*\)", path.read_text(encoding="utf-8"))
    if not said or said[1] != version:
        faults.append(f"{path.relative_to(ROOT)}: begins with {said and said[1]}, the project's version is {version}")
if not re.search(rf"^## {re.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M):
    faults.append(f"CHANGELOG.md has no section {version}")
print("\n".join(faults) or f"{version} stands once; {seen} files read")
sys.exit(1 if faults or seen < 300 else 0)
