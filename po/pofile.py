# SPDX-License-Identifier: Apache-2.0
"""PO files as gettext has them: reading, writing, and what a translation must keep of its id."""
import ast
import re

CONTEXT, FORMS = "\004", "\035"


class Entry:
    """One message: key is its id with its context, as in the source."""

    def __init__(self):
        self.comments, self.refs, self.flags = [], [], []
        self.context, self.id, self.plural, self.texts = None, "", None, []

    @property
    def key(self):
        return (self.context + CONTEXT if self.context is not None else "") + self.id

    @property
    def is_header(self):
        return self.id == "" and self.context is None


def read(path):
    """The entries of a file, in its order, the header first."""
    entries, entry, field = [], None, None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.strip()
        if line.startswith("#~") or not line:
            field = None if not line else field
            entry = None if not line else entry
            continue
        if entry is None:
            entry = Entry()
            entries.append(entry)
        if line.startswith("#:"):
            entry.refs += line[2:].split()
        elif line.startswith("#,"):
            entry.flags += [flag.strip() for flag in line[2:].split(",")]
        elif line.startswith("#"):
            entry.comments.append(line)
        else:
            m = re.fullmatch(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s+)?(".*")', line)
            if not m:
                raise ValueError(f"{path}:{number}: not a line of a PO file")
            text = ast.literal_eval(m[3])
            if m[1] == "msgstr":
                entry.texts.append("")
            field = m[1] or field
            if field == "msgctxt":
                entry.context = (entry.context or "") + text
            elif field == "msgid":
                entry.id += text
            elif field == "msgid_plural":
                entry.plural = (entry.plural or "") + text
            else:
                entry.texts[-1] += text
    return entries


def header(entries):
    """The header's fields."""
    for entry in entries:
        if entry.is_header:
            return dict(re.findall(r"^([^:\n]+): *(.*)$", entry.texts[0], re.M))
    raise ValueError("no header")


def quote(text):
    """A text as lines of a PO file (and of C)."""
    def one(piece):
        return '"' + "".join({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}.get(c, c) for c in piece) + '"'
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    return one(text) if len(lines) < 2 else "\n".join(['""'] + [one(line) for line in lines])


def write(path, entries):
    with open(path, "w", encoding="utf-8") as out:
        for i, e in enumerate(entries):
            lines = [""] if i else []
            lines += e.comments
            if e.refs:
                lines.append("#: " + " ".join(e.refs))
            if e.flags:
                lines.append("#, " + ", ".join(e.flags))
            if e.context is not None:
                lines.append("msgctxt " + quote(e.context))
            lines.append("msgid " + quote(e.id))
            if e.plural is not None:
                lines.append("msgid_plural " + quote(e.plural))
                lines += [f"msgstr[{k}] {quote(t)}" for k, t in enumerate(e.texts)]
            else:
                lines.append("msgstr " + quote(e.texts[0] if e.texts else ""))
            out.write("\n".join(lines) + "\n")


DIRECTIVE = re.compile(r"%(?:(\d+)\$)?([-+ #0]*)(\d*)(\.\d+)?(ll|l|z)?([sdiucxXofge%])")


def directives(text):
    """The type of each argument that a format takes, by number; raises ValueError."""
    kinds, counter = {}, 0
    if DIRECTIVE.sub("", text).count("%"):
        raise ValueError("a % that is no directive of ours")
    for m in DIRECTIVE.finditer(text):
        if m[6] == "%":
            continue
        counter += 0 if m[1] else 1
        n = int(m[1]) if m[1] else counter
        kinds[n] = (m[5] or "") + {"i": "d"}.get(m[6], m[6])
    return kinds


def fault(entry, text):
    """What a translation breaks, or None."""
    if "%" not in entry.id + (entry.plural or "") or "c-format" not in entry.flags:
        return None
    try:
        want, have = directives(entry.plural or entry.id), directives(text)
    except ValueError as e:
        return str(e)
    if any(n not in want or want[n] != kind for n, kind in have.items()):
        return f"takes {have}, the id gives {want}"
    return None
