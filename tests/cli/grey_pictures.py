# SPDX-License-Identifier: Apache-2.0
"""Renderings as grey pictures, read without a library, and how far two are apart."""
import re
import struct
import zlib


def read(path):
    with open(path, "rb") as f:
        return f.read()


class Gray:
    """A grey picture; at(x, y) is 0 black … 255 white."""

    def __init__(self, width, height, data):
        self.width, self.height, self.data = width, height, data

    def crop(self, box):
        x0, y0, x1, y1 = box
        return [self.data[y * self.width + x0 : y * self.width + x1] for y in range(y0, y1)]


def read_pgm(path):
    raw = read(path)
    head = re.match(rb"P5\s+(?:#.*\s+)*(\d+)\s+(\d+)\s+255\s", raw)
    return Gray(int(head[1]), int(head[2]), raw[head.end() :])


def read_tiff(path):
    """One uncompressed 8-bit plate, as Ghostscript's tiffsep writes it; 255 = no ink."""
    raw = read(path)
    order = "<" if raw[:2] == b"II" else ">"
    (at,) = struct.unpack_from(order + "I", raw, 4)
    (n,) = struct.unpack_from(order + "H", raw, at)
    tags = {}
    for i in range(n):
        tag, kind, count = struct.unpack_from(order + "HHI", raw, at + 2 + 12 * i)
        size = {3: 2, 4: 4}.get(kind)
        if not size:
            continue
        where = at + 10 + 12 * i
        if count * size > 4:
            (where,) = struct.unpack_from(order + "I", raw, where)
        tags[tag] = struct.unpack_from("%s%d%s" % (order, count, "H" if kind == 3 else "I"), raw, where)
    assert tags.get(259, (1,))[0] == 1, "compressed"
    data = b"".join(raw[o : o + n] for o, n in zip(tags[273], tags[279]))
    if tags[262][0] == 0:
        data = data.translate(bytes(255 - i for i in range(256)))
    return Gray(tags[256][0], tags[257][0], data)


def read_png(path):
    """The RGB PNG of our own making as grey: the mean of its channels."""
    raw, at, packed = read(path), 8, b""
    while at < len(raw):
        length, kind = struct.unpack_from(">I4s", raw, at)
        body = raw[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", body)
            assert depth == 8 and colour == 2 and interlace == 0
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    rows, stride = zlib.decompress(packed), width * 3
    previous, out = bytearray(stride), bytearray()
    for y in range(height):
        kind, row = rows[y * (stride + 1)], bytearray(rows[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        for i in range(stride) if kind else ():
            left, up = row[i - 3] if i >= 3 else 0, previous[i]
            corner = previous[i - 3] if i >= 3 else 0
            if kind == 1:
                guess = left
            elif kind == 2:
                guess = up
            elif kind == 3:
                guess = (left + up) // 2
            else:
                p = left + up - corner
                guess = min((abs(p - left), 0, left), (abs(p - up), 1, up), (abs(p - corner), 2, corner))[2]
            row[i] = (row[i] + guess) & 255
        out += bytes(sum(row[i : i + 3]) // 3 for i in range(0, stride, 3))
        previous = row
    return Gray(width, height, bytes(out))


def normalised(rows):
    """Ink as 0 … 1 between the lightest and the darkest pixel: renderers disagree about the colour of an ink."""
    low, high = min(map(min, rows)), max(map(max, rows))
    return [[(high - v) / max(high - low, 1) for v in row] for row in rows]


def difference(a, b):
    """The share of ink in which two crops differ, at the best of the shifts by at most a pixel."""
    best = 1e9
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            total = ink = 0
            for y in range(1, min(len(a), len(b)) - 1):
                for x in range(1, min(len(a[0]), len(b[0])) - 1):
                    total += abs(a[y][x] - b[y + dy][x + dx])
                    ink += a[y][x] + b[y + dy][x + dx]
            best = min(best, total / max(ink, 1e-9))
    return best
