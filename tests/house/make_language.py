# SPDX-License-Identifier: Apache-2.0
"""make_language.py ZH.po XX.po: a third language, in which every message is its English text between brackets."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "po"))
import pofile  # noqa: E402

entries = []
for entry in pofile.read(sys.argv[1]):
    if entry.is_header:
        entry.texts = ["Language: xx\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"
                       "X-Language-Tag: xx\nX-Language-Name: Bracketed\n"]
    else:
        entry.texts = [f"\u27e6{text}\u27e7" for text in [entry.id] + ([entry.plural] if entry.plural is not None else [])]
    entries.append(entry)
pofile.write(sys.argv[2], entries)
