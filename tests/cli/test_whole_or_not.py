# SPDX-License-Identifier: Apache-2.0
"""Outputs appear whole or not at all: killed in the middle, on a full disk, into a folder that is not there. The old
file stays as it was, nothing else is left behind, and a failure is one sentence with exit status 3."""
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import time

from lib import EXAMPLES, PROGRAM, check, end, run, scratch

SPEC = EXAMPLES["school"]
out = scratch()
OLD = b"the old file\n"


def same_board(a, b):
    """Two files of one board. The pixels of two TIFFs may be packed into other bytes."""
    if a.suffix == ".tif":
        return subprocess.run(["tiffcmp", a, b], capture_output=True).returncode == 0
    return a.read_bytes() == b.read_bytes()


def fresh(name):
    folder = out / name
    folder.mkdir()
    return folder


# Killed at several moments. A kill that comes in the moment of the renaming finds the new file, whole; the same spec
# gives the same bytes.
for suffix in ("tif", "pdf"):
    folder = fresh(f"kill-{suffix}")
    target = folder / f"board.{suffix}"
    run("render", SPEC, "-o", out / f"new.{suffix}", "--quiet")
    killed = old = 0
    for delay in (0.1, 0.3, 0.6, 0.9, 1.3):
        target.write_bytes(OLD)
        process = subprocess.Popen([PROGRAM, "render", SPEC, "-o", target, "--quiet"])
        time.sleep(delay)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
        if process.returncode == -signal.SIGKILL:
            is_old = target.read_bytes() == OLD
            check(is_old or same_board(target, out / f"new.{suffix}"),
                  f"{suffix} killed after {delay} s: the old file is whole, or the new one")
            old += is_old
        check(os.listdir(folder) == [target.name], f"{suffix} killed: only {target.name} is there: {os.listdir(folder)}")
    check(killed > 0 and old > 0, f"{suffix}: at least one run was killed before its file was there")


# Interrupted: one sentence, exit status 3, every old file whole, nothing beside them.
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    folder = fresh(f"interrupt-{number}")
    targets = [folder / f"board.{suffix}" for suffix in ("pdf", "tif", "psd")]
    for delay in (0.05, 0.5, 1.0, 2.0):
        for target in targets:
            target.write_bytes(OLD)
        process = subprocess.Popen([PROGRAM, "render", SPEC, "--quiet", *(a for t in targets for a in ("-o", t))],
                                   stderr=subprocess.PIPE, text=True, env=dict(os.environ, LC_ALL="C.UTF-8"))
        time.sleep(delay)
        late = process.poll() is not None
        process.send_signal(number)
        said = process.communicate()[1].splitlines()
        if late or process.returncode == 0:
            continue                    # it was done before, or in the very moment
        if not said and process.returncode == -number:
            continue                    # it had not even begun
        check(process.returncode == 3 and len(said) == 1 and "interrupted" in said[0],
              f"signal {number} after {delay} s: status {process.returncode}, {said}")
        check(all(target.read_bytes() == OLD for target in targets) and len(os.listdir(folder)) == 3,
              f"signal {number} after {delay} s: nothing has changed: {os.listdir(folder)}")


def one_sentence(result, what):
    lines = [line for line in result.stderr.splitlines() if line]
    check(result.returncode == 3, f"{what}: exit status {result.returncode}, not 3: {result.stderr}")
    check(len(lines) == 1 and len(lines[0]) > 20, f"{what}: one sentence, not {lines}")


# The process that does the work is killed, as the kernel does when memory runs out: the other one says so.
folder = fresh("broken-down")
targets = [folder / f"board.{suffix}" for suffix in ("pdf", "tif")]
for target in targets:
    target.write_bytes(OLD)
for number in (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT):
    process = subprocess.Popen([PROGRAM, "render", SPEC, "--quiet", *(a for t in targets for a in ("-o", t))],
                               stderr=subprocess.PIPE, text=True, env=dict(os.environ, LC_ALL="C.UTF-8"))
    time.sleep(0.5)
    workers = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    if check(len(workers) == 1, f"one process does the work: {workers}"):
        os.kill(int(workers[0]), number)
    said = process.communicate()[1].splitlines()
    check(process.returncode == 3 and len(said) == 1 and f"signal {int(number)}" in said[0],
          f"the worker gets signal {number}: status {process.returncode}, {said}")
    check(all(target.read_bytes() == OLD for target in targets) and len(os.listdir(folder)) == 2,
          f"the worker got signal {number}: nothing has changed: {os.listdir(folder)}")


# A file may grow no larger than 1 MB: the kernel's answer is the same as a full disk's, and needs no rights.
for suffix in ("tif", "pdf", "png", "jpg", "psd", "psb"):
    folder = fresh(f"full-{suffix}")
    target = folder / f"board.{suffix}"
    target.write_bytes(OLD)
    dpi = ["--dpi", "300"] if suffix == "png" else []
    result = run("render", SPEC, "-o", target, "--quiet", *dpi,
                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)))
    one_sentence(result, f"{suffix} on a full disk")
    check(target.read_bytes() == OLD, f"{suffix} on a full disk: the old file is whole")
    check(os.listdir(folder) == [target.name], f"{suffix} on a full disk: nothing else is left: {os.listdir(folder)}")

# Several outputs are made together: when one cannot be, it is named, and none appears.
folder = fresh("several")
targets = [folder / f"board.{suffix}" for suffix in ("png", "jpg", "pdf", "tif")]
for target in targets:
    target.write_bytes(OLD)
outputs = [a for t in targets for a in ("-o", t)]
result = run("render", SPEC, "--quiet", *outputs,
             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000)))
one_sentence(result, "several outputs on a full disk")
check(re.search(r"board\.(jpg|tif|pdf)", result.stderr), f"the sentence says which: {result.stderr}")
check(all(t.read_bytes() == OLD for t in targets), "several on a full disk: the old files are whole")
result = run("render", SPEC, "--quiet", *outputs, "-o", out / "nowhere" / "board.psd")
one_sentence(result, "one of several has no folder")
check("nowhere/board.psd" in result.stderr, f"the sentence says which: {result.stderr}")
check(all(t.read_bytes() == OLD for t in targets) and len(os.listdir(folder)) == 4, "and none was written")
result = run("render", SPEC, "--quiet", "-o", targets[0], "-o", targets[0])
check(result.returncode == 2 and targets[0].read_bytes() == OLD, "an output named twice is refused")

# The device that is always full.
full = out / "dev-full.tif"
full.symlink_to("/dev/full")
one_sentence(run("render", SPEC, "-o", full, "--quiet"), "/dev/full")

# No such folder; a folder in the file's place.
one_sentence(run("render", SPEC, "-o", out / "nowhere" / "board.pdf", "--quiet"), "no such folder")
(out / "folder.pdf").mkdir()
result = run("render", SPEC, "-o", out / "folder.pdf", "--quiet")
check(result.returncode in (2, 3) and result.stderr, "a folder stands where the file should")

# A wrong spec writes nothing.
target = out / "never.pdf"
(out / "bad.json").write_text('{"title": 3}')
result = run("render", out / "bad.json", "-o", target)
check(result.returncode == 2 and not target.exists(), "a wrong spec writes nothing")
shutil.rmtree(out)
end(least=55)
