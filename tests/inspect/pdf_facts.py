# SPDX-License-Identifier: Apache-2.0
"""What the tests of facts of PDF files share: reading a file, making one, looking at what was seen."""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from lib import check, scratch  # noqa: E402
from pdf_make import HELVETICA, page_file  # noqa: E402

INSPECT, PROFILE = sys.argv[2], sys.argv[3]
FOLDER = scratch()


def facts(path):
    done = subprocess.run([INSPECT, str(path), "--profile", PROFILE, "--hidden", "20x10"], capture_output=True,
                          timeout=120)
    check(done.returncode == 0, f"{path.name}: status {done.returncode}: {done.stderr.decode()[:300]}")
    return json.loads(done.stdout) if done.returncode == 0 else None


_made = 0


def made(content="", resources=HELVETICA, **more):
    global _made
    _made += 1
    return facts(page_file(FOLDER / f"made{_made}.pdf", content, resources, **more))


def near(value, wanted, tolerance, what):
    check(value is not None and abs(value - wanted) <= tolerance, f"{what}: {value}, wanted {wanted} ± {tolerance}")


def near_box(box, wanted, what, tolerance=0.5):
    check(all(abs(a - b) <= tolerance for a, b in zip(box, wanted)), f"{what}: {box}, wanted {wanted}")


def seen(f, what):
    return {o["name"]: o for o in f["pdf"]["objects"] if o["what"] == what}
