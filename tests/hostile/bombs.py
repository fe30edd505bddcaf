# SPDX-License-Identifier: Apache-2.0
"""Files that were made to hurt: each is small, and asks for endless time, memory or depth. bombs(folder) writes them."""
import struct
import zlib


# ---- PDF ----

def pdf(objects, root=1, extra=""):
    """A PDF of objects {number: bytes} with a right cross-reference table."""
    out, at = bytearray(b"%PDF-1.6\n"), {}
    for number in sorted(objects):
        at[number] = len(out)
        out += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    start, last = len(out), max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += b"%010d 00000 %s \n" % (at.get(number, 0), b"n" if number in at else b"f")
    out += b"trailer << /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, root, extra.encode(), start)
    return bytes(out)


def stream(data, head=""):
    return b"<< /Length %d %s >>\nstream\n" % (len(data), head.encode()) + data + b"\nendstream"


def deflated(data, times=1):
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def page(content, resources="", box="0 0 2225.2 5045.7", **more):
    """One page that draws content; more: objects from 5 on, as _5=…"""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               3: (f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R "
                   f"/Resources << {resources} >> >>").encode(),
               4: content if content.startswith(b"<<") else stream(content)}
    objects.update({int(name[1:]): data for name, data in more.items()})
    return pdf(objects)


def form(content, resources=""):
    return stream(content, f"/Type /XObject /Subtype /Form /BBox [0 0 3000 6000] /Resources << {resources} >>")


def pdfs():
    gigabyte = zlib.compress(zlib.compress(b" " * (1 << 26), 9) * 16, 9)  # sixteen members of 64 MB
    yield "deflate-bomb", page(stream(gigabyte, "/Filter [/FlateDecode /FlateDecode]"))
    spaces = deflated(b" " * (200 << 20))
    yield "content-200-mb", page(stream(spaces, "/Filter /FlateDecode"))
    bits = deflated(b"\0" * (60000 * 7500))
    yield "image-60000", page(b"2000 0 0 5000 0 0 cm /I Do", "/XObject << /I 5 0 R >>", _5=stream(
        bits, "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray "
              "/Filter /FlateDecode"))
    yield "image-without-data", page(b"2000 0 0 5000 0 0 cm /I Do", "/XObject << /I 5 0 R >>", _5=stream(
        b"", "/Type /XObject /Subtype /Image /Width 2000000000 /Height 2000000000 /BitsPerComponent 16 "
             "/ColorSpace /DeviceCMYK"))
    yield "pattern-tiny-step", page(b"/Pattern cs /P scn 0 0 2225 5045 re f", "/Pattern << /P 5 0 R >>", _5=stream(
        b"0 0 1 1 re f", "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0005 "
                         "/YStep 0.0005 /Resources << >>"))
    yield "form-in-itself", page(b"/F Do", "/XObject << /F 5 0 R >>", _5=form(b"/F Do", "/XObject << /F 5 0 R >>"))
    doubling = {f"_{5 + i}": form(b"/F Do /F Do", f"/XObject << /F {6 + i} 0 R >>") for i in range(40)}
    yield "forms-2-to-the-40", page(b"/F Do", "/XObject << /F 5 0 R >>", **doubling, _45=form(b"0 0 9 9 re f"))
    yield "pages-in-themselves", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>",
                                      2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"})
    yield "parent-cycle", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>",
                               2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>",
                               3: b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources 3 0 R >>"})
    yield "deep-arrays", page(b"", "/X " + "[" * 200000 + "]" * 200000)
    yield "deep-dictionaries", page(b"", "/X " + "<</A" * 100000 + " 1" + ">>" * 100000)
    yield "deep-q", page(stream(deflated(b"q " * 3000000), "/Filter /FlateDecode"))
    yield "deep-clips", page(stream(deflated(b"q 0 0 2000 5000 re W n " * 200000), "/Filter /FlateDecode"))
    yield "mask-in-itself", page(b"/G gs 0 0 900 900 re f", "/ExtGState << /G 5 0 R >>",
                                 _5=b"<< /SMask << /S /Luminosity /G 6 0 R >> >>", _6=stream(
            b"/G gs 0 0 900 900 re f", "/Type /XObject /Subtype /Form /BBox [0 0 900 900] /Group << /S /Transparency >> "
                                       "/Resources << /ExtGState << /G 5 0 R >> >>"))
    yield "type3-in-itself", page(b"BT /T 900 Tf (aaaa) Tj ET", "/Font << /T 5 0 R >>", _5=(
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 "
        b"/LastChar 97 /Widths [1000] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> "
        b"/Resources << /Font << /T 5 0 R >> >> >>"), _6=stream(b"1000 0 d0 BT /T 1000 Tf (a) Tj ET"))
    yield "space-in-itself", page(b"/C cs 0.5 scn 0 0 900 900 re f", "/ColorSpace << /C 5 0 R >>",
                                  _5=b"[/Indexed 5 0 R 255 (abc)]")
    yield "function-in-itself", page(b"/C cs 0.5 scn 0 0 900 900 re f", "/ColorSpace << /C [/Separation /S /DeviceCMYK 5 0 R] >>",
                                     _5=b"<< /FunctionType 3 /Domain [0 1] /Functions [5 0 R 5 0 R] /Bounds [0.5] "
                                        b"/Encode [0 1 0 1] >>")
    yield "shading-endless", page(b"/S sh", "/Shading << /S << /ShadingType 1 /ColorSpace /DeviceCMYK "
                                            "/Domain [0 1e9 0 1e9] /Function 5 0 R >> >>",
                                  _5=stream(b"{ dup dup dup }", "/FunctionType 4 /Domain [0 1e9 0 1e9] "
                                                                "/Range [0 1 0 1 0 1 0 1]"))
    yield "page-of-kilometres", page(b"0 0 1e7 1e7 re f", box="0 0 100000000 100000000")
    yield "page-of-nothing", page(b"0 0 1 1 re f", box="0 0 0 0")
    yield "page-user-unit", page(b"0 0 1 1 re f", box="0 0 10 10 ] /UserUnit 1e30 /Dummy [ 1")
    yield "million-paths", page(stream(deflated(b"1 1 5 5 re f 9 9 m 10 10 l S " * 600000), "/Filter /FlateDecode"))
    yield "million-letters", page(stream(deflated(b"BT /F 9 Tf 5 5 Td (abcdefghij) Tj ET " * 150000), "/Filter /FlateDecode"),
                                  "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>")
    yield "million-pages", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 400000 /Kids [" +
                                b"3 0 R " * 400000 + b"] >>", 3: b"<< /Type /Page /MediaBox [0 0 9 9] /Parent 2 0 R >>"})
    yield "xref-cycle", (b"%PDF-1.6\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n0 1\n0000000000 65535 f \n"
                         b"trailer << /Size 2 /Root 1 0 R /Prev 57 >>\nstartxref\n57\n%%EOF\n")
    yield "object-stream-cycle", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>",
                                      2: stream(b"2 0 3 0 << >>", "/Type /ObjStm /N 2 /First 8 /Extends 2 0 R")})
    yield "outline-cycle", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R 1 0 R] /D << /Order "
                                   b"[1 0 R [1 0 R]] >> >> >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [3 0 R 3 0 R] >>",
                                5: b"<< /Type /OCG /Name 5 0 R >>"})
    yield "tags-cycle", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R /MarkInfo << /Marked true >> >>",
                             2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                             3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
                             5: b"<< /Type /StructTreeRoot /K [6 0 R 6 0 R] >>",
                             6: b"<< /Type /StructElem /S /Figure /P 6 0 R /K [6 0 R 6 0 R 5 0 R] /A 6 0 R >>"})
    yield "only-a-header", b"%PDF-1.6\n" + b"\n" * 100000
    yield "ten-million-objects", b"%PDF-1.6\n" + b"1 0 obj\n" * 1000000


