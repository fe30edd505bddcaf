# SPDX-License-Identifier: Apache-2.0
"""What the command-line tests share: running the program, checking, one scratch folder, a count at the end."""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.path.abspath(sys.argv[1])
EXAMPLES = {name: ROOT / "examples" / name / "board.json" for name in ("school", "region")}

_failed = []
_passed = 0


def run(*args, env=None, program=PROGRAM, timeout=600, **more):
    """The program's CompletedProcess; text output, English unless env says otherwise."""
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    environment.update(env or {})
    return subprocess.run([program, *map(str, args)], capture_output=True, text=True, env=environment,
                          timeout=timeout, errors="replace", **more)


def tool(*args, ok=(0,)):
    """Another program's standard output and error together; its failure is a failed check."""
    result = subprocess.run([str(a) for a in args], capture_output=True, timeout=600)
    text = result.stdout.decode("utf-8", "replace") + result.stderr.decode("utf-8", "replace")
    check(result.returncode in ok, f"{args[0]} exits {result.returncode}: {text[-400:]}")
    return text


def check(condition, what):
    global _passed
    if condition:
        _passed += 1
    else:
        _failed.append(what)
        print("FAILED:", what, flush=True)
    return bool(condition)


def scratch():
    return pathlib.Path(tempfile.mkdtemp(prefix="zhanban-test-"))


def end(least=1):
    """Exit status; a test that checked less than it should have has failed."""
    print(f"{_passed} checks passed, {len(_failed)} failed")
    sys.exit(1 if _failed or _passed < least else 0)
