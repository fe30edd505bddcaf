# SPDX-License-Identifier: Apache-2.0
"""Writes PSD and PSB files whose every fact is known, in all the ways that Photoshop may store them and that no program at
hand writes: ZIP with and without prediction, 16 and 32 bits, layers in a block for the whole document, boxed, turned,
vertical text. Adobe Photoshop File Formats Specification."""
import struct
import zlib

RAW, RLE, ZIP, ZIP_PREDICTED = range(4)
MODES = {"Bitmap": (0, 1), "Gray": (1, 1), "Indexed": (2, 1), "RGB": (3, 3), "CMYK": (4, 4), "Lab": (9, 3)}


def u16(*v): return struct.pack(f">{len(v)}H", *v)
def u32(*v): return struct.pack(f">{len(v)}I", *v)
def u64(*v): return struct.pack(f">{len(v)}Q", *v)
def utf16(text): return text.encode("utf-16-be")


def pack_bits(row):
    """PackBits that is valid, not small: runs of one byte, else literals."""
    out, i = bytearray(), 0
    while i < len(row):
        n = 1
        while n < 128 and i + n < len(row) and row[i + n] == row[i]:
            n += 1
        if n > 2:
            out += bytes([257 - n, row[i]])
        else:
            n = min(128, len(row) - i)
            out += bytes([n - 1]) + row[i:i + n]
        i += n
    return bytes(out)


