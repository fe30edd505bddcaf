#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Files cut at every hundredth, changed at random, and made to hurt, through `zhanban check`: every one gets its
answer, zhanban neither crashes nor waits, zhanban-inspect keeps its limits and does not break down.

    test_hostile.py ZHANBAN [--mutations N] [--seed S] [--keep FOLDER]
"""
import argparse
import json
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
sys.argv, options = sys.argv[:2], sys.argv[2:]
from lib import PROGRAM, ROOT, check, end, run, scratch  # noqa: E402

from bombs import bombs  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--mutations", type=int, default=20, help="of each of seven files; 10000 for a night")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--keep", help="folder for files on which zhanban-inspect breaks down")
arguments = parser.parse_args(options)
BATCH = 100
BROKE = "broke down"
folder = scratch()
chance = random.Random(arguments.seed)
answers = {}


def seeds():
    """A small board in every format, and how others write them."""
    made = run("render", ROOT / "layouts/starter/board.json", "--quiet", "--dpi", "20",
               *[w for kind in ("pdf", "tif", "jpg", "psd") for w in ("-o", folder / f"seed.{kind}")])
    check(made.returncode == 0, f"seeds: {made.stderr}")
    made = run("render", ROOT / "layouts/starter/board.json", "--quiet", "--dpi", "20", "-o", folder / "seed-lzw.tif",
               "--compression", "lzw")
    check(made.returncode == 0, f"seeds: {made.stderr}")
    from PIL import Image
    with Image.open(folder / "seed.jpg") as picture:
        picture.convert("RGB").save(folder / "seed-progressive.jpg", progressive=True)
    return sorted(folder.glob("seed*"))


def judge(files, seconds=5, memory=512):
    """Every file gets a verdict or one sentence; returns the reports by name."""
    found = {}
    for at in range(0, len(files), BATCH):
        batch = [f.name for f in files[at:at + BATCH]]
        began = time.monotonic()
        result = subprocess.run([PROGRAM, "check", "--json", "report.json", "--quiet", "--lang", "en", "--limit-seconds",
                                 str(seconds), "--limit-memory", str(memory), *batch], cwd=folder, capture_output=True,
                                text=True, errors="replace", timeout=len(batch) * (8 * seconds + 20))
        took = time.monotonic() - began
        check(result.returncode in (0, 1, 2), f"{batch[0]} …: exit status {result.returncode}: {result.stderr[-500:]}")
        check("Sanitizer" not in result.stderr, f"{batch[0]} …: {result.stderr[:3000]}")
        reports = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        reports = reports if isinstance(reports, list) else [reports]
        check([r["file"] for r in reports] == batch, f"{batch[0]} …: {len(reports)} answers to {len(batch)} files")
        check(took < len(batch) * 2 * (4 * seconds + 8) + 10, f"{batch[0]} …: took {took:.0f} s")
        for report in reports:
            name = report["file"]
            found[name] = report
            said = json.dumps(report)
            check(report["verdict"] in ("pass", "advisory", "fail"), f"{name}: {report['verdict']}")
            check(report.get("error", {}).get("message") or "findings" in report, f"{name}: {said[:300]}")
            if not check(BROKE not in said, f"zhanban-inspect breaks down on {name}") and arguments.keep:
                shutil.copy(folder / name, arguments.keep)
    return found


def reading(report):
    """How far the file could be read, as its finding says: "repaired", "damaged", "complex", …"""
    if "error" in report:
        return "refused"
    return next((f["measured"] for f in report["findings"] if f["rule"] == "file.readable"), "whole")


def tally(what, found):
    counts = {}
    for report in found.values():
        counts[reading(report)] = counts.get(reading(report), 0) + 1
    print(f"{what}: " + ", ".join(f"{n} {name}" for name, n in sorted(counts.items())), flush=True)
    return counts


def cut(seed):
    data, made = seed.read_bytes(), []
    for percent in range(100):
        path = folder / f"cut-{percent:02d}-{seed.name}"
        path.write_bytes(data[:len(data) * percent // 100])
        made.append(path)
    return made


def mutate(data):
    """One to sixteen changes: a bit, a byte, a run, a number, a piece moved or dropped."""
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        # Half of the changes near the beginning, where headers are.
        at = chance.randrange(min(len(data), 2000)) if chance.random() < 0.5 else chance.randrange(len(data))
        kind = chance.randrange(6)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        elif kind == 2:
            data[at:at + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f"))
        elif kind == 3:
            data[at:at + chance.randrange(1, 64)] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 64)))
        elif kind == 4:
            other = chance.randrange(len(data))
            data[at:at] = data[other:other + chance.randrange(1, 200)]
        else:
            del data[at:at + chance.randrange(1, 200)]
        if not data:
            data = bytearray(b"\0")
    return bytes(data)


def mutated(seed, n):
    data, made = seed.read_bytes(), []
    for i in range(n):
        path = folder / f"mutant-{i:05d}-{seed.name}"
        path.write_bytes(mutate(data))
        made.append(path)
    return made


def forget(files):
    for path in files:
        path.unlink()


for seed in seeds():
    made = cut(seed)
    counts = tally(f"{seed.name} cut", judge(made))
    check(counts.get("whole", 0) <= 5, f"{seed.name}: a cut file is seen to be cut: {counts}")
    forget(made)
    left = arguments.mutations
    while left > 0:
        made = mutated(seed, min(left, 1000))
        tally(f"{seed.name} mutated", judge(made))
        left -= len(made)
        forget(made)

files = list(bombs(folder))
found = judge(files, seconds=2, memory=512)
tally("bombs", found)
for name, report in found.items():
    if reading(report) == "whole":
        print(f"  whole: {name}")
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"peak memory of any process: {peak:.0f} MB")
if b"__asan_init" not in pathlib.Path(PROGRAM).read_bytes():  # which needs memory of its own
    check(peak < 640, f"memory stays under the limit: {peak:.0f} MB")
shutil.rmtree(folder)
end(least=500)
