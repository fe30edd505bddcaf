# SPDX-License-Identifier: Apache-2.0
"""zhanban-inspect on its own: the walls of its sandbox stand, its options are checked, its exit statuses hold."""
import os
import re
import shutil

from lib import ROOT, check, end, run, scratch

PROFILE = ROOT / "layouts/profiles/zhanban-coated.icc"
JPEG = ROOT / "tests/pictures/cmyk-adobe.jpg"
FORBIDDEN = ["open a file for reading", "open a file for writing", "make a folder", "remove a file", "use the network",
             "start a process", "run a program", "trace another process", "signal another process",
             "make memory executable", "raise a limit"]

result = run(JPEG, "--profile", PROFILE, "--prove")
said = dict(line.split(": ", 1) for line in result.stdout.splitlines())
check(result.returncode == 0, f"all is refused: {result.stdout}")
for what in FORBIDDEN:
    check(said.get(what) in ("Permission denied", "Operation not permitted"), f"{what}: {said.get(what)}")
check(said.get("read the file") == "allowed", "what it is for is allowed")
check(not os.path.exists("/tmp/zhanban-inspect-prove"), "no file was written")

for args, word in [([], "FILE"), ([JPEG], "--profile"), ([JPEG, JPEG, "--profile", PROFILE], "FILE"),
                   ([JPEG, "--profile", PROFILE, "--seconds", "0"], "0"),
                   ([JPEG, "--profile", PROFILE, "--memory", "1"], "1"),
                   ([JPEG, "--profile", PROFILE, "--trim", "785"], "785"),
                   ([JPEG, "--profile", PROFILE, "--fast"], "--fast"),
                   ([JPEG, "--profile"], "--profile"),
                   ([JPEG, "--profile", JPEG], JPEG),
                   (["/nowhere.pdf", "--profile", PROFILE], "/nowhere.pdf")]:
    result = run(*args)
    check(result.returncode == 2 and not result.stdout and result.stderr.startswith(f"zhanban-inspect: {word}: "),
          f"{args} is refused: {result.stderr}")

folder = scratch()
(folder / "empty.pdf").write_bytes(b"")
(folder / "words.pdf").write_bytes(b"no file of any kind")
os.mkfifo(folder / "pipe.pdf")
for name in ["empty.pdf", "words.pdf", "pipe.pdf", "."]:
    result = run(folder / name, "--profile", PROFILE)
    check(result.returncode == 2 and result.stderr.count("\n") == 1 and not result.stdout, f"{name} is refused: {result}")
shutil.rmtree(folder)
said = run("--version").stdout.splitlines()
check(said[0].startswith("zhanban-inspect "), f"--version: {said[0]}")
libraries = dict(line.strip().rsplit(" ", 1) for line in said[1:])
check({"MuPDF", "ZBar", "libseccomp", "libexif", "libtiff", "libjpeg-turbo"} <= set(libraries), f"{sorted(libraries)}")
check(all(re.fullmatch(r"\d+\.\d+(\.\d+)*", v) for v in libraries.values()), f"each with its version: {libraries}")
for lang in ("C", "zh_CN.UTF-8"):
    check("--prove" in run("--help", env={"LC_ALL": lang}).stdout, f"help in {lang}")
end(28)
