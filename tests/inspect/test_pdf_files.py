# SPDX-License-Identifier: Apache-2.0
"""zhanban-inspect on PDF files as wholes: by another program, with claims, active content, damage, and pages without end.

usage: test_pdf_files.py ZHANBAN ZHANBAN-INSPECT PROFILE.icc
"""

import pathlib
import cairo
from pdf_facts import FOLDER, PROFILE, facts, made, near_box, seen
from lib import check, end, tool
from pdf_make import HELVETICA, PT, page_file, rect, text

# ---- by another program: cairo ----

def cairo_page(name, draw, w=785, h=1780):
    surface = cairo.PDFSurface(str(FOLDER / name), w * PT, h * PT)
    context = cairo.Context(surface)
    context.scale(PT, PT)
    context.select_font_face("Noto Sans CJK SC")
    draw(context)
    surface.finish()
    return facts(FOLDER / name)


WORDS = ("学校以国家平台为底座", "构建课前课中课后一体", "的智慧教学新样态")


def outlined():
    def each(c):
        c.set_font_size(42)
        for row, words in enumerate(WORDS):
            for column, character in enumerate(words):
                c.move_to(60 + 42 * column, 400 + 60 * row)
                c.text_path(character)
                c.fill()

    def whole(c):
        c.set_font_size(42)
        for row, words in enumerate(WORDS):
            c.move_to(60, 400 + 60 * row)
            c.text_path(words)
            c.fill()

    def leaves(c):
        for i in range(30):
            c.arc(60 + (i * 97) % 600, 100 + (i * 331) % 1500, 8 + i, 0, 4)
            c.curve_to(0, 0, 10, 10, 60 + (i * 97) % 600, 90)
            c.fill()
    for name, draw in (("each", each), ("whole", whole)):
        f = cairo_page(f"{name}.pdf", draw)
        check(f["text_source"] == "none" and f["pdf"]["outlines"] >= 14, f"outlined, {name}: {f['pdf']['outlines']}")
        check(f["k_only"] == -1, "nothing is said of the black of outlined text")
    check(cairo_page("leaves.pdf", leaves)["pdf"]["outlines"] <= 3, "leaves are no characters")


def charts():
    def bars(c, x=60, y=700):
        c.set_source_rgb(0.2, 0.3, 0.7)
        for i in range(6):
            c.rectangle(x + 10 + 52 * i, y + 260 - 30 * (i + 1), 34, 30 * (i + 1))
            c.fill()
        c.set_line_width(0.6)
        c.move_to(x + 5, y + 5)
        c.line_to(x + 5, y + 260)
        c.line_to(x + 325, y + 260)
        c.stroke()
        c.set_font_size(22)
        for i in range(6):
            c.move_to(x + 10 + 52 * i, y + 285)
            c.show_text(f"{i + 1}月")

    def ornament(c):
        c.set_source_rgb(0.2, 0.3, 0.7)
        for i in range(40):
            c.rectangle(60 + 16 * i, 700, 8, 8)
            c.fill()
    found = [i for i in cairo_page("bars.pdf", bars)["images"] if i["type"] == "chart"]
    check(len(found) == 1, f"an untagged chart: {len(found)}")
    near_box(found[0]["box"], [65, 705, 320, 285], "its box", 12)
    check(cairo_page("ornament.pdf", ornament)["images"] == [], "an ornament is no chart")


def tagged():
    def objects(pdf):
        tree, figure = pdf.reserve(), pdf.reserve()
        box = f"[{20 * PT} {100 * PT} {120 * PT} {200 * PT}]"
        pdf.put(figure, f"<< /S /Chart /P {tree} 0 R /Alt (Sales) /A << /O /Layout /BBox {box} >> >>")
        pdf.put(tree, f"<< /Type /StructTreeRoot /RoleMap << /Chart /Figure >> /K {figure} 0 R >>")
        return {"tree": tree}
    f = made(rect(30, 120, 10, 50), objects=objects, catalog="/StructTreeRoot %(tree)d 0 R")
    check(len(f["images"]) == 1 and f["images"][0]["type"] == "chart", "a tagged figure is a chart")
    check(f["images"][0]["caption"] == "Sales", "its Alt is its caption")
    near_box(f["images"][0]["box"], [20, 100, 100, 100], "its BBox is its box", 0.05)
    check(made(rect(30, 120, 10, 50))["images"] == [], "a rectangle is no chart")


