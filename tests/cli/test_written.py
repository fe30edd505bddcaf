# SPDX-License-Identifier: Apache-2.0
"""The standard asks for an image of 2 M and a source of 30 M. What was just written and is smaller is an advisory in the
report, as JSON too, under the same rule as when the file itself is checked."""
import json
import os
import shutil

from lib import EXAMPLES, check, end, run, scratch

out = scratch()
SUFFIXES = ("pdf", "tif", "jpg", "psd", "png")
RULES = {"pdf": "file.output", "jpg": "file.output", "psd": "file.source"}
LEAST = {"pdf": 2, "jpg": 2, "psd": 30}


def rendered(dpi, spec=EXAMPLES["school"]):
    targets = {s: out / f"board-{dpi}.{s}" for s in SUFFIXES}
    result = run("render", spec, *(a for t in targets.values() for a in ("-o", t)), "--dpi", dpi, "--json",
                 out / "report.json")
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    found = {f["place"]["path"]: f for f in report["findings"] if f["rule"] in ("file.output", "file.source")}
    return targets, result, report, found


# A proof: every file is smaller than is asked for, and each that the standard speaks of is named.
targets, result, report, found = rendered(20)
wanted = {str(targets[s]): s for s in RULES if targets[s].stat().st_size < LEAST[s] * 1e6}
check("jpg" in wanted.values() and "psd" in wanted.values(), f"small files were made: {wanted}")
check(set(map(os.path.basename, found)) <= {t.name for t in targets.values()} and len(found) == len(wanted),
      f"one finding a small file: {sorted(found)}, {sorted(wanted)}")
for path, suffix in wanted.items():
    f = next((f for p, f in found.items() if os.path.basename(p) == os.path.basename(path) or path.startswith(p.rstrip("…"))), None)
    if check(f is not None, f"{suffix} is found: {sorted(found)}"):
        check((f["rule"], f["severity"]) == (RULES[suffix], "advisory"), f"{suffix}: {f['rule']} {f['severity']}")
        check(abs(f["measured"] - os.path.getsize(path) / 1e6) < 0.01 and f["unit"] == "M", f"{suffix}: {f['measured']}")
        check("--dpi" in f["fix"] and f["clause"], f"{suffix}: {f['fix']}")
check(report["verdict"] != "fail" and result.returncode == 0, f"it is no fault: {report['verdict']}")
check("board-20.jpg" in result.stdout, "people read it too")

# The same file, checked as anybody's: there it is a fault.
result = run("check", targets["jpg"], "--json", "-")
rules = {f["rule"]: f["severity"] for f in json.loads(result.stdout)["findings"]}
check(rules.get("file.output") == "error" and result.returncode == 1, f"checked: {rules}")

# It can be waived like every other.
shutil.copytree(EXAMPLES["school"].parent, out / "school")
board = json.loads(EXAMPLES["school"].read_text(encoding="utf-8"))
board["waive"] = [{"rule": "file.output", "why": "样张"}]
(out / "school" / "board.json").write_text(json.dumps(board), encoding="utf-8")
_, _, report, found = rendered(20, out / "school" / "board.json")
check(all(bool(f.get("waived")) == (f["rule"] == "file.output") for f in found.values()) and len(found) == len(wanted),
      f"waived: {[(f['rule'], f.get('waived')) for f in found.values()]}")

# Large enough: nothing is said.
targets, _, report, found = rendered(200)
large = {s for s in RULES if targets[s].stat().st_size >= LEAST[s] * 1048576}
check({"jpg", "psd"} <= large, f"large files were made: {large}")
check({f["rule"] for f in found.values()} <= {RULES[s] for s in set(RULES) - large}, f"nothing is said of them: {sorted(found)}")
check("file.source" not in {f["rule"] for f in report["findings"]}, "nor of the source")
shutil.rmtree(out)
end(least=12)
