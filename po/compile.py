# SPDX-License-Identifier: Apache-2.0
"""compile.py OUT.c XX.po…: the catalogues as one C table (src/core/msg_priv.h says what is in it). The build runs it.
Chinese and English come first: enum zb_lang counts on it. English needs no file; its row says what it is."""
import os
import re
import sys

import pofile

PLURAL = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([n0-9?:=<>!&|%()*+\s-]+?)\s*;?\s*")


def c_text(text):
    out = "".join(
        {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}.get(c, c if ord(c) >= 32 else f"\\{ord(c):03o}")
        for c in text)
    return '"' + out + '"'


def load(path):
    entries = pofile.read(path)
    head = pofile.header(entries)
    m = PLURAL.fullmatch(head.get("Plural-Forms", "nplurals=1; plural=0;"))
    if not m:
        sys.exit(f"{path}: Plural-Forms is not understood")
    texts = {}
    for e in entries:
        if e.is_header or "fuzzy" in e.flags or not e.texts or (not all(e.texts) and e.id):
            continue
        if len(e.texts) != (int(m[1]) if e.plural is not None else 1):
            sys.exit(f"{path}: {e.id!r}: {len(e.texts)} forms")
        for text in e.texts:
            wrong = pofile.fault(e, text)
            if wrong:
                sys.exit(f"{path}: {e.id!r}: {wrong}")
        if e.key in texts:
            sys.exit(f"{path}: {e.key!r} stands there twice")
        texts[e.key] = pofile.FORMS.join(e.texts)
    code = os.path.splitext(os.path.basename(path))[0]
    return {"code": code, "tag": head.get("X-Language-Tag", code), "name": head.get("X-Language-Name", code),
            "plural": m[2], "texts": texts}


def main():
    out, *paths = sys.argv[1:]
    languages = {language["code"]: language for language in map(load, paths)}
    english = {"code": "en", "tag": "en", "name": "English", "plural": "n != 1", "texts": None}
    order = [languages.pop("zh"), english] + [languages[code] for code in sorted(languages)]
    ids = sorted({key for one in order for key in one["texts"] or ()}, key=lambda key: key.encode())
    lines = ["/* Made of po/ by po/compile.py. */", '#include "msg_priv.h"', ""]
    lines += ["const char *const zb_catalogue_ids[] = {"] + [f"        {c_text(key)}," for key in ids] + ["        NULL};"]
    lines += [f"const size_t zb_catalogue_n_ids = {len(ids)};"]
    for one in order:
        lines += ["", f"static unsigned plural_{one['code']}(unsigned long n)", "{",
                  f"        return (void)n, (unsigned)({one['plural']});", "}"]
        if one["texts"] is not None:
            lines += [f"static const char *const texts_{one['code']}[] = {{"]
            lines += ["        " + (c_text(one["texts"][key]) if key in one["texts"] else "NULL") + "," for key in ids]
            lines += ["        NULL};"]
    lines += ["", "const struct zb_language zb_catalogue_languages[] = {"]
    for one in order:
        texts = "NULL" if one["texts"] is None else f"texts_{one['code']}"
        lines.append(f"        {{{c_text(one['code'])}, {c_text(one['tag'])}, {c_text(one['name'])}, "
                     f"plural_{one['code']}, {texts}}},")
    lines += ["};", f"const size_t zb_catalogue_n_languages = {len(order)};"]
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


main()
