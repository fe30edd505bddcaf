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


def endless(data, megabytes):
    """zlib of data, over and over: a block of a megabyte that begins anew, repeated (RFC 1951)."""
    packer = zlib.compressobj(9)
    head = packer.compress(data * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(data * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (megabytes - 1) + packer.flush()


def xref_stream(data, head):
    return (b"%PDF-1.6\n5 0 obj\n" + stream(data, f"/Type /XRef /Root 1 0 R {head}") + b"\nendobj\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            b"startxref\n9\n%%EOF\n")


def jpx(w, h, tile_w=0, tile_h=0):
    """JPEG 2000, a code stream's head alone (ISO 15444-1, annex A)."""
    size = struct.pack(">HIIIIIIIIH", 0, w, h, 0, 0, tile_w or w, tile_h or h, 0, 0, 4) + b"\7\1\1" * 4
    return (b"\xff\x4f\xff\x51" + struct.pack(">H", len(size) + 2) + size + b"\xff\x52\0\x0c\0\0\0\1\0\5\4\4\0\1" +
            b"\xff\x5c\0\x04\x40\x40" + b"\xff\x90\0\x0a\0\0\0\0\0\0\0\1\xff\x93" + b"\x80" * 200 + b"\xff\xd9")


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
    gigabytes = zlib.compress(endless(b" ", 4096), 9)
    twice = "/Filter [/FlateDecode /FlateDecode]"
    yield "deflate-bomb", page(stream(gigabytes, twice))
    yield "object-stream-bomb", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>",
                                     5: stream(gigabytes, f"/Type /ObjStm /N 100000000 /First 900000000 {twice}")})
    yield "xref-stream-bomb", xref_stream(gigabytes, f"/W [1 4 2] /Size 2000000000 {twice}")
    yield "xref-stream-wide", xref_stream(deflated(b"\1" * 99), "/W [2000000000 2000000000 1] /Index [0 2000000000] /Size 9 /Filter /FlateDecode")
    yield "xref-stream-cycle", xref_stream(deflated(b"\1\0\0\0\0\0\0"), "/W [1 4 2] /Size 1 /Filter /FlateDecode /Prev 9 /XRefStm 9")
    yield "metadata-bomb", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2225 5045] >>",
                                5: stream(gigabytes, f"/Type /Metadata /Subtype /XML {twice}")})
    yield "profile-bomb", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /OutputIntents [<< /S /GTS_PDFX /DestOutputProfile 5 0 R >>] >>",
                               2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2225 5045] >>",
                               5: stream(gigabytes, f"/N 4 {twice}")})
    yield "embedded-file-bomb", page(b"0 0 9 9 re f", "/Font << >>", _5=stream(gigabytes, f"/Type /EmbeddedFile {twice}")).replace(
        b"/Type /Catalog", b"/Type /Catalog /Names << /EmbeddedFiles << /Names [(a) << /EF << /F 5 0 R >> >>] >> >>", 1)
    yield "image-bomb", page(b"2000 0 0 5000 0 0 cm /I Do", "/XObject << /I 5 0 R >>", _5=stream(
        gigabytes, f"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceCMYK {twice}"))
    yield "predictor-bomb", page(b"2000 0 0 5000 0 0 cm /I Do", "/XObject << /I 5 0 R >>", _5=stream(
        deflated(b"\0" * 9999), "/Type /XObject /Subtype /Image /Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode "
                                "/DecodeParms << /Predictor 15 /Columns 2000000000 /Colors 32 /BitsPerComponent 16 >>"))
    for name, filters, data in (
            ("jbig2", "/JBIG2Decode", b"\0\0\0\0\x30\0\1\0\0\0\x13" + b"\xff" * 8 + b"\0" * 11 + b"\0\0\0\1\x28\0\1\xff\xff\xff\xff" + b"\7" * 200),
            ("jpx", "/JPXDecode", jpx(0x7FFFFFFF, 0x7FFFFFFF)), ("jpx-tiles", "/JPXDecode", jpx(60000, 60000, 1, 1)),
            ("jpeg", "/DCTDecode", jpeg_head(65500, 65500) + scan([1, 2, 3, 4]) + b"\0" * 200), ("ccitt", "/CCITTFaxDecode", b"\xff\0" * 200),
            ("run-length", "/RunLengthDecode", b"\x81\0" * 90000), ("lzw", "/LZWDecode", b"\x80\x0b\x60\x50" * 90000)):
        yield f"picture-{name}", page(b"2000 0 0 5000 0 0 cm /I Do", "/XObject << /I 5 0 R >>", _5=stream(
            data, f"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent {1 if name in ('jbig2', 'ccitt') else 8} /ColorSpace "
                  f"/{'DeviceGray' if name in ('jbig2', 'ccitt') else 'DeviceCMYK'} /Filter {filters} /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>"))
    yield "inline-image", page(b"q 2000 0 0 5000 0 0 cm BI /W 60000 /H 60000 /BPC 8 /CS /CMYK /F /Fl ID " + deflated(b"\0" * (1 << 24)) + b" EI Q")
    yield "mask-upon-mask", page(b"2000 0 0 5000 0 0 cm /I Do", "/XObject << /I 5 0 R >>", **{f"_{n}": stream(
        b"\xff" * 16, f"/Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 /ColorSpace /DeviceGray /SMask {5 + (n - 4) % 40} 0 R")
        for n in range(5, 45)})
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
    yield "pattern-in-itself", page(b"/Pattern cs /P scn 0 0 2225 5045 re f", "/Pattern << /P 5 0 R >>", _5=stream(
        b"/Pattern cs /P scn 0 0 50 50 re f", "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 50 50] /XStep 50 /YStep 50 "
                                              "/Resources << /Pattern << /P 5 0 R >> >>"))
    yield "patterns-in-patterns", page(b"/Pattern cs /P scn 0 0 2225 5045 re f", "/Pattern << /P 5 0 R >>", **{f"_{n}": stream(
        b"/Pattern cs /P scn 0 0 99 99 re f /P scn 9 9 99 99 re f", "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 99 99] /XStep 9 /YStep 9 "
        f"/Resources << /Pattern << /P {min(n + 1, 24)} 0 R >> >>") for n in range(5, 25)})
    yield "dashes-of-nothing", page(b"[0.00001 0.00001] 0 d 900 w 0 0 m 2225 5045 l 0 5045 l s")
    yield "numbers-beyond-all", page(b"1e38 0 0 1e38 1e38 1e38 cm 1e38 w 0 0 m 1e38 1e38 l S BT /F 1e38 Tf 1e38 Tz (a) Tj ET nan inf re f -1e38 0 0 1 0 0 cm 0 0 9 9 re f",
                                     "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>")
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
    yield "function-sampled", page(b"/C cs 0.5 scn 0 0 900 900 re f", "/ColorSpace << /C [/DeviceN [/A /B /C /D /E /F /G /H] /DeviceCMYK 5 0 R] >>",
                                   _5=stream(b"\0" * 99, "/FunctionType 0 /Domain [0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1] /Range [0 1 0 1 0 1 0 1] "
                                                         "/Size [255 255 255 255 255 255 255 255] /BitsPerSample 32"))
    yield "function-in-braces", page(b"/S sh", "/Shading << /S << /ShadingType 1 /ColorSpace /DeviceCMYK /Function 5 0 R >> >>",
                                     _5=stream(b"{" * 100000 + b"}" * 100000, "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]"))
    yield "functions-stitched", page(b"/S sh", "/Shading << /S << /ShadingType 2 /Coords [0 0 9 9] /ColorSpace /DeviceGray /Function 5 0 R >> >>", **{
        f"_{n}": (f"<< /FunctionType 3 /Domain [0 1] /Functions [{' '.join([f'{n + 1} 0 R'] * 9)}] /Bounds [.1 .2 .3 .4 .5 .6 .7 .8] /Encode [{'0 1 ' * 9}] >>").encode()
        for n in range(5, 25)}, _25=b"<< /FunctionType 2 /Domain [0 1] /N 1 >>")
    yield "mesh", page(b"/S sh", "/Shading << /S 5 0 R >>", _5=stream(deflated(bytes(i & 255 for i in range(1 << 22))), "/ShadingType 7 /ColorSpace /DeviceCMYK "
                       "/BitsPerCoordinate 8 /BitsPerComponent 8 /BitsPerFlag 8 /Decode [0 3000 0 6000 0 1 0 1 0 1 0 1] /Filter /FlateDecode"))
    yield "inks-by-thousands", page(b"/C cs " + b"0.5 " * 5000 + b"scn 0 0 900 900 re f", f"/ColorSpace << /C [/DeviceN [{' '.join(f'/I{i}' for i in range(5000))}] /DeviceCMYK "
                                    "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [1 1 1 1] >>] >>")
    yield "encoding-in-itself", page(b"BT /F 90 Tf <0041> Tj ET", "/Font << /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 5 0 R /ToUnicode 5 0 R "
                                     "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >> "
                                     "/W [0 2000000000 500] >>] >> >>", _5=stream(b"1 begincodespacerange <0000> <ffff> endcodespacerange " +
                                     b"1 begincidrange <00000000> <ffffffff> 0 endcidrange 1 beginbfrange <0000> <ffff> <0041> endbfrange " * 2000, "/Type /CMap /CMapName /X /UseCMap 5 0 R"))
    yield "page-of-kilometres", page(b"0 0 1e7 1e7 re f", box="0 0 100000000 100000000")
    yield "page-of-nothing", page(b"0 0 1 1 re f", box="0 0 0 0")
    yield "page-user-unit", page(b"0 0 1 1 re f", box="0 0 10 10 ] /UserUnit 1e30 /Dummy [ 1")
    yield "million-paths", page(stream(deflated(b"1 1 5 5 re f 9 9 m 10 10 l S " * 600000), "/Filter /FlateDecode"))
    yield "million-letters", page(stream(deflated(b"BT /F 9 Tf 5 5 Td (abcdefghij) Tj ET " * 150000), "/Filter /FlateDecode"),
                                  "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>")
    yield "million-pages", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 400000 /Kids [" +
                                b"3 0 R " * 400000 + b"] >>", 3: b"<< /Type /Page /MediaBox [0 0 9 9] /Parent 2 0 R >>"})
    chain = {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1) for n in range(2, 50000)}
    yield "pages-deep-in-pages", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", **chain, 50000: b"<< /Type /Page /Parent 49999 0 R >>"})
    tags = {n: b"<< /Type /StructElem /S /Figure /P %d 0 R /K [%d 0 R] >>" % (n - 1, n + 1) for n in range(6, 50000)}
    yield "tags-deep-in-tags", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                    3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>", 5: b"<< /Type /StructTreeRoot /K 6 0 R >>", **tags})
    wide = {n: b"<< /S /Figure /P 5 0 R /K [%s] >>" % (b"%d 0 R " % (n + 1) * 10) for n in range(6, 26)}
    yield "tags-10-to-the-20", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                    3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>", 5: b"<< /Type /StructTreeRoot /K 6 0 R >>", **wide})
    yield "names-in-themselves", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 5 0 R /JavaScript 5 0 R >> /AcroForm << /Fields [6 0 R] >> >>",
                                      2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
                                      5: b"<< /Kids [5 0 R 5 0 R 5 0 R] >>", 6: b"<< /Kids [6 0 R 6 0 R] /Parent 6 0 R >>"})
    yield "layers-by-thousands", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [" + b"5 0 R " * 100000 + b"] /D << /Order " + b"[" * 9000 + b"]" * 9000 + b" >> >> >>",
                                      2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
                                      5: b"<< /Type /OCG /Name (" + b"n" * 9000 + b") >>"})
    yield "annotations-by-thousands", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                           3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [" + b"5 0 R " * 100000 + b"] >>",
                                           5: b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] /AP << /N 6 0 R >> >>", 6: form(b"/F Do", "/XObject << /F 6 0 R >>")})
    yield "length-in-itself", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                   3: b"<< /Type /Page /Parent 2 0 R /MediaBox 3 0 R /Contents [4 0 R 4 0 R] /Resources 3 0 R /Rotate 3 0 R /UserUnit 3 0 R >>",
                                   4: b"<< /Length 4 0 R >>\nstream\n0 0 9 9 re f\nendstream"})
    yield "locked-in-itself", page(b"0 0 9 9 re f").replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 5 /R 6 /Length 2000000000 /O 1 0 R /U 1 0 R /P -1 >>")
    laughs = b"<!DOCTYPE x [<!ENTITY a0 \"ha\">" + b"".join(b"<!ENTITY a%d \"%s\">" % (i + 1, b"&a%d;" % i * 10) for i in range(30)) + b"]><x:xmpmeta><dc:title>&a30;</dc:title></x:xmpmeta>"
    yield "billion-laughs", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                 3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>", 5: stream(laughs, "/Type /Metadata /Subtype /XML")})
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
    """One directory of (tag, type, count, value) behind the header; after: bytes from 200 on, or behind it."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    out = struct.pack(order + "H", len(entries))
    for tag, kind, count, value in sorted(entries):
        out += struct.pack(order + "HHII", tag, kind, count, value)
    return (head + out + struct.pack(order + "I", next_ifd)).ljust(200, b"\0") + after


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
    yield "deflate-bomb", tiff(cmyk(8192, 8192, 8, length=len(packed)), packed)
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
    yield "tiles-by-thousand-millions", tiff([(256, 4, 1, 0x7FFFFFF0), (257, 4, 1, 0x7FFFFFF0), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 5), (277, 3, 1, 4),
                                              (322, 4, 1, 16), (323, 4, 1, 16), (324, 4, 0x7FFFFFFF, 200), (325, 4, 0x7FFFFFFF, 200)], b"\0" * 1000)
    yield "tiles-of-sixteen", tiff([(256, 4, 1, 60000), (257, 4, 1, 60000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 5), (277, 3, 1, 4), (322, 4, 1, 16),
                                    (323, 4, 1, 16), (324, 4, 3750 * 3750, 200), (325, 4, 3750 * 3750, 200)], b"\0" * 1000)
    lzw = b"\x80\x0b\x60\x50\x38\x24" * 200000
    yield "lzw-bomb", tiff(cmyk(30000, 30000, 5, length=len(lzw), rows=30000), lzw)
    yield "packbits-bomb", tiff(cmyk(30000, 30000, 32773, length=2000000, rows=30000), b"\x81\0" * 1000000)
    endless_zip = endless(b"\0", 4096)
    yield "deflate-4-gb", tiff(cmyk(32000, 32000, 8, length=len(endless_zip), rows=32000), endless_zip)
    block = b"Adobe Photoshop Document Data Block\0" + b"MIB8ryaL" + struct.pack("<Ih", 0xFFFFFFFF, -32768) + b"\xff" * 4000
    yield "photoshop-layers", tiff(cmyk(64, 64, length=16384, more=[(37724, 7, len(block), 200)]), block + b"\0" * 20000)
    yield "palette-of-nothing", tiff([(256, 4, 1, 100), (257, 4, 1, 100), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 3), (273, 4, 1, 200), (278, 4, 1, 100),
                                      (279, 4, 1, 10000), (320, 3, 3, 8)], b"\0" * 20000)
    yield "bits-65535", tiff(cmyk(64, 64, length=16384)[:2] + [(258, 3, 1, 65535)] + cmyk(64, 64, length=16384)[3:], b"\0" * 20000)
    yield "jpeg-in-tiff", tiff(cmyk(65500, 65500, 7, length=600), jpeg_head(65500, 65500) + b"\0" * 500)


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
    yield "restarts-without-end", jpeg_head(16000, 16000, before=b"\xff\xdd\0\4\0\1") + scan([1, 2, 3, 4]) + b"".join(
        bytes([0x55, 0xFF, 0xD0 + i % 8]) for i in range(2000000))
    yield "scan-after-scan", jpeg_head(12000, 12000) + b"".join(scan([1 + i % 4]) + b"\0" * 3 for i in range(3000)) + b"\xff\xd9"
    yield "tables-without-end", jpeg_head(64, 64)[:-100] + b"\xff\xc4\0\x14\0\1" + b"\0" * 16 + b"\xff\xdb\0\x43\0" * 500000
    yield "arithmetic-of-30000", jpeg_head(30000, 30000, sof=0xCA) + scan([1, 2, 3, 4], 0, 0) + b"\0" * 5000 + b"\xff\xd9"
    yield "lossless", jpeg_head(30000, 30000, sof=0xC3) + scan([1, 2, 3, 4], 1, 0) + b"\0" * 5000 + b"\xff\xd9"
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + b"<!DOCTYPE x [" + b"".join(b"<!ENTITY a%d \"%s\">" % (i + 1, b"&a%d;" % i * 10) for i in range(30)) + b"]>"
    yield "billion-laughs", jpeg_head(64, 64, before=b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp) + scan([1, 2, 3, 4]) + b"\0" * 99
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


def engine_block(engine):
    """A text's descriptor that holds EngineData alone."""
    return (struct.pack(">I", 0) + b"\0\0" + struct.pack(">I", 0) + b"TxLr" + struct.pack(">I", 1) + struct.pack(">I", 10) +
            b"EngineData" + b"tdta" + struct.pack(">I", len(engine)) + engine)


