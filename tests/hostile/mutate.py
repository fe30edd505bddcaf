# SPDX-License-Identifier: Apache-2.0
"""Changes to a valid file, as chance would have them and as an attacker would. mutant(kind, seeds, chance) gives the bytes of
one; the same state of `chance` gives the same bytes."""
import json
import re

FEW = (1, 1, 1, 2, 2, 4, 16)


def edge(value, size, top, chance):
    """A number that code stumbles over, for a field that held value in a file of size bytes."""
    return chance.choice((0, 1, 2, top, top - 1, top // 2, top // 2 + 1, value + 1, value - 1, 2 * value, value // 2, size, size - 1,
                          size + 1, -value, 65535, 65536, chance.randrange(top + 1))) & top


# ---- any bytes ----

def place(data, chance):
    """Half of the changes near the beginning, where headers are."""
    return chance.randrange(min(len(data), 2000)) if chance.random() < 0.5 else chance.randrange(len(data))


def flip(data, at, chance):
    data[at] ^= 1 << chance.randrange(8)


def put_byte(data, at, chance):
    data[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))


def put_noise(data, at, chance):
    data[at:at + chance.randrange(1, 64)] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 64)))


def put_number(data, at, chance):
    """A 16-, 32- or 64-bit number of either order, where one may stand."""
    width, order = chance.choice((2, 2, 4, 4, 4, 8)), chance.choice(("little", "big"))
    at -= at % chance.choice((1, 2))
    value = int.from_bytes(data[at:at + width], order)
    data[at:at + width] = edge(value, len(data), (1 << 8 * width) - 1, chance).to_bytes(width, order)


def copy_block(data, at, chance):
    other = chance.randrange(len(data))
    data[at:at] = data[other:other + chance.choice((8, 200, 4000))]


def move_block(data, at, chance):
    other, n = chance.randrange(len(data)), chance.choice((4, 16, 256))
    data[at:at + n] = data[other:other + n]


def repeat_block(data, at, chance):
    data[at:at] = data[at:at + chance.randrange(1, 64)] * chance.randrange(2, 200)


def drop_block(data, at, chance):
    del data[at:at + chance.choice((1, 2, 4, chance.randrange(1, 200), chance.randrange(1, 4000)))]


ANY = (flip, put_byte, put_noise, put_number, put_number, copy_block, move_block, repeat_block, drop_block)


# ---- where a format keeps its numbers ----

def tiff_entry(data, at, chance):
    """An entry of a directory: its tag, its type, its count or its value."""
    order = "little" if data[:1] == b"I" else "big"
    ifd = int.from_bytes(data[4:8], order)
    n = int.from_bytes(data[ifd:ifd + 2], order)
    if not 0 < n < 300 or ifd + 2 + 12 * n > len(data):
        return put_number(data, at, chance)
    entry = ifd + 2 + 12 * chance.randrange(n)
    field, width = chance.choice(((0, 2), (2, 2), (4, 4), (8, 4), (8, 4)))
    if field == 0:
        new = chance.choice((254, 256, 258, 259, 262, 266, 273, 277, 278, 284, 317, 320, 322, 324, 330, 332, 338, 347, 513, 530, 700,
                             34377, 34665, 34675, 37724))
    elif field == 2:
        new = chance.randrange(20)
    else:
        new = edge(int.from_bytes(data[entry + field:entry + field + width], order), len(data), 0xFFFFFFFF, chance)
    data[entry + field:entry + field + width] = new.to_bytes(width, order)


def after(data, mark, at, chance, reach=16):
    """A number within reach behind one of the places where mark stands."""
    places = [m.end() for m in re.finditer(mark, data)]
    if not places:
        return put_number(data, at, chance)
    spot, width = chance.choice(places) + chance.randrange(reach), chance.choice((1, 2, 4))
    value = int.from_bytes(data[spot:spot + width], "big")
    data[spot:spot + width] = edge(value, len(data), (1 << 8 * width) - 1, chance).to_bytes(width, "big")


def jpeg_marker(data, at, chance):
    after(data, rb"\xff[\xc0-\xfe]", at, chance)


def jpeg_other_marker(data, at, chance):
    places = [m.start() + 1 for m in re.finditer(rb"\xff[\xc0-\xfe]", data)]
    if places:
        data[chance.choice(places)] = chance.choice((0xC0, 0xC1, 0xC2, 0xC4, 0xC9, 0xD0, 0xD9, 0xDA, 0xDB, 0xDD, 0xE0, 0xE1, 0xE2, 0xED, 0xEE))


def psd_block(data, at, chance):
    after(data, rb"8BIM|8B64|TySh|lsct|Layr|Lr16|luni|tdta|EngineData", at, chance)


def psd_header(data, at, chance):
    spot, width = chance.choice(((4, 2), (12, 2), (14, 4), (18, 4), (22, 2), (24, 2), (26, 4), (30, 4)))
    value = int.from_bytes(data[spot:spot + width], "big")
    data[spot:spot + width] = edge(value, len(data), (1 << 8 * width) - 1, chance).to_bytes(width, "big")


# ---- PDF: words ----

NUMBER, NAME, REFERENCE = rb"[-+]?\d+\.?\d*", rb"/[A-Za-z0-9]+", rb"\d+ 0 R"
NUMBERS = (b"0", b"-1", b"1", b"2147483647", b"-2147483648", b"4294967296", b"99999999999999999999", b"1e30", b"-0.0000001", b"32768",
           b"1000000", b"0.1", b"nan", b"-", b"65535", b"3.4e38")
