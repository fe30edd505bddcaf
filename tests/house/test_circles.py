# SPDX-License-Identifier: Apache-2.0
"""Inside a room files form no circle: who uses whom, told by the symbols of the built objects, has a bottom and a top, as the
rooms have.

usage: test_circles.py BUILD
"""
import collections
import pathlib
import subprocess
import sys

build = pathlib.Path(sys.argv[1])
rooms = collections.defaultdict(list)
for path in build.glob("CMakeFiles/room_*.dir/src/**/*.o"):
    source = str(path).split(".dir/src/")[1]
    rooms[str(pathlib.Path(source).parent)].append(path)


def symbols(path):
    """Names that an object defines, and those that it wants."""
    defined, wanted = set(), set()
    for line in subprocess.run(["nm", path], capture_output=True, text=True, check=True).stdout.splitlines():
        *_, kind, name = line.split()
        if kind in "TDRBC":
            defined.add(name)
        elif kind == "U":
            wanted.add(name)
    return defined, wanted


def circle(graph):
    """A path that comes back to its beginning, or None."""
    done = set()

    def walk(file, trail):
        if file in trail:
            return trail[trail.index(file):] + [file]
        if file in done:
            return None
        for other in sorted(graph[file]):
            found = walk(other, trail + [file])
            if found:
                return found
        done.add(file)
        return None

    for file in sorted(graph):
        found = walk(file, [])
        if found:
            return found
    return None


faults = []
for room, paths in sorted(rooms.items()):
    names = {path.name.removesuffix(".o"): symbols(path) for path in paths}
    owner = {symbol: file for file, (defined, _) in names.items() for symbol in defined}
    graph = {file: {owner[s] for s in wanted if s in owner} - {file} for file, (_, wanted) in names.items()}
    found = circle(graph)
    if found:
        why = [f"{a} wants {', '.join(sorted(s for s in names[a][1] if owner.get(s) == b)[:3])} of {b}" for a, b in zip(found, found[1:])]
        faults.append(f"{room}: {' → '.join(found)}\n    " + "\n    ".join(why))
print("\n".join(faults) or f"{len(rooms)} rooms, no circle")
sys.exit(1 if faults or len(rooms) < 40 else 0)