def groups_of(n, names):
    return b"".join(layer(channels=0, box=(0, 0, 0, 0), extra=names + block(b"lsct", struct.pack(">I", 3))) for _ in range(n))


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
    yield "deep-engine-data", psd(layers=layer_info(1, layer(extra=names + block(
        b"TySh", struct.pack(">h6dhI", 1, 1, 0, 0, 1, 0, 0, 50, 16) + engine_block(engine)))))
    groups = (b"".join(layer(extra=names + block(b"lsct", struct.pack(">I", 3))) for _ in range(8000)))
    opened = b"".join(layer(channels=0, box=(0, 0, 0, 0), extra=names + block(b"lsct", struct.pack(">I", 1) + b"8BIMpass")) for _ in range(1000))
    yield "groups-1000-deep", psd(layers=layer_info(2000, groups_of(1000, names) + opened))
    record = layer(extra=names)
    yield "layers-by-ten-thousands", psd(layers=layer_info(30000, record * 30000, b"\0\0" * 120000), data=b"\0\0" + b"\0" * 40000)
    yield "boxes-inside-out", psd(layers=layer_info(3, layer(box=(90, 90, 10, 10), extra=names) + layer(box=(-5, -5, -9, -9), extra=names) +
                                                    layer(box=(2147483647, 2147483647, -2147483648, -2147483648), extra=names), b"\0\0" * 12))
    zipped = b"\0\2" + endless(b"\0", 4096)
    yield "zip-in-a-layer", psd(w=30000, h=30000, layers=layer_info(1, layer(box=(0, 0, 30000, 30000), channels=1, length=len(zipped), extra=names), zipped),
                                data=b"\0\1" + b"\0\0" * 120000)
    packed = b"\0\1" + struct.pack(">H", 2) * 30000 + b"\x81\0" * 30000
    yield "rle-of-nothing", psd(w=30000, h=30000, layers=layer_info(1, layer(box=(0, 0, 30000, 30000), channels=1, length=len(packed), extra=names), packed),
                                data=b"\0\1" + struct.pack(">H", 472) * 120000 + (b"\x81\0" * 236) * 120000)
    yield "groups-in-groups", psd(layers=layer_info(8000, groups, b"\0\0" * 32000))
    words = b"<< /EngineDict << /Editor << /Text (\xfe\xff" + b"\0a" * 400000 + b") >> /StyleRun << /RunArray [ " + b"<< >> " * 200000 + b"] /RunLengthArray [ " + (
        b"2 " * 200000) + b"] >> >> >>"
    yield "words-without-end", psd(layers=layer_info(1, layer(extra=names + block(b"TySh", struct.pack(">h6dhI", 1, 1, 0, 0, 1, 0, 0, 50, 16) + engine_block(words)))))
    small = b"<< /EngineDict << /Editor << /Text (\xfe\xff" + b"\x4e\x00" * 200 + b") >> >> >>"
    one = layer(channels=0, box=(0, 0, 50, 50), extra=names + block(b"TySh", struct.pack(">h6dhI", 1, 1, 0, 0, 1, 9, 9, 50, 16) + engine_block(small)))
    yield "texts-by-thousands", psd(layers=layer_info(8000, one * 8000), data=b"\0\0" + b"\0" * 40000)
    yield "header-alone", psd()[:26]
    yield "colour-table-of-gigabytes", psd()[:26] + struct.pack(">I", 0xFFFFFFF0) + b"\0" * 50
    yield "depth-32", psd(w=30000, h=30000, depth=32, data=b"\0\x03" + zlib.compress(b"\0" * 100000))


