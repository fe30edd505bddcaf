# SPDX-License-Identifier: Apache-2.0
"""The EXAMPLES of the manual pages and of every --help are commands that work: each is run by a shell, in a folder that has
what they speak of."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

from lib import PROGRAM, ROOT, check, end, run, scratch

MAN = pathlib.Path(sys.argv[2]).resolve()
INSPECT = pathlib.Path(PROGRAM).with_name("zhanban-inspect")
JUDGING = re.compile(r"zhanban (check|plan|render) ")  # these may find something, which is no failure


def of_page(page):
    text = page.read_text(encoding="utf-8")
    section = text.partition(".Sh EXAMPLES\n")[2].partition(".Sh ")[0]
    lines = re.findall(r"^\.Dl \$ (.*)$", section, re.M)
    return [line.replace("\\(dq", '"').replace("\\e", "\\") for line in lines]


def of_help(program, *command):
    text = run(*command, "--help", program=program).stdout
    section = text.partition("examples:\n")[2].partition("\n\n")[0]
    return [re.sub(r"   +\S.*$", "", line.strip()) for line in section.splitlines()]


def prepare():
    folder = scratch()
    assert run("new", folder / "start", "--quiet").returncode == 0
    for path in (folder / "start").iterdir():
        shutil.move(str(path), folder)
    shutil.copy(ROOT / "layouts/profiles/zhanban-coated.icc", folder / "press.icc")
    made = run("render", "board.json", "-o", "board.pdf", "-o", "board.tif", "-o", "board.psd", "--dpi", "40", "--quiet",
               cwd=folder)
    assert made.returncode in (0, 1), made.stderr
    return folder


def run_line(line, folder):
    result = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, timeout=600,
                            env=dict(os.environ, LC_ALL="C.UTF-8", PATH=f"{tools}:{os.environ['PATH']}"))
    ok = result.returncode in ((0, 1) if JUDGING.match(line) else (0,))
    check(ok and "Sanitizer" not in result.stderr, f"{line}: exits {result.returncode}: {result.stderr[-300:]}")


tools = scratch()
for program in (PROGRAM, INSPECT):
    (tools / pathlib.Path(program).name).symlink_to(program)
groups = [of_page(page) for page in sorted(MAN.glob("man1/*"))]
groups += [of_help(PROGRAM, command) for command in ("new", "plan", "render", "check")] + [of_help(INSPECT)]
for lines in groups:
    folder = prepare()
    check(lines, "there are examples")
    for line in lines:
        run_line(line, folder)
    shutil.rmtree(folder)

spec = (MAN / "man5/zhanban-spec.5").read_text(encoding="utf-8")
example = spec.partition(".Bd -literal -offset indent\n")[2].partition("\n.Ed")[0].replace("\\e", "\\")
folder = prepare()
(folder / "least.json").write_text(example, encoding="utf-8")
result = run("check", "least.json", cwd=folder)
check(result.returncode in (0, 1) and not result.stderr, f"the spec of zhanban-spec(5) is one: {result.stderr}")
shutil.rmtree(folder)
shutil.rmtree(tools)
end(30)