WORDS = (b"null", b"true", b"<<", b">>", b"[", b"]", b"<< /A [ << /B", b"(", b")", b"<", b">", b"endobj", b"endstream", b"stream", b"%", b"R",
         b"q q q q", b"Q Q Q", b"BT", b"ET", b"BDC", b"EMC", b"BI /W 9 /H 9 ID", b"Do", b"sh", b"scn", b"/Pattern cs", b"W n", b"gs")
CURSES = (b"/Type /Page", b"/Filter /FlateDecode", b"/Filter [/ASCIIHexDecode /LZWDecode]", b"/Filter /JBIG2Decode", b"/Filter /JPXDecode",
          b"/Filter /CCITTFaxDecode", b"/DecodeParms << /Predictor 15 /Columns 100000000 >>", b"/SMask 4 0 R", b"/Kids [3 0 R 2 0 R]",
          b"/Parent 3 0 R", b"/Length 99999999", b"/Rotate 37", b"/UserUnit 1e9", b"/Matrix [0 0 0 0 0 0]", b"/Matrix [1e20 0 0 1e20 0 0]",
          b"/Encrypt << /Filter /Standard /V 4 >>", b"/MediaBox [0 0 1e9 1e9]", b"/BBox [0 0 0 0]", b"/K [1 0 R 2 0 R]", b"/OC 1 0 R")


def swap_token(pattern, make):
    def change(data, at, chance):
        places = [m.span() for m in re.finditer(pattern, data)]
        if not places:
            return put_byte(data, at, chance)
        start, end = chance.choice(places)
        data[start:end] = make(data, bytes(data[start:end]), chance)
    return change


def put_word(data, at, chance):
    data[at:at] = b" " + chance.choice(WORDS) + b" "


def put_curse(data, at, chance):
    places = [m.end() for m in re.finditer(rb"<<", data)]
    spot = chance.choice(places) if places else at
    data[spot:spot] = b" " + chance.choice(CURSES) + b" "


def swap_lines(data, at, chance):
    lines = data.split(b"\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    data[:] = b"\n".join(lines)


PDF = (swap_token(NUMBER, lambda d, old, c: c.choice(NUMBERS)), swap_token(NUMBER, lambda d, old, c: b"%d" % c.randrange(60)),
       swap_token(NAME, lambda d, old, c: c.choice(re.findall(NAME, d))),
       swap_token(REFERENCE, lambda d, old, c: b"%d 0 R" % c.randrange(1, 40)), put_word, put_curse, swap_lines)


# ---- specs: the tree ----

def nodes(value, path=()):
    yield path
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from nodes(value[key], path + (key,))


def at_path(tree, path):
    for key in path:
        tree = tree[key]
    return tree


def copied(value):
    return json.loads(json.dumps(value))


def strange(tree, chance):
    return chance.choice((None, True, 0, -1, 1e308, 1 << 70, "", "长" * 5000, "\x00\x1b[2J\x1b]0;x\x07", "<script>alert(1)</script>", "\u202e反\u2066", "**",
                          "a" * 300, [], {}, [[[[[[]]]]]], "../../../../etc/passwd", "/dev/zero", "\n" * 400, 3.5, "👩‍👩‍👧" * 30, "－１" * 40,
                          copied(at_path(tree, chance.choice(list(nodes(tree)))))))


def alike(tree, value, chance):
    """A value of the same type from elsewhere in the tree, so that more of the specs get past the first look."""
    return copied(chance.choice([v for v in map(lambda p: at_path(tree, p), nodes(tree)) if type(v) is type(value)]))


def spec_tree(data, chance):
    tree = json.loads(bytes(data))
    gentle = chance.random() < 0.5
    for _ in range(chance.choice(FEW)):
        paths = [p for p in nodes(tree) if p]
        if not paths:
            break
        path = chance.choice(paths)
        parent = at_path(tree, path[:-1])
        kind = 4 if gentle else chance.randrange(4)
        if kind == 4:
            parent[path[-1]] = alike(tree, parent[path[-1]], chance)
        elif kind == 0:
            parent[path[-1]] = strange(tree, chance)
        elif kind == 1:
            del parent[path[-1]]
        elif isinstance(parent, list):
            parent.extend(copied(parent[path[-1]]) for _ in range(chance.choice((1, 3, 50))))
        else:
            parent[str(chance.choice(paths)[-1])] = copied(parent[path[-1]])
    return bytearray(json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass"))


# ---- one mutant ----

OWN = {"pdf": PDF, "ai": PDF, "tiff": (tiff_entry, tiff_entry, put_number), "jpeg": (jpeg_marker, jpeg_marker, jpeg_other_marker),
       "psd": (psd_block, psd_block, psd_header), "psb": (psd_block, psd_block, psd_header), "spec": ()}


def mutant(kind, seeds, chance):
    """(name of the seed, bytes): one to sixteen changes to one of seeds {name: bytes}; now and then two seeds joined."""
    name = chance.choice(sorted(seeds))
    data = bytearray(seeds[name])
    if kind == "spec" and chance.random() < 0.8:
        return name, bytes(spec_tree(data, chance))
    if chance.random() < 0.03:
        other = seeds[chance.choice(sorted(seeds))]
        data[chance.randrange(len(data)):] = other[chance.randrange(len(other)):]
    for _ in range(chance.choice(FEW)):
        if not data:
            data = bytearray(b"\0")
        own = OWN[kind] and chance.random() < 0.6
        chance.choice(OWN[kind] if own else ANY)(data, place(data, chance), chance)
    return name, bytes(data)
