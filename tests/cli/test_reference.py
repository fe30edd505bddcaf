# SPDX-License-Identifier: Apache-2.0
"""The four reference boards (F and Z in portrait, as much text as goes, landscape) keep the figures that the boards
searched by hand reached: characters, image share, type sizes."""
import json

from lib import ROOT, check, end, run

# board: least characters, share from … to, clauses that may be kept by one of the two type measures (cm, pt) only
BOARDS = {
    "a": (405, 0.37, 0.43, False),
    "b": (405, 0.37, 0.43, False),
    "c": (560, 0.35, 0.45, True),
    "d": (400, 0.35, 0.45, False),
}

for name, (characters, least, most, cm_only) in BOARDS.items():
    result = run("check", ROOT / f"examples/reference/{name}/board.json", "--json", "-", "--strict")
    check(result.returncode == 0, f"{name} keeps every clause: {result.stdout[:1500]}{result.stderr}")
    report = json.loads(result.stdout)
    facts = report["facts"]
    check(facts["text"]["count"] >= characters, f"{name}: {facts['text']['count']} characters, {characters} wanted")
    check(least <= facts["images"]["share"] <= most, f"{name}: share {facts['images']['share']}, {least}–{most} wanted")
    check(facts["images"]["count"] == 7, f"{name}: {facts['images']['count']} images")
    grey = [f["rule"] for f in report["findings"] if f["rule"].startswith("type.")]
    check(cm_only or not grey, f"{name}: sizes in both ranges: {grey}")
    check({"a": "F", "b": "Z", "c": "F", "d": "Z"}[name] == facts["page"]["path"], f"{name}: path {facts['page']['path']}")

end(least=6 * len(BOARDS))
