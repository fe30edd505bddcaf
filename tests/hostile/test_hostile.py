#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files cut at every hundredth, changed at random, and made to hurt, through `zhanban check`: every one gets its
answer, zhanban neither crashes nor waits, zhanban-inspect keeps its limits and does not break down, nothing is left
behind. A table tells at the end what was tried and what came of it.

    test_hostile.py ZHANBAN STOPWATCH [--mutations N] [--from N] [--seed S] [--only pdf,tiff,…] [--keep FOLDER]

A night's run, on any build: test_hostile.py build/zhanban build/tests/stopwatch --mutations 10000
"""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
sys.argv, options = sys.argv[:2], sys.argv[2:]
from lib import PROGRAM, ROOT, check, end, run, scratch  # noqa: E402

from bombs import bombs  # noqa: E402
from mutate import mutant  # noqa: E402
from seeds import cut_seeds, seeds  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("stopwatch")
parser.add_argument("--mutations", type=int, default=100, help="of each format; 10000 for a night")
parser.add_argument("--from", type=int, default=0, dest="first", help="the number of the first, to go on where a run was stopped")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--only", help="these formats alone, by comma: pdf, ai, tiff, jpeg, psd, psb, spec; bombs; cuts")
parser.add_argument("--keep", help="folder for files on which something fails")
arguments = parser.parse_args(options)
BATCH, LIMIT_SECONDS, LIMIT_MB = 100, 5, 512
OWN_MB = 200  # of zhanban itself, whatever the files are; a spec is composed there
# MuPDF 1.21 calls itself for every brace of a PostScript function: there is no stack for a hundred thousand. The sandbox holds.
BREAKS_DOWN = {"pdf-function-in-braces.pdf"}
SANITIZED = b"__asan_init" in pathlib.Path(PROGRAM).read_bytes()  # which needs memory and time of its own
folder = scratch()
only = arguments.only.split(",") if arguments.only else None
table = []


class Tally:
    """One line of the table."""

    def __init__(self, what, n_seeds):
        self.what, self.n_seeds, self.files, self.answered, self.readings = what, n_seeds, 0, 0, {}
        self.slowest, self.cpu, self.inspect_mb, self.own_mb = 0.0, 0.0, 0.0, 0.0

    def line(self):
        some = lambda *names: sum(self.readings.get(n, 0) for n in names)
        return (f"{self.what:12}{self.n_seeds:7}{self.files:9}{self.answered:10}{some('whole'):8}{some('repaired'):10}"
                f"{some('damaged', 'partial'):9}{some('too complex'):9}{some('encrypted', 'foreign'):9}{some('refused'):9}"
                f"{self.slowest:10.2f}{self.inspect_mb:13.0f}{self.own_mb:9.0f}")


HEAD = (f"{'format':12}{'seeds':>7}{'files':>9}{'answered':>10}{'whole':>8}{'repaired':>10}{'damaged':>9}{'complex':>9}{'closed':>9}{'refused':>9}"
        f"{'slowest s':>10}{'inspect MB':>13}{'own MB':>9}")


def reading(report):
    """How far the file could be read, as its finding says: "repaired", "damaged", "complex", …"""
    if "error" in report:
        return "refused"
    return next((f["measured"] for f in report["findings"] if f["rule"] == "file.readable"), "whole")


def keep(path):
    if arguments.keep:
        shutil.copy(path, arguments.keep)


def left_behind(expected):
    """Files that should not be there, processes that still work here."""
    strays = [p.name for p in folder.rglob("*") if p.is_file() and p.name not in expected]
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd") == str(folder):
                strays.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return strays


def most_memory(pid):
    """Of that process alone, kB; it only grows."""
    try:
        return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])
    except (OSError, TypeError):  # it has just ended
        return 0


def run_check(names, seconds, memory):
    """zhanban over files of the folder: (exit status, standard error, most memory of its own in MB)."""
    environment = dict(os.environ, LC_ALL="C.UTF-8", TMPDIR=str(folder), ZHANBAN_INSPECT=os.path.abspath(arguments.stopwatch),
                       STOPWATCH_PROGRAM=os.path.join(os.path.dirname(PROGRAM), "zhanban-inspect"), STOPWATCH_LOG=str(folder / "log"))
    with open(folder / "stderr", "wb") as errors:
        process = subprocess.Popen([PROGRAM, "check", "--json", "report.json", "--quiet", "--lang", "en", "--limit-seconds", str(seconds),
                                    "--limit-memory", str(memory), "--threads", "1", "--", *names], cwd=folder, env=environment,
                                   stdin=subprocess.DEVNULL, stdout=errors, stderr=errors)
        kilobytes = 0
        while process.poll() is None:
            kilobytes = max(kilobytes, most_memory(process.pid))
            time.sleep(0.02)
    return process.returncode, (folder / "stderr").read_text("utf-8", "replace"), kilobytes / 1024


def answers_of(batch, ours, tally, seconds, memory):
    """One run over a batch; the reports, each seen to be an answer. ours: the names of all that may lie in the folder."""
    names = [f.name for f in batch]
    for old in ("report.json", "log", "log.stderr"):
        (folder / old).unlink(missing_ok=True)
    status, said, own_mb = run_check(names, seconds, memory)
    what = f"{names[0]} …"
    fine = check(status in (0, 1, 2), f"{what}: exit status {status}: {said[-500:]}")
    fine &= check("Sanitizer" not in said and "runtime error" not in said, f"{what}: {said[:3000]}")
    complaints = (folder / "log.stderr").read_text("utf-8", "replace") if (folder / "log.stderr").exists() else ""
    fine &= check("Sanitizer" not in complaints and "runtime error" not in complaints, f"{what}: zhanban-inspect: {complaints[:3000]}")
    if not check((folder / "report.json").exists(), f"{what}: no report: {said[-500:]}"):
        for path in batch:
            keep(path)
        return {}
    reports = json.loads((folder / "report.json").read_text("utf-8"))
    reports = reports if isinstance(reports, list) else [reports]
    fine &= check([r["file"] for r in reports] == names, f"{what}: {len(reports)} answers to {len(names)} files")
    strays = left_behind({*ours, *(p.name for p in folder.glob("seed*")), "report.json", "log", "log.stderr", "stderr"})
    check(not strays, f"{what}: left behind: {strays[:5]}")
    if not fine:
        for path in batch:
            keep(path)
    tally.own_mb = max(tally.own_mb, own_mb)
    return {r["file"]: r for r in reports}


def watched(tally, seconds, memory):
    """What the stopwatch saw of zhanban-inspect: time and memory under the limits, ended by no signal but a limit's."""
    for line in (folder / "log").read_text("utf-8", "replace").splitlines() if (folder / "log").exists() else ():
        clock, cpu, kilobytes, status, name = line.split(" ", 4)
        tally.slowest, tally.cpu = max(tally.slowest, float(clock)), max(tally.cpu, float(cpu))
        tally.inspect_mb = max(tally.inspect_mb, int(kilobytes) / 1024)
        fine = check(float(cpu) <= seconds + 1.5, f"{name}: {cpu} s of the processor")
        fine &= check(float(clock) <= 4 * seconds + 3, f"{name}: {clock} s")
        fine &= check(int(status) in (0, 2, 4, -14, -24) or name in BREAKS_DOWN, f"{name}: zhanban-inspect breaks down with {status}")  # SIGALRM, SIGXCPU
        if not SANITIZED:
            fine &= check(int(kilobytes) / 1024 <= memory, f"{name}: {int(kilobytes) / 1024:.0f} MB")
        if not fine:
            keep(folder / name)