# ---- what a file holds ----

def claims():
    f = made("", info="<< /GTS_PDFXVersion (PDF/X-3:2002) /Trapped /False /Creator (A) /Producer (B) /Title (T) >>")
    check(f["pdf"]["claims"] == "PDF/X-3:2002" and f["title"] == "T", "claim and title of Info")
    check(f["container"]["creator"] == "A" and f["container"]["producer"] == "B", "programs")
    check("trapped" not in f["pdf"]["broken"] and "intent" in f["pdf"]["broken"] and "xmp" in f["pdf"]["broken"] and
          "id" in f["pdf"]["broken"], f"what is broken: {f['pdf']['broken']}")
    f = made("")
    check(f["pdf"]["claims"] is None and "trapped" in f["pdf"]["broken"], "no claim")

    def intent(pdf):
        icc = pdf.stream(pathlib.Path(PROFILE).read_bytes(), "/N 4", flate=True)
        return {"x": icc}
    f = made("", objects=intent, catalog="/OutputIntents [<< /S /GTS_PDFX /OutputConditionIdentifier (FOGRA39) "
                                         "/DestOutputProfile %(x)d 0 R >>]")
    check(f["pdf"]["n_intents"] == 1 and f["pdf"]["intent"] == "FOGRA39" and f["pdf"]["intent_components"] == 4 and
          not {"intent", "intent-profile", "intent-class", "intent-cmyk"} & set(f["pdf"]["broken"]), "output intent")
    check("id" not in made("", trailer="/ID [<00> <00>]")["pdf"]["broken"], "an ID is there")
    check("lzw" not in f["pdf"]["broken"], "no LZW")

    def lzw(pdf):
        return {"x": pdf.stream(b"\x80\x00\x40", "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Filter /LZWDecode")}
    check("lzw" in made("/X Do", "/XObject << /X %(x)d 0 R >>", objects=lzw)["pdf"]["broken"], "LZW")


def active():
    plain = made("")
    for what in ("javascript", "attachment", "form", "annotation", "media", "postscript"):
        check(not seen(plain, what), f"no {what}")
    f = made("", catalog="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")
    check(bool(seen(f, "javascript")) and "javascript" in f["pdf"]["broken"], "script")
    f = made("", catalog="/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec >>] >> >>")
    check(seen(f, "attachment")[""]["n"] == 1, "attachment")
    f = made("", catalog="/AcroForm << /Fields [<< /FT /Tx /T (a) >>] >>")
    check("AcroForm" in seen(f, "form"), "form")
    note = "/Annots [<< /Type /Annot /Subtype /Square /F %d /Rect [100 100 200 200] >>]"
    f = made("", page=note % 4)
    check("Square" in seen(f, "annotation") and "Square" in seen(f, "printing-annotation"), "a printing annotation")
    near_box(seen(f, "annotation")["Square"]["box"], [100 / PT, 300 - 200 / PT, 100 / PT, 100 / PT], "its place")
    check(not seen(made("", page=note % 0), "printing-annotation"), "one that does not print")
    script = "<< /S /JavaScript /JS (app.alert(1)) >>"
    for place_of, page in (("A", f"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A {script} >>]"), ("AA", f"/AA << /O {script} >>"),
                           ("A", f"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (x) /Next {script} >> >>]")):
        check(place_of in seen(made("", page=page), "javascript"), f"a script: {page}")
    f = made("", page="/Annots [<< /Type /Annot /Subtype /Movie /Rect [0 0 9 9] >>]")
    check("Movie" in seen(f, "media"), "media")

    def ps(pdf):
        return {"x": pdf.stream("showpage", "/Type /XObject /Subtype /PS")}
    check(bool(seen(made("", "/XObject << /X %(x)d 0 R >>", objects=ps), "postscript")), "PostScript")


