#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `zhanban plan` advises, done: boards of the stress set with too much text are cut, dropped from or turned as each
cure says, and composed again. The board must then fit as the cure promised.

    cures.py PROGRAM [NAME…]
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BOARDS = ("full-4x100", "full-5x80", "full-4x75", "full-landscape")
# Findings that a cure does away with; the others (too few pictures, say) are no matter of room.
ROOM = ("type.", "layout.ratio", "compose.overfull")


def tokens(text):
    """Characters as the standard counts them, with the marks of keywords and the blanks before them."""
    i, found = 0, []
    while i < len(text):
        j = i
        while text.startswith("**", j) or j < len(text) and text[j] in " ~　":
            j += 2 if text.startswith("**", j) else 1
        if j < len(text) and text[j].isascii() and text[j].isalnum():
            k = j
            while k < len(text) and text[k].isascii() and (text[k].isalnum() or text[k] in ".,%-/:+"):
                k += 1
        else:
            k = j + 1
        found.append(text[i:k])
        i = k
    return found


def shortened(text, n):
    """The text's first n - 1 characters and a full stop."""
    kept = "".join(tokens(text)[:n - 1]).rstrip("，。、；：？！ ")
    while len(tokens(kept)) < n - 1:  # marks were taken off: plain words instead
        kept += "好"
    return kept + ("**" if kept.count("**") % 2 else "") + "。"


def at(spec, place):
    """(container, key) of a place."""
    *way, last = [int(p) if p.isdigit() else p for p in place.strip("/").split("/")]
    for p in way:
        spec = spec[p]
    return spec, last


def cured(spec, cure):
    """The spec with a cure applied, or None when it asks for an author's words (more text, another title)."""
    spec = json.loads(json.dumps(spec))
    if cure["kind"] == "cut":
        for change in cure["lengths"]:
            holder, key = at(spec, change["place"])
            text = holder[key] if isinstance(holder[key], str) else "".join(holder[key])
            holder[key] = shortened(text, change["to"])
    elif cure["kind"] == "drop":
        holder, key = at(spec, cure["drop"])
        del holder[key]
    elif cure["kind"] == "turn":
        spec["orientation"] = "portrait" if spec.get("orientation") == "landscape" else "landscape"
    else:
        return None
    return spec


def findings(program, file):
    result = subprocess.run([program, "check", str(file), "--json", "-", "--lang", "en"], capture_output=True, text=True, timeout=60)
    return [f for f in json.loads(result.stdout)["findings"] if f["rule"].startswith(ROOM)]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, names = os.path.abspath(sys.argv[1]), sys.argv[2:] or BOARDS
    tried = failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        subprocess.run([sys.executable, str(HERE / "make.py"), scratch], check=True, stdout=subprocess.DEVNULL)
        for name in names:
            spec = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            result = subprocess.run([program, "plan", str(folder / f"{name}.json"), "--json", "-", "--lang", "en"], capture_output=True,
                                    text=True, timeout=120)
            cures = json.loads(result.stdout)["cures"]
            print(f"{name}: {len(cures)} cures")
            if not cures:
                failed += 1
                print("  FAILED: a board that does not fit gets no advice")
            for cure in cures:
                better = cured(spec, cure)
                if not better:
                    continue
                tried += 1
                file = folder / "cured.json"
                file.write_text(json.dumps(better, ensure_ascii=False), encoding="utf-8")
                left = [f for f in findings(program, file) if f["severity"] != "advisory" or cure["gives"] == "both" and f["rule"].startswith("type.")]
                failed += bool(left)
                print(f"  {'FAILED' if left else 'ok'}: {cure['gives']}: {cure['message'][:140]}")
                for f in left:
                    print("    -", f["rule"], f["message"])
    print(f"{tried} cures applied, {failed} failed")
    return 1 if failed or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