# ---- specs ----

def specs():
    board = '{"title": "题", "sections": [{"heading": "一", "text": ["%s"]}]%s}'
    yield "deep-arrays", b'{"title": ' + b"[" * 900000
    yield "deep-objects", b'{"a":' * 180000
    yield "deep-and-closed", ('{"title": ' + "[" * 100000 + "]" * 100000 + "}").encode()
    yield "million-keys", ("{" + ",".join(f'"k{i}": 1' for i in range(60000)) + "}").encode()
    yield "one-key-again", ("{" + ",".join('"title": "x"' for i in range(60000)) + "}").encode()
    yield "long-text", (board % ("字" * 300000, "")).encode()
    yield "many-sections", ('{"title": "题", "sections": [' + ",".join('{"heading": "一", "text": ["文"]}' for _ in range(20000)) + "]}").encode()
    yield "numbers", (board % ("文", ', "highlights": [{"value": ' + "9" * 100000 + ', "label": 1e999999}]')).encode()
    yield "no-unicode", b'{"title": "\xff\xfe\xed\xa0\x80\xf4\x90\x80\x80"}'
    yield "half-characters", (board % ("\\ud800 \\udfff \\u0000", "")).encode()
    yield "combining", (board % ("e" + "\u0301" * 1000, "")).encode()
    yield "joined", (board % ("\U0001F468\u200d" * 500, "")).encode()
    yield "stars", (board % ("**" * 500, "")).encode()
    yield "out-of-the-folder", (board % ("文", ', "theme": "../../../../../../etc/passwd", "standard": "/dev/zero", "process": "../../proc/self/mem"')).encode()
    yield "spaces", b"{" + b" " * 20000000


def bombs(folder):
    """Writes all; yields their paths."""
    for suffix, made in (("pdf", pdfs()), ("tif", tiffs()), ("jpg", jpegs()), ("psd", psds()), ("json", specs())):
        for name, data in made:
            path = folder / f"{suffix}-{name}.{suffix}"
            path.write_bytes(data)
            yield path
    ai = folder / "ai-postscript.ai"
    ai.write_bytes(b"%!PS-Adobe-3.0 \n%%Creator: Adobe Illustrator(R) 8.0\n" + b"{" * 1000000)
    yield ai