def judge(files, tally, seconds=LIMIT_SECONDS, memory=LIMIT_MB):
    """Every file gets a verdict or one sentence; returns the reports by name."""
    found = {}
    for at in range(0, len(files), BATCH):
        batch = files[at:at + BATCH]
        reports = answers_of(batch, {f.name for f in files}, tally, seconds, memory)
        watched(tally, seconds, memory)
        for name, report in reports.items():
            good = check(report["verdict"] in ("pass", "advisory", "fail"), f"{name}: {report['verdict']}")
            good &= check(report.get("error", {}).get("message") or "findings" in report, f"{name}: {json.dumps(report)[:300]}")
            tally.answered += good
            tally.readings[reading(report)] = tally.readings.get(reading(report), 0) + 1
        found.update(reports)
    tally.files += len(files)
    if not SANITIZED:
        check(0 < tally.own_mb <= OWN_MB, f"{tally.what}: zhanban itself takes {tally.own_mb:.0f} MB")
    return found


def wanted(what):
    return only is None or what in only


def cuts():
    for seed in cut_seeds(folder, run, check):
        data, made, tally = seed.read_bytes(), [], Tally(f"cut {seed.suffix[1:]}", 1)
        for percent in range(100):
            made.append(folder / f"cut-{percent:02d}-{seed.name}")
            made[-1].write_bytes(data[:len(data) * percent // 100])
        seed.unlink()
        judge(made, tally)
        table.append(tally)
        check(tally.readings.get("whole", 0) <= 5, f"{seed.name}: a cut file is seen to be cut: {tally.readings}")
        for path in made:
            path.unlink()


def mutations(kind, suffix, of):
    tally = Tally(kind, len(of))
    for start in range(arguments.first, arguments.mutations, BATCH):
        made = []
        for i in range(start, min(start + BATCH, arguments.mutations)):
            name, data = mutant(kind, of, random.Random(f"{arguments.seed} {kind} {i}"))
            made.append(folder / f"{kind}-{i:05d}-{name.rsplit('.', 1)[0]}.{suffix}")
            made[-1].write_bytes(data)
        judge(made, tally)
        for path in made:
            path.unlink()
        if arguments.mutations > 1000 and start % 1000 == 0:
            print(tally.line(), flush=True)
    table.append(tally)


def hurting():
    tally = Tally("bombs", 0)
    files = list(bombs(folder))
    found = judge(files, tally, seconds=2)
    tally.n_seeds = len(files)
    table.append(tally)
    for name, report in found.items():
        print(f"  {reading(report)}: {name}")
    for path in files:
        path.unlink()


if wanted("cuts"):
    cuts()
for kind, suffix, of in seeds():
    if wanted(kind):
        mutations(kind, suffix, of)
if wanted("bombs"):
    hurting()
print(f"limits: {LIMIT_SECONDS} s of the processor (bombs 2), {LIMIT_MB} MB; chance begins with {arguments.seed}")
print(HEAD)
for tally in table:
    print(tally.line())
    check(tally.answered == tally.files, f"{tally.what}: {tally.answered} of {tally.files} answered")
shutil.rmtree(folder)
end(least=100)