# ---- TIFF ----

def tiff(entries, after=b"", next_ifd=0, order="<"):
    """One directory of (tag, type, count, value) behind the header; after: bytes behind it."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    out = struct.pack(order + "H", len(entries))
    for tag, kind, count, value in sorted(entries):
        out += struct.pack(order + "HHII", tag, kind, count, value)
    return head + out + struct.pack(order + "I", next_ifd) + after


def cmyk(w, h, compression=1, offset=200, length=1 << 20, rows=0xFFFFFFFF, more=()):
    return [(256, 4, 1, w), (257, 4, 1, h), (258, 3, 1, 8), (259, 3, 1, compression), (262, 3, 1, 5), (273, 4, 1, offset),
            (277, 3, 1, 4), (278, 4, 1, rows), (279, 4, 1, length), *more]


def tiffs():
    yield "ifd-in-itself", tiff(cmyk(100, 100, length=40000), b"\0" * 50000, next_ifd=8)
    yield "four-thousand-million-pixels", tiff(cmyk(0xFFFFFFFF, 0xFFFFFFFF), b"\0" * 1000)
    yield "wide", tiff(cmyk(0x7FFFFFFF, 2), b"\0" * 1000)
    yield "tall", tiff(cmyk(2, 0x7FFFFFFF), b"\0" * 1000)
    yield "thirty-thousand", tiff(cmyk(30000, 60000, 5), b"\x80\0\x01" * 300)
    packed = zlib.compress(b"\0" * (256 << 20), 9)
    yield "deflate-bomb", tiff(cmyk(8192, 8192, 8, length=len(packed)), b"\0" * 66 + packed)
    yield "strips-without-end", tiff(cmyk(100, 0xFFFFFF, rows=1), b"\0" * 1000)
    yield "count-of-everything", tiff([(t, 4, 0xFFFFFFFF, 8) for t in range(254, 340)], b"\0" * 1000)
    yield "tile-of-gigabytes", tiff([(256, 4, 1, 100), (257, 4, 1, 100), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 5),
                                     (277, 3, 1, 4), (322, 4, 1, 0x40000000), (323, 4, 1, 0x40000000), (324, 4, 1, 200),
                                     (325, 4, 1, 1000)], b"\0" * 1000)
    yield "samples", tiff(cmyk(100, 100, more=[(338, 3, 65535, 200)])[:6] + [(277, 3, 1, 65535), (278, 4, 1, 100)], b"\0" * 999)
    yield "exif-in-itself", tiff(cmyk(64, 64, length=16384, more=[(34665, 4, 1, 8), (330, 4, 1, 8)]), b"\0" * 20000)
    yield "resources-without-end", tiff(cmyk(64, 64, length=16384, more=[(34377, 7, 5000, 200), (700, 1, 5000, 200)]),
                                        b"8BIM\x03\xed\0\0\xff\xff\xff\xff" * 2000)
    yield "icc-of-gigabytes", tiff(cmyk(64, 64, length=16384, more=[(34675, 7, 0x7FFFFFFF, 200)]), b"\xff" * 20000)
    chain = bytearray(b"II*\0" + struct.pack("<I", 8))
    for i in range(100000):
        chain += struct.pack("<HHHIII", 1, 254, 4, 1, 0, len(chain) + 18)
    yield "directories-hundred-thousand", bytes(chain)
    yield "jpeg-in-tiff", tiff(cmyk(65500, 65500, 7, length=600), b"\0" * 66 + jpeg_head(65500, 65500) + b"\0" * 500)


# ---- JPEG ----

def jpeg_head(w, h, components=4, sof=0xC0, before=b""):
    quant = b"\xff\xdb\0\x43\0" + b"\x01" * 64
    frame = struct.pack(">BHHB", 8, h, w, components) + b"".join(bytes([i + 1, 0x11, 0]) for i in range(components))
    dc = b"\xff\xc4" + struct.pack(">H", 2 + 17 + 1) + b"\0" + bytes([1] + [0] * 15) + b"\0"
    ac = b"\xff\xc4" + struct.pack(">H", 2 + 17 + 1) + b"\x10" + bytes([1] + [0] * 15) + b"\0"
    return (b"\xff\xd8" + before + quant + bytes([0xFF, sof]) + struct.pack(">H", 2 + len(frame)) + frame + dc + ac)


def scan(components, ss=0, se=63, a=0):
    ids = bytes(components)
    return (b"\xff\xda" + struct.pack(">HB", 6 + 2 * len(ids), len(ids)) + b"".join(bytes([i, 0]) for i in ids) +
            bytes([ss, se, a]))


def jpegs():
    yield "header-of-65500", jpeg_head(65500, 65500) + scan([1, 2, 3, 4]) + b"\0" * 100
    yield "header-of-30000", jpeg_head(30000, 30000) + scan([1, 2, 3, 4]) + b"\0" * 5000 + b"\xff\xd9"
    yield "progressive-65500", jpeg_head(65500, 65500, sof=0xC2) + scan([1, 2, 3, 4], 0, 0) + b"\0" * 1000 + b"\xff\xd9"
    scans = b"".join(scan([1 + i % 4], 1, 63, 0x10) + b"\0" * 4 for i in range(20000))
    yield "progressive-of-20000-scans", jpeg_head(8000, 8000, sof=0xC2) + scan([1, 2, 3, 4], 0, 0) + scans + b"\xff\xd9"
    yield "markers-without-end", b"\xff\xd8" + b"\xff\xe0\0\x02" * 2000000
    yield "fill-bytes", b"\xff\xd8" + b"\xff" * 20000000
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<HHHIIHHIII", 2, 0x8769, 4, 1, 8, 0x0112, 3, 0xFFFFFFFF, 8, 8)
    yield "exif-in-itself", jpeg_head(64, 64, before=b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif) + scan([1, 2, 3, 4]) + b"\0" * 99
    icc = b"".join(b"\xff\xe2\xff\xffICC_PROFILE\0" + bytes([i, 255]) + b"\xff" * 65519 for i in range(1, 256))
    yield "icc-of-16-mb", jpeg_head(64, 64, before=icc) + scan([1, 2, 3, 4]) + b"\0" * 99
    yield "zero-pixels", jpeg_head(0, 0) + scan([1, 2, 3, 4])
    yield "no-components", jpeg_head(64, 64, components=0) + scan([1])


# ---- PSD ----

def psd(channels=4, w=100, h=100, mode=4, resources=b"", layers=b"", data=b"\0\0", version=1, depth=8, color=b""):
    long = ">Q" if version == 2 else ">I"
    return (b"8BPS" + struct.pack(">H6xHIIHH", version, channels, h, w, depth, mode) + struct.pack(">I", len(color)) + color +
            struct.pack(">I", len(resources)) + resources + struct.pack(long, len(layers)) + layers + data)


def layer(box=(0, 0, 10, 10), channels=4, length=2, extra=b"", key=b"norm"):
    return (struct.pack(">iiiiH", *box, channels) + b"".join(struct.pack(">hI", i, length) for i in range(channels)) +
            b"8BIM" + key + bytes([255, 0, 8, 0]) + struct.pack(">I", len(extra)) + extra)


def layer_info(count, records, data=b""):
    info = struct.pack(">h", count) + records + data
    return struct.pack(">I", len(info)) + info


def block(key, data):
    return b"8BIM" + key + struct.pack(">I", len(data)) + data


def deep_descriptor(depth):
    open_ = struct.pack(">I", 0) + b"\0\0" + struct.pack(">I", 0) + b"null" + struct.pack(">I", 1)
    return b"".join(open_ + struct.pack(">I", 0) + b"Objc" + b"Objc" for _ in range(depth))


def psds():
    names = struct.pack(">I", 0) + struct.pack(">I", 0) + b"\x01a\0\0"
    yield "layers-of-gigabytes", psd()[:34] + struct.pack(">I", 0xFFFFFFFF) + b"\0" * 100
    yield "section-beyond-the-end", psd(layers=layer_info(1, layer()))[:-20]
    yield "thirty-thousand-layers", psd(layers=layer_info(32767, layer() * 20))
    yield "minus-layers", psd(layers=layer_info(-32768, layer() * 3))
    yield "channel-of-gigabytes", psd(layers=layer_info(1, layer(length=0x7FFFFFFF)))
    yield "layer-of-kilometres", psd(layers=layer_info(1, layer(box=(-2147483648, -2147483648, 2147483647, 2147483647))))
    yield "three-hundred-thousand-pixels", psd(w=300000, h=300000, version=2, data=b"\0\x01" + b"\xff" * 1000)
    yield "thirty-thousand-pixels", psd(w=30000, h=30000, data=b"\0\x01" + b"\x81\0" * 1000)
    yield "sixty-channels", psd(channels=56, w=30000, h=30000, data=b"\0\0" + b"\0" * 1000)
    yield "zip-bomb", psd(w=20000, h=20000, data=b"\0\x02" + zlib.compress(b"\0" * (400 << 20), 9))
    yield "resources-without-end", psd(resources=b"8BIM\x03\xed\0\0\xff\xff\xff\xff" + b"\0" * 100)
    yield "resources-in-thousands", psd(resources=b"8BIM\x04\x24\0\0\0\0\0\0" * 200000)
    text = struct.pack(">h6dhI", 1, *([1e308] * 6), 50, 16) + deep_descriptor(50000)
    yield "deep-descriptor", psd(layers=layer_info(1, layer(extra=names + block(b"TySh", text))))
    engine = b"/EngineDict " + b"<< /A " * 100000 + b">>" * 100000
    tdta = (struct.pack(">I", 0) + b"\0\0" + struct.pack(">I", 0) + b"TxLr" + struct.pack(">I", 1) + struct.pack(">I", 10) +
            b"EngineData" + b"tdta" + struct.pack(">I", len(engine)) + engine)
    yield "deep-engine-data", psd(layers=layer_info(1, layer(extra=names + block(
        b"TySh", struct.pack(">h6dhI", 1, 1, 0, 0, 1, 0, 0, 50, 16) + tdta))))
    groups = (b"".join(layer(extra=names + block(b"lsct", struct.pack(">I", 3))) for _ in range(8000)))
    yield "groups-in-groups", psd(layers=layer_info(8000, groups, b"\0\0" * 32000))
    yield "header-alone", psd()[:26]
    yield "colour-table-of-gigabytes", psd()[:26] + struct.pack(">I", 0xFFFFFFF0) + b"\0" * 50
    yield "depth-32", psd(w=30000, h=30000, depth=32, data=b"\0\x03" + zlib.compress(b"\0" * 100000))


def bombs(folder):
    """Writes all; yields their paths."""
    for suffix, made in (("pdf", pdfs()), ("tif", tiffs()), ("jpg", jpegs()), ("psd", psds())):
        for name, data in made:
            path = folder / f"{suffix}-{name}.{suffix}"
            path.write_bytes(data)
            yield path
    ai = folder / "ai-postscript.ai"
    ai.write_bytes(b"%!PS-Adobe-3.0 \n%%Creator: Adobe Illustrator(R) 8.0\n" + b"{" * 1000000)
    yield ai
