# SPDX-License-Identifier: Apache-2.0
"""No folder of src and tests holds more than 30 files, no file of code more than 450 lines: what one can hold in mind. Folders of
data (files made by other programs, corpora, specs) are lists, which nobody reads through."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MOST_FILES, MOST_LINES = 30, 450
CODE = {".c", ".h", ".py", ".js", ".mjs", ".sh", ".cmake"}
DATA = {"tests/corpus/files", "tests/fuzz/corpus", "tests/specs/right", "tests/specs/wrong", "tests/inspect/psd", "tests/golden",
        "tests/pictures", "tests/cli/expected", "tests/node", "tests/stress"}
GROUPS = {"tests/units"}  # one file a subject, all alike: read by name
faults, seen = [], 0
for top in ("src", "tests"):
    for folder in [ROOT / top, *(p for p in (ROOT / top).rglob("*") if p.is_dir())]:
        name = folder.relative_to(ROOT).as_posix()
        if any(name == data or name.startswith(data + "/") for data in DATA) or "node_modules" in name or "__pycache__" in name:
            continue
        files = [p for p in folder.iterdir() if p.is_file()]
        if len(files) > MOST_FILES and name not in GROUPS:
            faults.append(f"{name}: {len(files)} files")
        for path in files:
            if path.suffix not in CODE:
                continue
            seen += 1
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > MOST_LINES:
                faults.append(f"{path.relative_to(ROOT)}: {lines} lines")
print("\n".join(faults) or f"{seen} files of code, each of a size")
sys.exit(1 if faults or seen < 400 else 0)
