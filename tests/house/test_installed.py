# SPDX-License-Identifier: Apache-2.0
"""test_installed.py CMAKE BUILD CC [FLAGS]: an install into an empty prefix is whole. The programs find their data and each
other from their own place; the example of zhanban.h, copied out of the tree, is built against the library by pkg-config
alone and renders a board; pages and completions lie where the shells and man look."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
cmake, build, cc, *flags = sys.argv[1:]
folder = pathlib.Path(tempfile.mkdtemp(prefix="zhanban-test-"))
prefix, faults = folder / "prefix", []
clean = {k: v for k, v in os.environ.items() if not k.startswith(("ZHANBAN", "LC_", "LANG"))}


def run(*args, ok=(0,), **more):
    env = dict(clean, **more)
    result = subprocess.run([str(a) for a in args], cwd=folder, env=env, capture_output=True, text=True)
    if result.returncode not in ok:
        faults.append(f"{' '.join(map(str, args))[:200]}: exits {result.returncode}: {(result.stderr or result.stdout)[-600:]}")
    return result.stdout


run(cmake, "--install", build, "--prefix", prefix)
for pattern in ["bin/zhanban", "libexec/zhanban/zhanban-inspect", "share/zhanban/layouts/spec.schema.json",
                "share/zhanban/fonts/fonts.conf", "share/man/man1/zhanban-render.1", "share/man/man5/zhanban-spec.5",
                "share/bash-completion/completions/zhanban", "share/zsh/site-functions/_zhanban",
                "share/fish/vendor_completions.d/zhanban.fish", "include/zhanban/zhanban.h"]:
    if not (prefix / pattern).is_file():
        faults.append(f"{pattern} is not installed")
private = [p.name for p in (prefix / "include").rglob("*_priv.h")]
if private:
    faults.append(f"private headers are installed: {private}")

# The programs, from another folder than the one they were built in.
moved = folder / "moved"
prefix.rename(moved)
run(moved / "bin/zhanban", "new", "board", "--quiet")
run(moved / "bin/zhanban", "render", "board/board.json", "-o", "board.pdf", "--quiet", ok=(0, 1))
run(moved / "bin/zhanban", "check", "board.pdf", "--quiet", ok=(0, 1))

# The library. Its example is the one of its header.
found = list(moved.rglob("zhanban.pc"))
shutil.copy(pathlib.Path(build) / "example_zhanban.c", folder / "host.c")
if len(found) == 1:
    pkg = dict(PKG_CONFIG_PATH=str(found[0].parent))
    words = run("pkg-config", "--cflags", "--libs", "--static", "zhanban", **pkg).split()
    data = run("pkg-config", "--variable=datadir", "zhanban", **pkg).strip()
    run(cc, "-std=c11", "-Wall", "-Werror", *flags, "host.c", "-o", "host", *words)
    version = run("pkg-config", "--modversion", "zhanban", **pkg).strip()
    if f"zhanban {version}\n" not in run(moved / "bin/zhanban", "--version"):
        faults.append(f"zhanban.pc says {version}")
    if any(str(ROOT) in word for word in words):
        faults.append(f"zhanban.pc leads into the source tree: {words}")
    if not faults:
        said = run("./host", "board/board.json", data, "host.png")
        if not (folder / "host.png").is_file() or "Liaoning" not in said:
            faults.append(f"the host program made no board: {said[-300:]}")
else:
    faults.append(f"zhanban.pc: {found}")
shutil.rmtree(folder)
print("\n".join(faults) or "programs, library, pages and completions are whole")
sys.exit(1 if faults else 0)
