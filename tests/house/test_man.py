# SPDX-License-Identifier: Apache-2.0
"""The manual pages, as built: mandoc finds nothing to say, every command and program has one, each has its sections, and
what they refer to is there. The schema names every icon that there is."""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAN = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(ROOT / "man"))
import rows  # noqa: E402

pages = sorted(MAN.glob("man[15]/*"))
names = {page.name for page in pages}
faults = []
lint = subprocess.run(["mandoc", "-Tlint", "-Wall", *map(str, pages)], capture_output=True, text=True)
for line in lint.stdout.splitlines() + lint.stderr.splitlines():
    reference = re.search(r"referenced manual not found: Xr (\S+) (\d)", line)  # it looks among the installed ones
    if not reference or f"{reference[1]}.{reference[2]}" not in names:
        faults.append(line)
programs = [rows.Program(MAN / f"{name}.txt") for name in ("zhanban", "zhanban-inspect")]
wanted = {f"{p.name}.1" for p in programs} | {f"zhanban-{c}.1" for c in programs[0].commands} | {"zhanban-spec.5"}
if wanted != names:
    faults.append(f"pages: {sorted(names)}, wanted {sorted(wanted)}")
for page in pages:
    text = page.read_text(encoding="utf-8")
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "EXAMPLES", "SEE ALSO"]:
        if f".Sh {section}\n" not in text and (page.suffix == ".1" or section not in ("SYNOPSIS", "EXIT STATUS")):
            faults.append(f"{page.name} has no {section}")
    if re.search(r'^\.\\" (OPTIONS|STATUSES|KEYS)', text, re.M):
        faults.append(f"{page.name}: what is to be put in stands there still")
for program in programs:
    for name, command in program.commands.items():
        page = MAN / "man1" / (f"{name}.1" if name == program.name else f"{program.name}-{name}.1")
        told = re.findall(r"^\.It .*?Fl -(\S+)", page.read_text(encoding="utf-8"), re.M)
        if told != [o.name for o in command.options]:
            faults.append(f"{page.name} tells of {told}")

schema = json.loads((ROOT / "layouts/spec.schema.json").read_text(encoding="utf-8"))
steps = schema["definitions"]["flow_data"]["properties"]["steps"]["items"]["anyOf"][1]
said = re.search(r"An icon's name: ([a-z, ]+);", steps["properties"]["icon"]["description"])[1].split(", ")
table = (ROOT / "src/compose/figure/icons.c").read_text(encoding="utf-8").partition("icons[] = {")[2].partition("};")[0]
icons = re.findall(r'\{"(\w+)"', table)
if said != icons or len(icons) < 20:
    faults.append(f"layouts/spec.schema.json names the icons {said}, there are {icons}")
for readme in ("README.md", "README.en.md"):
    text = (ROOT / readme).read_text(encoding="utf-8")
    faults += [f"{readme} does not name the icon {icon}" for icon in icons if f"`{icon}`" not in text]

print("\n".join(faults) or f"{len(pages)} pages, {len(icons)} icons")
sys.exit(1 if faults or lint.returncode not in (0, 1, 2) else 0)
