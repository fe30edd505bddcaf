# SPDX-License-Identifier: Apache-2.0
"""What a comment cites is in the repository: documents by their path, sections by their number ("docs/formats.md §7") or
their heading (docs/ARCHITECTURE.md, "Processes"). Links of the documents themselves lead somewhere too."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
KINDS = {".c", ".h", ".py", ".sh", ".cmake", ".txt", ".mjs", ".json", ".md"}
SKIPPED = {"node_modules", "corpus", "pictures", "golden", "profiles"}
# Papers of earlier times, cited by a name in capitals.
GONE = re.compile(r"\b(FORMATS|DESIGN|STANDARD|NOTES|STYLE|READ)(\.md|'s \"|,? (PDF|PSD|JPEG|TIFF|AI|section|clause) ?\d|, \")")

faults = []
seen = 0


def sections(document):
    text = document.read_text(encoding="utf-8")
    return set(re.findall(r"^#+ §(\d+)", text, re.M)), set(re.findall(r"^#+ (.*)$", text, re.M))


def look(path):
    global seen
    text = path.read_text(encoding="utf-8", errors="replace")
    where = path.relative_to(root)
    for match in GONE.finditer(text):
        faults.append(f"{where}: \"{match.group(0)}\" cites a paper that is not in the repository")
    for match in re.finditer(r"((?:[\w.-]+/)*[\w-][\w.-]*\.md)\b(?: §(\d+)(?:–(\d+))?|, \"([^\"]+)\")?", text):
        name, first, last, heading = match.groups()
        if text[:match.start()].endswith(("://", "*", "$", "}", ">")) or re.search(r"https?://\S*$", text[:match.start()]):
            continue
        seen += 1
        places = [root / name, path.parent / name, root / "docs" / name]
        found = next((p for p in places if p.is_file()), None)
        if not found:
            faults.append(f"{where}: {name} is not in the repository")
            continue
        numbers, headings = sections(found)
        for number in [first, last]:
            if number and number not in numbers:
                faults.append(f"{where}: {name} has no §{number}")
        if heading and path.suffix in (".c", ".h", ".txt", ".py") and heading not in headings:
            faults.append(f"{where}: {name} has no heading \"{heading}\"")


def look_links(path):
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if "://" not in target and not (path.parent / target).exists():
            faults.append(f"{path.relative_to(root)}: the link {target} leads nowhere")


for folder in ("src", "tests", "layouts", "tools", "examples", "packaging", "po", "docs"):
    for path in sorted((root / folder).rglob("*")):
        if path.is_file() and path.suffix in KINDS and not SKIPPED & set(path.parts) and path != pathlib.Path(__file__):
            look(path)
for path in [root / "CMakeLists.txt", *root.glob("*.md")]:
    if path.is_file() and path.name != "CHANGELOG.md":
        look(path)
for path in [*root.glob("*.md"), *(root / "docs").glob("*.md"), root / "layouts" / "README.md"]:
    look_links(path)

print("\n".join(faults) or f"{seen} citations, each of something that is there")
sys.exit(1 if faults or seen < 20 else 0)
