# SPDX-License-Identifier: Apache-2.0
"""Every number of a template is read by a row of src/compose/template.c, every row finds its number in each template or in
those that it is like, and layouts/README.md explains each."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
source = (ROOT / "src/compose/template.c").read_text(encoding="utf-8")
rows = {f"{group}.{key}" if group else key for group, key in re.findall(r'\{(?:NULL|"(\w+)"), "(\w+)", AT\(', source)}
lists = {f"{group}.{key}" if group else key for group, key in re.findall(r'find\(&?c, (?:NULL|"(\w+)"), "(\w+)"\)', source)}
about = {"name", "like", "note"}
folder = ROOT / "layouts/templates"
readme = (ROOT / "layouts/README.md").read_text(encoding="utf-8")
faults = []


def keys(template):
    for key, value in template.items():
        yield from (f"{key}.{inner}" for inner in value) if isinstance(value, dict) else (key,)


templates = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
for name, template in templates.items():
    faults += [f"{name}: nothing reads \"{key}\"" for key in keys(template) if key not in rows | lists | about]
    found, like = set(keys(template)), template.get("like")
    while like:
        found |= set(keys(templates[like]))
        like = templates[like].get("like")
    faults += [f"{name}: \"{key}\" is missing" for key in sorted(rows - found)]
faults += [f"layouts/README.md does not explain `{key}`" for key in sorted(rows | lists) if f"`{key}`" not in readme]
print("\n".join(faults) or f"{len(templates)} templates, {len(rows)} numbers, each read and explained")
sys.exit(1 if faults or len(rows) < 50 or len(templates) < 2 else 0)
