# SPDX-License-Identifier: Apache-2.0
"""Memory that runs out, in our code or in any library's: one sentence, exit status 3, no file; or the work is done without
that memory, and then the files are the same to the byte. A sample of every library's allocations; with --all (after the
program's name) each of them in turn, which takes hours: `python3 tests/cli/test_memory_fails.py build/zhanban --all`.
zhanban-inspect may fail as it likes: what is answered is the file's report."""
import collections
import json
import os
import shutil
import subprocess
import sys

from lib import PROGRAM, ROOT, check, end, run, scratch

ALL = "--all" in sys.argv[2:]
NAME, INSPECT = os.path.basename(PROGRAM), os.path.basename(PROGRAM) + "-inspect"
out = scratch()
shim = out / "failing_malloc.so"
subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", shim, ROOT / "tests/cli/failing_malloc.c", "-ldl"],
               check=True)
subprocess.run(["convert", "-size", "300x200", "gradient:red-blue", "-interlace", "Plane", out / "p.jpg"], check=True)
spec = out / "board.json"
spec.write_text(json.dumps({"standard": "feature-board", "size": [600, 800], "title": "试验", "sections": [
    {"heading": "第一部分", "text": "平台**汇聚学情**，教师把时间留给分层设计。",
     "figures": [{"type": "photo", "src": "p.jpg", "caption": "照片"}]}],
    "qr": [{"url": "https://example.org", "label": "详情"}]}, ensure_ascii=False), encoding="utf-8")
files = out / "files"
files.mkdir()


def work(library, number, arguments, program=NAME, **more):
    return run(*arguments, "--quiet", env={"LD_PRELOAD": str(shim), "FAIL_PROGRAM": program, "FAIL_IN": library,
                                           "FAIL_AT": str(number), **more})


def take():
    """The outputs that are there, which are removed."""
    made = {p.name: p.read_bytes() for p in files.iterdir()}
    for name in made:
        (files / name).unlink()
    return made


def numbers(library, arguments, most, program=NAME):
    """How many allocations there are, which are to fail, and what comes of it when none does. zhanban-inspect cannot tell
    how many there are, as it may open no file: there they lie ever further apart, up to more than it makes."""
    counter = out / "count"
    counter.unlink(missing_ok=True)
    calm = work(library, 0, arguments, program, FAIL_COUNT=str(counter))
    check(calm.returncode in (0, 1), f"nothing fails: {calm.returncode} {calm.stderr}")
    if program == INSPECT:
        return 0, range(1, 50_000) if ALL else [int(1.8 ** i) for i in range(most)], take()
    n = max(int(line) for line in counter.read_text().split())
    return n, range(1, n + 1, 1 if ALL else max(1, -(-n // most))), take()


# ---- rendering: the library, its outputs, options, at most so many allocations tried ----
CASES = [
    ("libtiff", ["tif"], [], 25), ("libtiff", ["tif"], ["--compression", "lzw"], 10), ("libpng", ["png"], [], 16),
    ("libjpeg", ["jpg"], [], 10), ("libz.", ["pdf"], [], 6), ("libcairo", ["tif", "psd"], [], 40),
    ("libpixman", ["tif"], [], 6), ("libqrencode", ["png"], [], 4),
    ("libharfbuzz", ["pdf"], [], 12), ("libfreetype", ["pdf"], [], 12), ("libfontconfig", ["pdf"], [], 8),
    ("libicu", ["pdf"], [], 6), ("libvips", ["jpg"], [], 12), ("libglib", ["jpg"], [], 8), ("libstdc++", ["pdf"], [], 10),
    (NAME, ["tif", "pdf", "jpg", "png", "psd"], [], 60),  # and lcms and jansson, whose memory is ours
]
for library, suffixes, options, most in CASES:
    arguments = ["render", spec, *(a for s in suffixes for a in ("-o", files / f"board.{s}")), "--dpi", "30", "--threads", "1",
                 *options]
    n, tried, whole = numbers(library, arguments, most)
    ends = collections.Counter()
    for number in tried:
        result = work(library, number, arguments)
        said, there = result.stderr.splitlines(), take()
        what = f"{library} {number}: status {result.returncode}, {said}, {sorted(there)}"
        if result.returncode in (0, 1):
            ends["went on"] += 1
            check(there == whole, f"{what}: other files than when nothing fails")
        else:
            ends["broke down" if "broke down" in result.stderr else "refused"] += 1
            # What runs out while the report is made comes after the files, which are whole then.
            check(result.returncode == 3 and len(said) == 1 and there in ({}, whole), what)
    check(len(tried) > 0, f"{library}: {n} allocations")
    print(f"{library} {' '.join(suffixes + options)}: {n} allocations, {len(tried)} tried, {dict(ends)}", flush=True)

# ---- checking a file of each kind: in the program, and in the other one that reads the file ----
for suffix in "pdf", "tif", "jpg", "psd":
    run("render", spec, "-o", out / f"board.{suffix}", "--dpi", "30", "--quiet")
    arguments = ["check", out / f"board.{suffix}", "--json", files / "report.json", "--threads", "1"]
    for program, most in (NAME, 10), (INSPECT, 18):
        n, tried, whole = numbers("", arguments, most, program)
        ends = collections.Counter()
        for number in tried:
            result = work("", number, arguments, program)
            said, there = result.stderr.splitlines(), take()
            what = f"check {suffix}, {program} {number}: status {result.returncode}, {said}"
            if result.returncode in (0, 1):
                ends["reported"] += 1
                report = json.loads(there["report.json"])
                same = there == whole
                limit = any(f["rule"] == "file.readable" for f in report["findings"])
                check(program == INSPECT or same, f"{what}: another report than when nothing fails")
                check(not limit or report["verdict"] == "fail", f"{what}: {report['verdict']}")
            else:
                ends["refused"] += 1
                check(result.returncode == 3 and len(said) == 1, what)
        print(f"check {suffix}, {program}: {n} allocations, {len(tried)} tried, {dict(ends)}", flush=True)
check(sorted(p.name for p in out.iterdir() if p.suffix in (".json", ".so", ".tmp")) == ["board.json", shim.name],
      "nothing else is left")
shutil.rmtree(out)
end(least=200)
