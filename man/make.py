# SPDX-License-Identifier: Apache-2.0
"""make.py PAGE.in OUT DESCRIPTION [SCHEMA]: a manual page, whose parts that are known elsewhere are put in where it says
    .\" OPTIONS command     the options of a command, as a list
    .\" STATUSES            what the program's exit statuses mean
    .\" KEYS                the keys of a spec, by its schema
DESCRIPTION is what the program says with --describe."""
import json
import re
import sys
import textwrap

import rows


def text(line):
    """Plain text as mdoc, a sentence begins a line."""
    for plain, escape in (("\\", "\\e"), ("–", "\\(en"), ("…", "..."), ("×", "\\(mu"), ("“", "\\(lq"), ("”", "\\(rq")):
        line = line.replace(plain, escape)
    lines = re.sub(r"(?<=[a-z)])([.:;?!]) (?=[A-Z*])", r"\1\n", line).split("\n")
    return "\n".join(lines)


def fill(lines):
    """Lines of text no longer than a terminal's, none of which begins like a request; what is literal stays."""
    literal = False
    for line in lines:
        literal = line.startswith(".Bd -literal") or literal and line != ".Ed"
        if literal or re.match(r"\.[A-Z]|\.\\\"", line):
            yield line
        else:
            for one in textwrap.wrap(line, 78, break_long_words=False, break_on_hyphens=False):
                yield "\\&" + one if one[0] in ".'" else one


def sentence(line):
    line = line[0].upper() + line[1:]
    return text(line if line.endswith((".", "}")) else line + ".")


def options(command):
    out = [".Bl -tag -width Ds"]
    for o in command.options:
        value = f" Ar {o.argument}" if o.argument else ""
        out.append(".It " + (f"Fl {o.letter} , " if o.letter else "") + f"Fl -{o.name}{value}")
        out.append(sentence(o.help))
    return out + [".El"]


def statuses(program):
    out = [".Bl -tag -width Ds"]
    for number, meaning in program.statuses:
        out += [f".It {number}", sentence(meaning)]
    return out + [".El"]


def english(description):
    """The second half of "中文。 English."."""
    return re.sub(r"^.*[\u3000-\u9fff]\s", "", description, flags=re.S)


def limits(schema):
    """What a value may be, where the description does not say: choices and defaults."""
    said = []
    if "enum" in schema and len(schema["enum"]) < 12:
        said.append("One of " + ", ".join(map(str, schema["enum"])) + ".")
    if "examples" in schema:
        said.append("Such as " + ", ".join(map(str, schema["examples"])) + ".")
    if "default" in schema:
        said.append(f"Default: {schema['default']}.")
    return said


def resolve(schema, root):
    if "$ref" in schema:
        return root["definitions"][schema["$ref"].rpartition("/")[2]]
    return schema


def keys(schema, root):
    """A list of the keys, and below each that holds objects, theirs."""
    out = [".Bl -tag -width Ds"]
    for name, value in schema["properties"].items():
        value = resolve(value, root)
        if name == "$schema":
            continue
        out.append(f".It Li {name}" + (" Pq needed" if name in schema.get("required", ()) else ""))
        out.append("\n".join([text(english(value.get("description", "")))] + [text(one) for one in limits(value)]))
        inner = resolve(value.get("items", {}), root)
        for one in [inner] if "properties" in inner else inner.get("anyOf", []):
            one = resolve(one, root)
            if "properties" in one:
                out += keys(one, root)
        if name == "data":
            out += data(root)
    return out + [".El"]


def data(root):
    """What the charts draw, by type."""
    figure, out = root["definitions"]["figure"], [".Bl -tag -width Ds"]
    kinds = {}
    for one in figure["allOf"]:
        ref = one["then"]["properties"]["data"]
        if ref:
            lines = "\n".join(keys(resolve(ref, root), root))
            kinds.setdefault(lines, []).append(one["if"]["properties"]["type"]["const"])
    for lines, names in kinds.items():
        out += [".It " + " , ".join(f"Cm {name}" for name in names), lines]
    return out + [".El"]


def main():
    page, out, description, *schema = sys.argv[1:]
    program = rows.Program(description)
    lines = []
    for line in open(page, encoding="utf-8").read().splitlines():
        m = re.fullmatch(r'\.\\" (OPTIONS|STATUSES|KEYS)(?: (\S+))?', line)
        if not m:
            lines.append(line)
        elif m[1] == "OPTIONS":
            lines += options(program.commands[m[2]])
        elif m[1] == "STATUSES":
            lines += statuses(program)
        else:
            root = json.load(open(schema[0], encoding="utf-8"))
            lines += keys(root, root)
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(fill("\n".join(lines).split("\n"))) + "\n")


main()
