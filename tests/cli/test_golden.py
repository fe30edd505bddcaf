# SPDX-License-Identifier: Apache-2.0
"""The composed scenes of the examples and the reference boards, item by item, against tests/golden/NAME.scene: a change
of layout shows as a diff that a person can read, and is taken over on purpose.

    test_golden.py PROGRAM            compares
    test_golden.py PROGRAM --update   writes the scenes as they are now; look at the pictures first
"""
import difflib
import sys

from lib import ROOT, check, end, run

BOARDS = {"school": "school", "region": "region", **{f"ref{k}": f"reference/{k}" for k in "abcd"}}
GOLDEN = ROOT / "tests/golden"
SHOWN = 60  # lines of a diff

for name, board in BOARDS.items():
    result = run("check", ROOT / "examples" / board / "board.json", "--quiet", "--scene", "-")
    if not check(result.returncode in (0, 1) and result.stdout.startswith("scene "), f"{name}: {result.stderr[-300:]}"):
        continue
    golden = GOLDEN / f"{name}.scene"
    if "--update" in sys.argv:
        old = golden.read_text(encoding="utf-8") if golden.exists() else ""
        golden.write_text(result.stdout, encoding="utf-8")
        print(f"{name}: {'as it was' if old == result.stdout else 'updated'}")
        continue
    if not check(golden.exists(), f"{golden} is missing: make it with --update"):
        continue
    diff = list(difflib.unified_diff(golden.read_text(encoding="utf-8").splitlines(), result.stdout.splitlines(),
                                     f"golden/{name}.scene", f"{name} now", n=0, lineterm=""))
    if not check(not diff, f"{name}: the layout has changed, {len(diff)} lines of difference; if that is meant: "
                           "tests/cli/test_golden.py PROGRAM --update"):
        print("\n".join(diff[:SHOWN] + ([f"… and {len(diff) - SHOWN} more lines"] if len(diff) > SHOWN else [])))

end(least=len(BOARDS))
