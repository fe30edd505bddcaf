#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the corpora that no program at hand writes into corpus/: what each parser understands, in a few hundred bytes. Files
in corpus/NAME that begin with "found-" were found by the fuzzers and by random changes; they stay as they are. Facts are made anew
for every run of the tests (facts_corpus.sh), so that they hold every field there is.

    make_corpus.py
"""
import json
import pathlib
import struct
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "inspect"))
import psd_make as make  # noqa: E402
from pdf_make import HELVETICA, image, page_file, place, rect, text  # noqa: E402
from psd_make import block, resource, u16, u32, utf16  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent / "corpus"


def put(folder, name, data):
    (HERE / folder).mkdir(parents=True, exist_ok=True)
    (HERE / folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))


# ---- Photoshop ----

FONTS = ["SourceHanSansCN-Bold", "SourceHanSansCN-Regular"]
WORDS = make.engine_data([("智慧(课堂)\r", {"size": 90, "leading": 110}), ("让每个孩子", {"size": 40, "bold": True}),
                          (" AI 2.0", {"size": 40, "colour": (1, [1, 0.2, 0.4, 0.6]), "tracking": 50, "h": 0.9})], FONTS)
BOXED = make.engine_data([("方框里的字", {"size": 30})], FONTS, justification=2, box=(600, 200))


def rows(w, h):
    return [[((x + y) % 5) / 4 for x in range(w)] for y in range(h)]


def photoshop():
    for name, data in (("words", WORDS), ("boxed", BOXED), ("empty", b"<< >>"), ("numbers", b"<< /A [ -.5 1.e3 99999999999 +1 ] /B (\\) >>"),
                       ("open", b"<< /A << /B [ << ")):
        put("engine_data", name + ".txt", data)
    tysh = lambda data, matrix=(1, 0, 0, 1, 200, 300), **more: b"\0" + make.type_tool(data, matrix, **more)
    put("tysh", "words", tysh(WORDS))
    put("tysh", "boxed-turned", tysh(BOXED, (0, 1.5, -1.5, 0, 900, 100)))
    put("tysh", "vertical", tysh(WORDS, vertical=True))
    put("tysh", "nothing", tysh(b""))
    for kind, compression in (("raw", 0), ("rle", 1), ("zip", 2), ("predicted", 3)):
        for depth in (1, 8, 16, 32):
            if depth == 1 and compression == 3:
                continue
            data = make.plane(rows(9, 6), depth, compression, False)
            put("plane", f"{kind}-{depth}", bytes([compression, (1, 8, 16, 32).index(depth), 9, 6, 0]) + data[2:])
    put("plane", "rle-8-psb", bytes([1, 1, 9, 6, 1]) + make.plane(rows(9, 6), 8, 1, True)[2:])
    spots = (resource(1005, 2 * (u32(300 << 16) + u16(1, 1))) + resource(1045, u32(3) + utf16("金色") + b"\0\0" + u32(3) + utf16("UV") + b"\0\0") +
             resource(1006, b"\4gold\2UV") + resource(1077, u32(1) + (u16(2, 0, 0, 0, 0) + u16(100) + b"\2") * 2) +
             resource(1007, (u16(2, 0, 0, 0, 0) + u16(100) + b"\2\0") * 2))
    put("photoshop", "spots", spots)
    put("photoshop", "old-names", resource(1006, b"\4gold\2UV") + resource(1007, (u16(2, 0, 0, 0, 0) + u16(100) + b"\2\0") * 2))
    put("photoshop", "named", b"8BIM" + u16(1005) + b"\5named" + u32(16) + 2 * (u32(72 << 16) + u16(1, 1)))
    colours = {i: rows(12, 10) for i in range(-1, 4)}
    text_layer = make.Layer("正文", 1, 1, colours, 12, 10, block(b"TySh", make.type_tool(WORDS, (1, 0, 0, 1, 2, 8))))
    picture = make.Layer("照片", 4, 4, colours, 12, 10, blend=b"mul ", opacity=100)
    for name, more in (("rle", {}), ("zip", {"layer_compression": 3}), ("psb", {"big": True}), ("block-16", {"depth": 16, "global_block": b"Lr16"})):
        put("psd", f"groups-{name}.psd", make.psd(24, 24, "CMYK", [rows(24, 24)] * 4, make.group("组", [picture, text_layer]), resources=spots, **more))


# ---- EXIF, XMP, ICC ----

def ifd(order, entries, following=0):
    return struct.pack(order + "H", len(entries)) + b"".join(struct.pack(order + "HHII", *e) for e in entries) + struct.pack(order + "I", following)


def metadata():
    for name, order, mark in (("intel", "<", b"II*\0"), ("motorola", ">", b"MM\0*")):
        short = (lambda v: v) if order == "<" else (lambda v: v << 16)
        body = ifd(order, [(0x0112, 3, 1, short(6)), (0x011A, 5, 1, 86), (0x011B, 5, 1, 94), (0x0128, 3, 1, short(2)), (0x0131, 2, 8, 102), (0x8769, 4, 1, 110)])
        body += b"\0" * (86 - 8 - len(body)) + struct.pack(order + "IIII", 300, 1, 3000, 10) + b"Program\0"
        comment = b"UNICODE\0" + '{"AIGC": 1}'.encode("utf-16-le" if order == "<" else "utf-16-be")
        body += ifd(order, [(0x9286, 7, len(comment), 128)]) + comment
        put("exif", name, mark + struct.pack(order + "I", 8) + body)
    iptc = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    put("xmp", "iptc.xml", f'<x:xmpmeta><rdf:Description Iptc4xmpExt:DigitalSourceType="{iptc}" xmp:CreatorTool="Program 1.0"/></x:xmpmeta>')
    put("xmp", "aigc.xml", '<rdf:Description xmlns:T="http://www.tc260.org.cn/ns/AIGC/1.0/"><T:AIGC>{"Label":"1"}</T:AIGC></rdf:Description>')
    put("xmp", "laughs.xml", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>')
    put("xmp", "comment.json", '{"AIGC":{"Label":"1"}}')
    put("icc", "cmyk.icc", icc(b"CMYK", 4))
    put("icc", "grey.icc", icc(b"GRAY", 1, b"mntr"))
    put("icc", "name.icc", icc(b"CMYK", 4, name="名"))


def icc(space, n, kind=b"prtr", name="made for a test"):
    """A profile of small tables (ICC.1:2010, lut8Type), both directions."""
    def lut(n_in, n_out):
        grid = 2
        head = b"mft1\0\0\0\0" + bytes([n_in, n_out, grid, 0]) + struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
        curve = bytes(range(256))
        return head + curve * n_in + bytes((i * 37) & 255 for i in range(grid ** n_in * n_out)) + curve * n_out
    words = utf16(name)
    tags = {b"desc": b"mluc\0\0\0\0" + u32(1, 12) + b"enUS" + u32(len(words), 28) + words, b"A2B0": lut(n, 3), b"B2A0": lut(3, n),
            b"wtpt": b"XYZ \0\0\0\0" + u32(0xF6D6, 0x10000, 0xD32D), b"cprt": b"text\0\0\0\0CC0\0"}
    tags = {key: data + b"\0" * (-len(data) % 4) for key, data in tags.items()}
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for key, data in tags.items():
        table += key + u32(at + len(body), len(data))
        body += data
    head = (b"\0\0\0\0" + u32(0x02400000) + kind + space + b"Lab " + u16(2025, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + u32(0xF6D6, 0x10000, 0xD32D)).ljust(124, b"\0")
    whole = u32(0) + head + u32(len(tags)) + table + body
    return u32(len(whole)) + whole[4:]


# ---- whole files ----

def tiff(entries, order="<"):
    """Entries (tag, type, count, bytes): bytes longer than four go behind the directory."""
    at, table, behind = 8 + 2 + 12 * len(entries) + 4, b"", b""
    for tag, kind, count, data in sorted(entries):
        if len(data) > 4:
            value, behind = struct.pack(order + "I", at + len(behind)), behind + data
        else:
            value = data.ljust(4, b"\0")
        table += struct.pack(order + "HHI", tag, kind, count) + value
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, len(entries)) + table + bytes(4) + behind


def tiffs():
    for name, order in (("intel", "<"), ("motorola", ">")):
        short = lambda *v, o=order: struct.pack(f"{o}{len(v)}H", *v)
        long = lambda *v, o=order: struct.pack(f"{o}{len(v)}I", *v)
        ratio = long(300, 1)
        base = [(256, 4, 1, long(16)), (257, 4, 1, long(16)), (258, 3, 4, short(8, 8, 8, 8)), (259, 3, 1, short(1)), (262, 3, 1, short(5)),
                (277, 3, 1, short(4)), (282, 5, 1, ratio), (283, 5, 1, ratio), (296, 3, 1, short(2))]
        blocks = resource(1005, 2 * (u32(300 << 16) + u16(1, 1)))
        layers = b"Adobe Photoshop Document Data Block\0" + (b"MIB8ryaL" if order == "<" else b"8BIMLayr") + long(2) + short(0)
        xmp = (HERE / "xmp/iptc.xml").read_bytes()
        # The pixels come last: their place is known only when all else is, so it is tried out.
        for tags, kind in (([(278, 4, 1, long(16)), (34377, 7, len(blocks), blocks), (37724, 7, len(layers), layers), (700, 1, len(xmp), xmp)], "photoshop"),
                           ([(284, 3, 1, short(2)), (278, 4, 1, long(16))], "planar"), ([(322, 4, 1, long(16)), (323, 4, 1, long(16))], "tile")):
            places = (324, 325) if kind == "tile" else (273, 279)
            n, bytes_each = (4, 256) if kind == "planar" else (1, 1024)
            made = lambda at: tiff(base + tags + [(places[0], 4, n, long(*(at + 256 * i for i in range(n)))), (places[1], 4, n, long(*[bytes_each] * n))], order)
            put("tiff", f"{kind}-{name}.tif", made(len(made(0))) + bytes(i * 31 & 255 for i in range(1024)))


def jpegs():
    """The picture of files/cmyk.jpg with every segment that we read before it."""
    picture = (HERE / "files/cmyk.jpg").read_bytes()
    segment = lambda mark, data: bytes([0xFF, mark]) + u16(len(data) + 2) + data
    photoshop = segment(0xED, b"Photoshop 3.0\0" + resource(1005, 2 * (u32(300 << 16) + u16(1, 1))))
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + (HERE / "xmp/iptc.xml").read_bytes())
    exif = segment(0xE1, b"Exif\0\0" + (HERE / "exif/motorola").read_bytes())
    profile = icc(b"CMYK", 4)
    half = len(profile) // 2
    parts = [segment(0xE2, b"ICC_PROFILE\0" + bytes([i + 1, 2]) + part) for i, part in enumerate((profile[:half], profile[half:]))]
    put("jpeg", "all-segments.jpg", picture[:2] + exif + xmp + photoshop + parts[1] + parts[0] + picture[2:])
    put("jpeg", "comment.jpg", picture[:2] + segment(0xFE, b'{"AIGC":{}}') + segment(0xED, b"Photoshop 3.0\0") + picture[2:])


def pdfs():
    (HERE / "pdf").mkdir(exist_ok=True)
    add = lambda *which: lambda pdf: {name: f(pdf) for name, f in which}
    page_file(HERE / "pdf/words.pdf", text("Hello (AI)", 20, 40, 30) + rect(10, 60, 50, 40, "0.2 0.4 0 0 k"), HELVETICA, bleed_mm=3)
    picture = add(("im", lambda pdf: image(pdf, 4, 4)), ("mask", lambda pdf: image(pdf, 4, 4, "/DeviceGray", 1)))
    page_file(HERE / "pdf/picture.pdf", place("I", 20, 20, 90, 60), "/XObject << /I %(im)s 0 R >>", objects=picture)
    marks = ("/Figure << /MCID 0 >> BDC " + rect(10, 10, 80, 60) + " EMC /Span << /ActualText (x) >> BDC " + text("Tagged", 20, 90, 20) + " EMC ")
    tree = add(("figure", lambda pdf: pdf.add("<< /Type /StructElem /S /Figure /K 0 /Alt (chart) /A << /O /Layout /BBox [10 10 200 300] >> >>")))
    page_file(HERE / "pdf/tagged.pdf", marks, HELVETICA, objects=tree,
              catalog="/MarkInfo << /Marked true >> /StructTreeRoot << /Type /StructTreeRoot /K %(figure)s 0 R >>")
    deep = add(("form", lambda pdf: pdf.stream("q 0 0 9 9 re W n 1 0 0 rg 0 0 9 9 re f Q", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                                                "/Group << /S /Transparency /CS /DeviceCMYK >>")),
               ("spot", lambda pdf: pdf.add("[/Separation /Gold /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 .2 .8 0] >>]")),
               ("layer", lambda pdf: pdf.add("<< /Type /OCG /Name (Layer) >>")),
               ("intent", lambda pdf: pdf.add("<< /Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (Custom) >>")),
               ("xmp", lambda pdf: pdf.stream('<rdf:Description pdfxid:GTS_PDFXVersion="PDF/X-4" xmp:CreateDate="2025-01-01"/>', "/Type /Metadata /Subtype /XML")))
    page_file(HERE / "pdf/everything.pdf",
              "/G gs /F Do /OC /L BDC /S cs 0.5 scn 20 20 50 50 re f EMC 0.01 w 0 0 m 90 90 l S /Sh sh /P scn 5 5 90 90 re f " + text("x", 20, 90, 20, "1 1 1 rg"),
              HELVETICA + " /XObject << /F %(form)s 0 R >> /ColorSpace << /S %(spot)s 0 R >> /Properties << /L %(layer)s 0 R >> /ExtGState << /G "
              "<< /BM /Multiply /ca 0.5 /OP true /OPM 1 /SMask << /S /Alpha /G %(form)s 0 R >> >> >> /Shading << /Sh << /ShadingType 2 /ColorSpace /DeviceRGB "
              "/Coords [0 0 90 90] /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0] /C1 [1 1 1] >> >> >>", objects=deep, bleed_mm=3,
              page="/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>] /UserUnit 2 /Rotate 90",
              catalog="/OutputIntents [%(intent)s 0 R] /Metadata %(xmp)s 0 R /OCProperties << /OCGs [%(layer)s 0 R] /D << /OFF [%(layer)s 0 R] >> >> "
                      "/OpenAction << /S /JavaScript /JS (x) >>", trailer="/ID [<01> <02>]", info="<< /Title (t) /Trapped /False >>")


def pngs():
    chunk = lambda kind, data: u32(len(data)) + kind + data + u32(zlib.crc32(kind + data))
    sheet = lambda n: zlib.compress(b"".join(b"\1" + bytes((x * y + 9) & 255 for x in range(8 * n)) for y in range(6)))
    for name, kind, n, more in (("rgb", 2, 3, b""), ("grey", 0, 1, b""), ("alpha", 6, 4, b""), ("palette", 3, 1, chunk(b"PLTE", bytes(range(256)) * 3))):
        put("picture", name + ".png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", u32(8, 6) + bytes([8, kind, 0, 0, 0])) + chunk(b"pHYs", u32(11811, 11811) + b"\1") +
            chunk(b"tEXt", b"AIGC\0{}") + more + chunk(b"IDAT", sheet(n)) + chunk(b"IEND", b""))


# ---- our own texts ----

def texts():
    put("waivers", "rule", "text.count=a reason")
    put("waivers", "slip", "text.conut=a reason")
    put("waivers", "no-reason", "text.count= ")
    put("waivers", "file.json", json.dumps({"waive": [{"rule": "text.count", "why": "理由"}, {"rule": "ink.total", "why": "agreed"}]}, ensure_ascii=False))
    put("waivers", "wrong.json", json.dumps({"waive": [{"rule": 3}, {"why": "x"}, []]}))
    put("layouts", "ranges.json", json.dumps({"name": "x", "title": {"zh": "名", "en": "x"}, "limits": {"chars": {"min": 9, "max": 1}, "ppi": -1}, "clauses": []}))
    boxes = struct.pack("<8f", 0, 0, 785, 1780, 0, 0, 785, 1780)
    put("same", "same", (boxes + bytes([20, 45]) + b"\0\0") * 2 + bytes(range(0, 240, 3)))
    put("same", "shifted", boxes + bytes([20, 45, 0, 0]) + struct.pack("<8f", -3, -3, 791, 1786, 0, 0, 785, 1780) + bytes([22, 44, 0, 0]) + bytes(range(0, 255, 5)) * 3)


photoshop()
metadata()
tiffs()
jpegs()
pdfs()
pngs()
texts()
