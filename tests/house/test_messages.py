# SPDX-License-Identifier: Apache-2.0
"""Sentences for people are English in the source and Chinese in po/zh.po: no Chinese in a string literal of src/ but in
the files below; every message of the source has its translation, and the catalogue holds none that nobody says.
    test_messages.py --references    writes anew where each message of po/zh.po is said, for those who translate"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "po"))
import pofile  # noqa: E402

# Files (or folders, with a slash) whose literals may hold Han, each with what that Han is.
LAYERS = "names of layers and figures, part of the files that are written"
HAN = {
    "src/compose/": LAYERS + "; words of labels that call for an icon; characters between which a title is not broken",
    "src/scene/scene.c": LAYERS,
    "src/write/": LAYERS + "; the title of a board that has none",
    "src/figures/images.c": "the words of the mark that a picture is made by AI",
    "src/plan/copyfit.c": "the words of a draft, which is Chinese like its board",
    "src/lines/": "punctuation and numerals that lines are told by",
    "src/rules/rules_image.c": "the mark that is to be set on the picture, quoted",
    "src/report/measures.c": "units by which measures are found, as contexts of a message",
}
# Functions and macros that take a message, and which argument it is.
TAKES = {"ZB_N": 0, "ZB_MSG": 0, "zb_tr": 1, "zb_tr_n": 2, "zb_err_say": 3, "zb_arena_say": 1, "zb_arena_say_n": 2,
         "zb_faults_say": 2, "zb_check_msg": 1, "zb_check_about": 2, "zb_inspect_trouble": 2}
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[A-Za-z_]\w*|\s+|.', re.S)


def tokens(text):
    """What a compiler sees, without comments and blanks."""
    return [t for t in TOKEN.findall(text) if not t.isspace() and not t.startswith(("//", "/*"))]


def value(literal):
    return re.sub(r"\\(x[0-9a-fA-F]+|[0-7]{1,3}|.)",
                  lambda m: {"n": "\n", "t": "\t"}.get(m[1], chr(int(m[1], 8)) if m[1].isdigit() else m[1]), literal[1:-1])


def messages(toks):
    """Every run of literals, and contexts before it, as one text."""
    found, i = set(), 0
    while i < len(toks):
        text, start = "", i
        while i < len(toks):
            if toks[i].startswith('"'):
                text, i = text + value(toks[i]), i + 1
            elif toks[i] == "ZB_CTX" and i + 3 < len(toks) and toks[i + 2].startswith('"'):
                text, i = text + value(toks[i + 2]) + pofile.CONTEXT, i + 4
            elif toks[i] in ("ZB_MSG_MARK", "ZB_MSG_ARGS"):
                i += 1
            else:
                break
        if i > start:
            found.add(text)
        else:
            i += 1
    return found


def arguments(toks, i):
    """The arguments of the call whose opening bracket is toks[i]."""
    out, depth = [[]], 0
    while i < len(toks):
        depth += toks[i] in "([{"
        depth -= toks[i] in ")]}"
        if depth == 0:
            return out
        if toks[i] == "," and depth == 1:
            out.append([])
        elif depth > 1 or toks[i] != "(" or len(out[-1]):
            out[-1].append(toks[i])
        i += 1
    return out


def said(toks):
    """The messages that the source hands to those functions as literals."""
    for i, t in enumerate(toks[:-1]):
        if t not in TAKES or toks[i + 1] != "(":
            continue
        args = arguments(toks, i + 1)
        at = TAKES[t]
        if at < len(args) and args[at] and (args[at][0].startswith('"') or args[at][0] == "ZB_CTX") and "?" not in args[at]:
            yield from messages(args[at])


def write_references():
    where = {}
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        for text in messages(tokens(path.read_text(encoding="utf-8"))):
            where.setdefault(text, []).append(str(path.relative_to(ROOT)))
    entries = pofile.read(ROOT / "po/zh.po")
    for entry in entries:
        if not entry.is_header:
            entry.refs = where.get(entry.key, [])[:4]
    pofile.write(ROOT / "po/zh.po", entries)


def main():
    faults, used, literals, wanted = [], set(), set(), {}
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        name = str(path.relative_to(ROOT))
        toks = tokens(path.read_text(encoding="utf-8"))
        han = sorted({t for t in toks if t.startswith('"') and re.search("[\u3400-\u9fff]", t)})
        owner = next((key for key in HAN if name == key or key.endswith("/") and name.startswith(key)), None)
        if han and owner is None:
            faults.append(f"{name}: {han[0]}: sentences for people are English here and Chinese in po/zh.po")
        used |= {owner} if han else set()
        literals |= messages(toks)
        for text in said(toks):
            wanted.setdefault(text, name)
    for key in HAN:
        if key not in used:
            faults.append(f"tests/house/test_messages.py: {key} holds no Han any more")
    keys = {e.key for e in pofile.read(ROOT / "po/zh.po") if not e.is_header}
    for text, name in wanted.items():
        if text and text not in keys and re.search("[A-Za-z]{2}", text):
            faults.append(f"{name}: {text!r} is not in po/zh.po")
    faults += [f"po/zh.po: {key!r} is said nowhere" for key in sorted(keys - literals)]
    print("\n".join(faults) or f"{len(keys)} messages, {len(wanted)} of them said directly; each has its Chinese")
    return 1 if faults or len(keys) < 500 or len(wanted) < 300 else 0


if sys.argv[1:] == ["--references"]:
    write_references()
sys.exit(main())