def samples(row, depth):
    """A row of values 0–1 as stored."""
    if depth == 1:
        bits = "".join("0" if v >= 0.5 else "1" for v in row)
        return int(bits.ljust((len(bits) + 7) // 8 * 8, "0"), 2).to_bytes((len(bits) + 7) // 8, "big")
    if depth == 8:
        return bytes(round(255 * v) for v in row)
    if depth == 16:
        return u16(*(round(65535 * v) for v in row))
    return struct.pack(f">{len(row)}f", *row)


def predicted(row, depth, width):
    if depth == 8:
        return bytes((row[i] - (row[i - 1] if i else 0)) & 255 for i in range(len(row)))
    if depth == 16:
        v = struct.unpack(f">{width}H", row)
        return u16(*((v[i] - (v[i - 1] if i else 0)) & 0xFFFF for i in range(width)))
    planes = b"".join(row[k::4] for k in range(4))
    return bytes((planes[i] - (planes[i - 1] if i else 0)) & 255 for i in range(len(planes)))


def plane(rows, depth, compression, big):
    """A channel with its compression before it."""
    stored = [samples(row, depth) for row in rows]
    if compression == RLE:
        packed = [pack_bits(row) for row in stored]
        return u16(RLE) + b"".join((u32 if big else u16)(len(p)) for p in packed) + b"".join(packed)
    if compression == ZIP_PREDICTED:
        stored = [predicted(row, depth, len(rows[0])) for row in stored]
    data = b"".join(stored)
    return u16(compression) + (zlib.compress(data) if compression >= ZIP else data)


def block(key, data):
    data += b"\0" * (-len(data) % 4)
    return b"8BIM" + key + u32(len(data)) + data


# ---- text ----

def engine_string(text):
    escaped = bytearray()
    for byte in b"\xfe\xff" + utf16(text):
        if byte in b"()\\":
            escaped.append(ord("\\"))
        escaped.append(byte)
    return b"(" + bytes(escaped) + b")"


def engine_style(style, fonts):
    auto = "leading" not in style
    colour = style.get("colour", (2, [1, 0, 0, 0, 1]))
    return (f"<< /Font {fonts.index(style.get('font', fonts[0]))} /FontSize {style['size']:.5f} /AutoLeading {str(auto).lower()} "
            f"/Leading {style.get('leading', 0):.5f} /Tracking {style.get('tracking', 0)} /HorizontalScale {style.get('h', 1.0):.2f} "
            f"/VerticalScale {style.get('v', 1.0):.2f} /FauxBold {str(style.get('bold', False)).lower()} "
            f"/FillColor << /Type {colour[0]} /Values [ {' '.join(f'{v:.5f}' for v in colour[1])} ] >> >>").encode()


def engine_data(runs, fonts, justification=0, box=None):
    """runs: (text, style); lines end with \\r."""
    whole = "".join(text for text, _ in runs)
    if not whole.endswith("\r"):
        whole, runs = whole + "\r", runs[:-1] + [(runs[-1][0] + "\r", runs[-1][1])]
    units = [len(utf16(text)) // 2 for text, _ in runs]
    paragraphs = [len(utf16(p)) // 2 + 1 for p in whole.split("\r")[:-1]]
    shape = b"/ShapeType 0 /Cookie << /Photoshop << /ShapeType 0 /PointBase [ .0 .0 ] >> >>"
    if box:
        shape = f"/ShapeType 1 /Cookie << /Photoshop << /ShapeType 1 /BoxBounds [ .0 .0 {box[0]:.3f} {box[1]:.3f} ] >> >>".encode()
    sheet = f"<< /ParagraphSheet << /DefaultStyleSheet 0 /Properties << /Justification {justification} /AutoLeading 1.2 >> >> >>".encode()
    return (b"\n\n<<\n\t/EngineDict << /Editor << /Text " + engine_string(whole) + b" >>\n"
            b"/ParagraphRun << /RunArray [ " + sheet * len(paragraphs) + b" ] /RunLengthArray [ " +
            " ".join(map(str, paragraphs)).encode() + b" ] >>\n/StyleRun << /RunArray [ " +
            b" ".join(b"<< /StyleSheet << /StyleSheetData " + engine_style(s, fonts) + b" >> >>" for _, s in runs) +
            b" ] /RunLengthArray [ " + " ".join(map(str, units)).encode() + b" ] >>\n/Rendered << /Shapes << /Children [ << " +
            shape + b" >> ] >> >> >>\n/ResourceDict << /FontSet [ " +
            b" ".join(b"<< /Name " + engine_string(f) + b" /Script 3 /FontType 1 >>" for f in fonts) +
            b" ] /TheNormalStyleSheet 0 /TheNormalParagraphSheet 0 >>\n>>")


def identifier(name):
    return (u32(0) if len(name) == 4 and name != "warp" else u32(len(name))) + name.encode()


def type_tool(engine, matrix, vertical=False):
    def enum(key, kind, value): return identifier(key) + b"enum" + identifier(kind) + identifier(value)
    head = u32(1) + u16(0)
    text = (head + identifier("TxLr") + u32(4) + identifier("Txt ") + b"TEXT" + u32(1) + u16(0) +
            enum("textGridding", "textGridding", "None") + enum("Ornt", "Ornt", "Vrtc" if vertical else "Hrzn") +
            identifier("EngineData") + b"tdta" + u32(len(engine)) + engine)
    warp = head + identifier("warp") + u32(1) + enum("warpStyle", "warpStyle", "warpNone")
    return u16(1) + struct.pack(">6d", *matrix) + u16(50) + u32(16) + text + u16(1) + u32(16) + warp + bytes(16)


# ---- the file ----

class Layer:
    """rows: {channel id: rows of values 0–1}, -1 transparency."""

    def __init__(self, name, left=0, top=0, rows=None, width=0, height=0, blocks=b"", hidden=False, opacity=255, blend=b"norm",
                 clipping=0, mask=b""):
        self.name, self.left, self.top, self.rows, self.blocks = name, left, top, rows or {}, blocks
        self.width, self.height = width, height
        self.hidden, self.opacity, self.blend, self.clipping, self.mask = hidden, opacity, blend, clipping, mask

    def record(self, depth, compression, big):
        """Its record and its channels."""
        planes = {i: plane(rows, depth, compression, big) for i, rows in self.rows.items()}
        wide = u64 if big else u32
        extra = u32(len(self.mask)) + self.mask + u32(0) + b"\1x\0\0" + self.blocks + block(b"luni", u32(len(utf16(self.name)) // 2) + utf16(self.name))
        record = (struct.pack(">4i", self.top, self.left, self.top + self.height, self.left + self.width) + u16(len(planes)) +
                  b"".join(struct.pack(">h", i) + wide(len(p)) for i, p in planes.items()) + b"8BIM" + self.blend +
                  bytes([self.opacity, self.clipping, 2 if self.hidden else 0, 0]) + u32(len(extra)) + extra)
        return record, b"".join(planes.values())


def group(name, layers, **options):
    end = Layer("</Layer group>", blocks=block(b"lsct", u32(3)))
    return [end, *layers, Layer(name, blocks=block(b"lsct", u32(1) + b"8BIMpass"), **options)]


def resource(number, data):
    return b"8BIM" + u16(number) + b"\0\0" + u32(len(data)) + data + b"\0" * (len(data) % 2)


def psd(width, height, mode, composite, layers=(), depth=8, big=False, ppi=300, compression=RLE, layer_compression=RLE, palette=b"",
        resources=b"", real=True, extra_planes=0, global_block=None, merged_alpha=False):
    """composite: planes of rows of values as stored (CMYK: 1 is no ink)."""
    number, plates = MODES[mode]
    if ppi:
        resources += resource(1005, 2 * (u32(round(ppi * 65536)) + u16(1, 1)))
    resources += resource(1057, u32(1) + bytes([real]) + 2 * (u32(4) + utf16("make")) + u32(1))
    made = [layer.record(depth, layer_compression, big) for layer in layers]
    info = struct.pack(">h", -len(made) if merged_alpha else len(made)) + b"".join(r for r, _ in made) + b"".join(c for _, c in made) if made else b""
    info += b"\0" * (-len(info) % 4)
    wide = u64 if big else u32
    if global_block and info:
        section = wide(0) + u32(0) + b"8BIM" + global_block + wide(len(info)) + info
    else:
        section = wide(len(info)) + info + u32(0)
    flat = [[samples(row, depth) for row in rows] for rows in composite]
    if compression == RLE:
        packed = [[pack_bits(row) for row in rows] for rows in flat]
        image = (b"".join((u32 if big else u16)(len(p)) for rows in packed for p in rows) +
                 b"".join(p for rows in packed for p in rows))
    else:
        image = b"".join(row for rows in flat for row in rows)
    return (b"8BPS" + u16(2 if big else 1) + bytes(6) + u16(plates + extra_planes) + u32(height, width) + u16(depth, number) +
            u32(len(palette)) + palette + u32(len(resources)) + resources + wide(len(section)) + section + u16(compression) + image)
