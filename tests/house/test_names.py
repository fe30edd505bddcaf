# SPDX-License-Identifier: Apache-2.0
"""A name means one thing, also where a debugger shows names alone: no basename and no struct twice in src, no static function in
more than two files."""
import collections
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2] / "src"
MOST = 2
files, structs, statics = (collections.defaultdict(set) for _ in range(3))
for path in root.rglob("*.[ch]"):
    name = path.relative_to(root).as_posix()
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    files[path.name].add(name)
    for tag in re.findall(r"^(?:static |const |extern )*struct (\w+) \{", text, re.M):
        structs[tag].add(name)
    if path.suffix == ".c":
        for function in re.findall(r"^(?:ZB_CLONES |ZB_INLINE )?static [^=;{}]*?\b(\w+)\([^;{}]*\)\s*\{", text, re.M):
            statics[function].add(name)
faults = [f"file {name}: {', '.join(sorted(where))}" for name, where in sorted(files.items()) if len(where) > 1]
faults += [f"struct {tag}: {', '.join(sorted(where))}" for tag, where in sorted(structs.items()) if len(where) > 1]
faults += [f"{function}(): {', '.join(sorted(where))}" for function, where in sorted(statics.items()) if len(where) > MOST or (function == "draw" and where)]
print("\n".join(faults) or f"{len(files)} files, {len(structs)} structs, {len(statics)} static functions, each of its own name")
sys.exit(1 if faults or len(statics) < 1000 else 0)
