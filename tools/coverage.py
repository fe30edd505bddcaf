# SPDX-License-Identifier: Apache-2.0
"""Sums gcov's counts over all programs of a build. See coverage.sh.

usage: coverage.py BUILD
"""
import collections
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

build = pathlib.Path(sys.argv[1]).resolve()
root = build.parent
lines, functions = collections.defaultdict(dict), {}
with tempfile.TemporaryDirectory() as folder:
    for data in build.glob("CMakeFiles/room_*.dir/**/*.gcda"):
        subprocess.run(["gcov", "--json-format", "--object-directory", data.parent, data], cwd=folder, check=False, capture_output=True)
        for report in pathlib.Path(folder).glob("*.gcov.json.gz"):
            for file in json.loads(gzip.decompress(report.read_bytes()))["files"]:
                path = pathlib.Path(file["file"])
                path = (build / path).resolve() if not path.is_absolute() else path.resolve()
                if root / "src" not in path.parents:
                    continue
                name = path.relative_to(root / "src").as_posix()
                for line in file["lines"]:
                    number = line["line_number"]
                    lines[name][number] = lines[name].get(number, 0) + line["count"]
                for function in file["functions"]:
                    key = name, function["name"], function["start_line"]
                    functions[key] = functions.get(key, 0) + function["execution_count"]
            report.unlink()
rooms = collections.defaultdict(lambda: [0, 0])
for name, counts in lines.items():
    room = rooms[str(pathlib.Path(name).parent)]
    room[0] += sum(count > 0 for count in counts.values())
    room[1] += len(counts)
for room, (reached, all_lines) in sorted(rooms.items()):
    print(f"{room:20}{reached:7} of {all_lines:6} lines{100 * reached / all_lines:7.1f} %")
reached, all_lines = (sum(r[i] for r in rooms.values()) for i in (0, 1))
unreached = sorted(f"{name}:{line}: {function}" for (name, function, line), count in functions.items() if not count)
(build / "unreached.txt").write_text("\n".join(unreached) + "\n", encoding="utf-8")
print(f"{'all':20}{reached:7} of {all_lines:6} lines{100 * reached / max(all_lines, 1):7.1f} %")
print(f"{len(unreached)} of {len(functions)} functions are reached by no test: {build / 'unreached.txt'}")