# ---- files that cannot be read, or not well ----

def readings():
    good = page_file(FOLDER / "good.pdf", text("Readable", 20, 100, 60), HELVETICA)
    check(facts(good)["container"]["reading"] == "whole", "a whole file")
    tool("qpdf", "--encrypt", "secret", "owner", "256", "--", good, FOLDER / "locked.pdf")
    f = facts(FOLDER / "locked.pdf")
    check(f["container"]["reading"] == "encrypted" and f["chars"] in (0, None) and "password" in f["container"]["trouble"]["id"],
          "a password")
    tool("qpdf", "--encrypt", "", "owner", "256", "--print=none", "--", good, FOLDER / "noprint.pdf")
    f = facts(FOLDER / "noprint.pdf")
    check(f["container"]["restricted"] and f["container"]["reading"] == "whole" and f["chars"] == 1 and
          "encryption" in f["pdf"]["broken"], "printing forbidden")
    check(not facts(good)["container"]["restricted"], "not restricted")
    for name, options in (("linear", ["--linearize"]), ("packed", ["--object-streams=generate"]),
                          ("turned", ["--rotate=+90"])):
        tool("qpdf", *options, good, FOLDER / f"{name}.pdf")
        f = facts(FOLDER / f"{name}.pdf")
        check(f["container"]["reading"] == "whole" and f["chars"] == 1, f"{name} reads as well")
    data = good.read_bytes()
    (FOLDER / "repaired.pdf").write_bytes(data[:data.rindex(b"xref")])
    f = facts(FOLDER / "repaired.pdf")
    check(f["container"]["reading"] == "repaired" and f["chars"] == 1, f"a lost table: {f['container']['reading']}")
    (FOLDER / "cut.pdf").write_bytes(data[:200])
    f = facts(FOLDER / "cut.pdf")
    check(f["container"]["reading"] == "damaged" and f["container"]["trouble"]["id"], "a stump")
    (FOLDER / "old.ai").write_bytes(b"%!PS-Adobe-3.0\n%%Creator: Adobe Illustrator(R) 8.0\n")
    f = facts(FOLDER / "old.ai")
    check(f["kind"] == "ai" and f["container"]["reading"] == "foreign", "AI without PDF")
    words = "This is an Adobe Illustrator File that was saved without PDF Content."
    f = made(text(words, 20, 100, 12), page="/PieceInfo << /Illustrator << /Private << >> >> >>")
    check(f["kind"] == "ai" and f["container"]["reading"] == "foreign", "AI saved without PDF content")
    f = made(text("Readable", 20, 100, 60), page="/PieceInfo << /Illustrator << /Private << >> >> >>")
    check(f["kind"] == "ai" and f["container"]["reading"] == "whole" and f["chars"] == 1, "AI with PDF content")
    check(made(text("Readable", 20, 100, 60))["kind"] == "pdf", "a PDF is no AI")


def endless():
    """What would keep a reader busy for ever is answered all the same."""
    def pattern(pdf):
        return {"x": pdf.stream("0 0 1 1 re f", "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 "
                                                "/BBox [0 0 0.01 0.01] /XStep 0.001 /YStep 0.001 /Resources << >>")}
    f = made("/Pattern cs /P scn 0 0 400 400 re f", "/Pattern << /P %(x)d 0 R >>", objects=pattern)
    check(f["container"]["reading"] == "whole", "a pattern of countless cells")

    def circle(pdf):
        form = pdf.reserve()
        pdf.put(form, f"<< /Length 12 /Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                      f"/Resources << /XObject << /X {form} 0 R >> >> >>\nstream\n/X Do /X Do \nendstream")
        return {"x": form}
    made("/X Do", "/XObject << /X %(x)d 0 R >>", objects=circle)
    f = made("0 0 1 1 re f\n" * 510000)
    check(f["container"]["reading"] == "complex" and f["width_mm"] is not None, "half a million objects")


for test in (endless, outlined, charts, tagged, claims, active, readings):
    test()
end(40)
