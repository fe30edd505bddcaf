# SPDX-License-Identifier: Apache-2.0
"""What the tests of files of pixels share: zhanban-inspect on a file, and a board small enough to be saved in fifty
ways. argv: zhanban-inspect, zhanban."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "cli"))
from lib import check, end, scratch, tool  # noqa: E402, F401

INSPECT, ZHANBAN = sys.argv[1], sys.argv[2]
PROFILE = ROOT / "layouts" / "profiles" / "zhanban-coated.icc"
PPI = 40
SIZE = (1236, 2803)  # 785 × 1780 mm at 40 ppi


def command(path, *more, view=None, trim="785x1780"):
    return [INSPECT, str(path), "--profile", str(PROFILE), "--hidden", "20x10", "--trim", trim,
            *(["--view", str(view)] if view else []), *more]


def inspect(path, *more, timeout=120, **options):
    """(exit status, facts or None, standard error)."""
    result = subprocess.run(command(path, *more, **options), capture_output=True, timeout=timeout)
    text = result.stdout.decode("utf-8")
    facts = json.loads(text) if result.returncode == 0 else None
    return result.returncode, facts, result.stderr.decode("utf-8", "replace")


def facts_of(path, *more, **options):
    status, facts, error = inspect(path, *more, **options)
    check(status == 0, f"{pathlib.Path(path).name}: exits {status}: {error[:200]}")
    return facts or {}


def peak_mb(path):
    """Peak memory of zhanban-inspect on the file; 0 when it failed."""
    measure = ("import resource, subprocess, sys\n"
               "status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
               "print(0 if status else resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)")
    result = subprocess.run([sys.executable, "-c", measure, *command(path)], capture_output=True, text=True)
    return float(result.stdout or 0)


def near(a, b, within):
    return a is not None and b is not None and abs(a - b) <= within


def board(folder):
    """The school board in CMYK at 40 ppi, as a Pillow image; its profile's bytes."""
    from PIL import Image
    path = folder / "school-72.tif"
    subprocess.run([ZHANBAN, "render", str(ROOT / "examples/school/board.json"), "-o", str(path), "--dpi", "72",
                    "--quiet"], check=True)
    picture = Image.open(path)
    return picture.resize(SIZE, Image.Resampling.BOX), PROFILE.read_bytes()
