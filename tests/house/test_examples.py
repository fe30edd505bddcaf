# SPDX-License-Identifier: Apache-2.0
"""A header is its room's manual, and the manual's examples compile: every room's door (src/ROOM/ROOM.h) opens with at least
one example, a ```c fence in its comment, which is compiled as a reader would, behind an #include of that door and with no
other rooms in sight than those that the room may include.

    test_examples.py ROOMS.txt                 ROOMS.txt: the list that CMake writes
    test_examples.py --extract HEADER OUT.c    a header's one example, a whole program, to be built and run
"""
import concurrent.futures
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
FLAGS = ["-std=c11", "-D_GNU_SOURCE", "-fsyntax-only", "-x", "c", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function",
         "-Wno-unused-parameter"]


def examples(header):
    """[(line, text)] of the fences in a header's comments."""
    found = []
    lines = header.read_text(encoding="utf-8").splitlines()
    start = None
    for number, line in enumerate(lines, 1):
        text = re.sub(r"^\s*/?\*+ ?", "", line)
        if start is None and text.strip() == "```c":
            start, body = number, []
        elif start is not None and text.strip() == "```":
            found.append((start, "\n".join(body) + "\n"))
            start = None
        elif start is not None:
            body.append(text)
    return found if start is None else found + [(start, "#error a fence without an end\n")]


def folders(listing):
    """What each room may include: its own folder, the one that it stands in, and the rooms it names."""
    rooms = {}
    for line in listing.read_text(encoding="utf-8").splitlines():
        kind, name, *rest = line.split("|")
        if kind == "room":
            parents = [str(p) for p in pathlib.PurePath(name).parents if str(p) != "."]
            rooms[name] = [name, *parents, *rest[0].split()]
    return rooms


def compiles(header, line, text, may):
    source = f'#include "{header.name}"\n#line {line + 1} "{header.relative_to(ROOT)}"\n{text}'
    done = subprocess.run(["cc", *FLAGS, *[f"-I{SRC / room}" for room in may], *built, "-"], input=source, text=True,
                          capture_output=True)
    return done.stderr if done.returncode else ""


def extract(header, out):
    found = examples(pathlib.Path(header))
    if len(found) != 1 or "int main(" not in found[0][1]:
        sys.exit(f"{header}: one example, a whole program, is wanted; there are {len(found)}")
    pathlib.Path(out).write_text(f'#line {found[0][0] + 1} "{header}"\n{found[0][1]}', encoding="utf-8")


if sys.argv[1] == "--extract":
    extract(*sys.argv[2:])
    sys.exit(0)

listing = pathlib.Path(sys.argv[1])
built = [f"-I{listing.parent / 'include'}"]  # headers that the build writes
faults, work = [], []
for room, may in folders(listing).items():
    headers = sorted((SRC / room).glob("*.h"))
    door = SRC / room / f"{pathlib.PurePath(room).name}.h"
    if room == "engine":
        door = SRC / "engine" / "zhanban.h"
    if "/" not in room and not door.exists():
        faults.append(f"src/{room}: no door header {door.name}")
    elif door.exists() and "/" not in room and not examples(door):
        faults.append(f"src/{room}/{door.name}: no example")
    work += [(header, line, text, may) for header in headers for line, text in examples(header)]
with concurrent.futures.ThreadPoolExecutor() as pool:
    faults += [fault for fault in pool.map(lambda one: compiles(*one), work) if fault]
print("\n".join(faults) or f"{len(work)} examples compile")
sys.exit(1 if faults or len(work) < 20 else 0)
