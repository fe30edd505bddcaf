# SPDX-License-Identifier: Apache-2.0
"""zhanban-inspect on the pages of PDF files: each fact with a file that has it and one that has not.

usage: test_pdf_facts.py ZHANBAN ZHANBAN-INSPECT PROFILE.icc
"""
import pathlib
import io
import random

from PIL import Image
from pdf_facts import PROFILE, made, near, near_box, seen
from lib import check, end
from pdf_make import HELVETICA, PT, image, place, rect, text

# ---- the page ----

def boxes():
    f = made(width_mm=785, height_mm=1780, bleed_mm=3)
    near(f["width_mm"], 785, 0.01, "width")
    near(f["height_mm"], 1780, 0.01, "height")
    near(f["bleed_mm"], 3, 0.01, "bleed")
    check(f["container"]["boxes_declared"], "a TrimBox is declared")
    near_box(f["visible"], [20, 10, 745, 1760], "visible")
    f = made(boxes=False)
    check(not f["container"]["boxes_declared"], "no TrimBox is declared")
    near(f["width_mm"], 200, 0.01, "width of the MediaBox")
    f = made(page="/UserUnit 2.5", content=text("UNIT", 20, 100, 20))
    near(f["width_mm"], 500, 0.01, "width with UserUnit")
    near(f["container"]["user_unit"], 2.5, 1e-6, "UserUnit")
    near(f["lines"][0]["em_mm"], 50 / PT, 0.05, "em with UserUnit")
    f = made(page="/Rotate 90", content=text("TURNED", 20, 280, 40))
    near(f["width_mm"], 300, 0.01, "width of a turned page")
    near(f["container"]["rotation_deg"], 90, 0, "rotation")
    near(f["lines"][0]["ink"][0], 20, 3, "a turned line stands at the left")
    near(f["lines"][0]["ink"][1], 20, 3, "and at the top")
    f = made(page="/TrimBox [-30 -30 %f %f]" % (200 * PT + 30, 300 * PT + 30), boxes=False)
    near(f["width_mm"], 200, 0.01, "a TrimBox that leaves the MediaBox ends with it")
    check("boxes" in f["pdf"]["broken"], "and X-4 wants it inside")
    f = made(page="/MediaBox [0 0 /x 3]", boxes=False)
    check(f["container"]["reading"] == "damaged" and f["width_mm"] is None, "an unreadable MediaBox is no size")
    f = made(pages=("1 0 0 rg 0 0 9 9 re f",))
    check(f["container"]["n_pages"] == 2 and "DeviceRGB" in f["spaces"], "the second page is followed")


def texts():
    f = made(text("Board 2026", 20, 100, 100, "0 1 0 0 k"))
    line = f["lines"][0]
    near(line["em_mm"], 100 / PT, 0.01, "em")
    near(line["ink"][0], 20, 0.1, "left")
    check(line["text"] == "Board 2026" and f["chars"] == 2 and f["text_source"] == "live", "live text")
    check(line["space"] == "DeviceCMYK" and abs(line["colour"][1] - 1) < 1e-3, "colour from the operands")
    check(f["fonts"] == [] or not f["fonts"][0]["embedded"], "Helvetica is not embedded")
    check("fonts" in f["pdf"]["broken"], "X-4 wants fonts")
    f = made(f"q 2 0 0 2 {10 * PT} {10 * PT} cm BT /F1 30 Tf 0.5 g 1.5 0 0 1.5 0 0 Tm (Scaled) Tj ET Q")
    near(f["lines"][0]["em_mm"], 90 / PT, 0.02, "em after all matrices")
    near(f["lines"][0]["colour"][3], 0.5, 0.01, "grey is K")
    check(f["lines"][0]["space"] == "DeviceGray", "DeviceGray")
    f = made("1 0 0 rg BT /F1 40 Tf 60 60 Td (Red) Tj ET")
    check(f["lines"][0]["space"] == "DeviceRGB" and f["lines"][0]["colour"][1] > 0.5, "RGB goes through the profile")
    check(made("")["text_source"] == "none", "no text")
    f = made("BT 0 g /F1 1 Tf 40 0 16 40 60 60 Tm (Slanted) Tj ET")
    near(f["lines"][0]["em_mm"], 40 / PT, 0.02, "type that a matrix slants is no taller")
    f = made("BT 0 g /F1 40 Tf 60 Tz 60 60 Td (Narrow) Tj ET")
    near(f["lines"][0]["em_mm"], 40 / PT, 0.02, "narrow type is as tall")


def hidden():
    def shown(f):
        return [line["text"] for line in f["lines"] if not line["hidden"]]
    keep = text("SEEN", 20, 60, 60)
    check(shown(made(keep + text("INVISIBLE", 20, 120, 60, mode=3))) == ["SEEN"], "Tr 3 is hidden")
    check(shown(made(keep + text("OUTSIDE", 20, 330, 60))) == ["SEEN"], "outside the trim is hidden")
    cover = keep + text("COVERED", 20, 120, 60)
    check(shown(made(cover + rect(10, 80, 180, 60, "0 0 0 0.2 k"))) == ["SEEN"], "painted over is hidden")
    check(len(shown(made(cover + rect(60, 80, 130, 60, "0 0 0 0.2 k")))) == 2, "half painted over is not")
    veils = HELVETICA + " /ExtGState << /M << /BM /Multiply >> /H << /ca 0.5 >> >>"
    for state in "MH":
        f = made(cover + f"/{state} gs " + rect(10, 80, 180, 60, "0 0 0 0.2 k"), veils)
        check(len(shown(f)) == 2, f"painted over by what lets it through is not ({state})")
    clip = f"q {10 * PT} {10 * PT} {20 * PT} {20 * PT} re W n " + text("CLIPPED", 20, 120, 60) + " Q"
    check(shown(made(keep + clip)) == ["SEEN"], "outside a clip is hidden")
    clip = f"q 0 {160 * PT} {200 * PT} {60 * PT} re W n " + text("INSIDE", 20, 120, 60) + " Q"
    check(len(shown(made(keep + clip))) == 2, "inside a clip is not")
    check(shown(made(keep + text("WHITE", 20, 120, 60, "0 0 0 0 k"))) == ["SEEN"], "white on white is hidden")
    f = made(rect(0, 80, 200, 60) + keep + text("WHITE", 20, 120, 60, "0 0 0 0 k"))
    check(len(shown(f)) == 2, "white on black is not")
    check([l["reversed"] for l in f["lines"] if l["text"] == "WHITE"] == [True], "and it is reversed")
    check([l["reversed"] for l in f["lines"] if l["text"] == "SEEN"] == [False], "black on white is not reversed")


def layers():
    def groups(pdf):
        return {"a": pdf.add("<< /Type /OCG /Name (Shown) >>"),
                "b": pdf.add("<< /Type /OCG /Name (Hidden) >>"),
                "c": pdf.add("<< /Type /OCG /Name (Screen) /Usage << /Print << /PrintState /OFF >> >> >>")}
    content = "".join(f"/OC /{n} BDC {text(w, 20, y, 60)} EMC\n"
                      for n, w, y in (("A", "ONE", 60), ("B", "TWO", 120), ("C", "THREE", 180)))
    f = made(content, HELVETICA + " /Properties << /A %(a)d 0 R /B %(b)d 0 R /C %(c)d 0 R >>", objects=groups,
             catalog="/OCProperties << /OCGs [%(a)d 0 R %(b)d 0 R %(c)d 0 R] /D << /OFF [%(b)d 0 R] >> >>")
    check([(l["name"], l["visible"], l["printing"]) for l in f["layers"]] ==
          [("Shown", True, True), ("Hidden", False, False), ("Screen", True, False)], f"layers {f['layers']}")
    check({l["text"]: l["hidden"] for l in f["lines"]} == {"ONE": False, "TWO": True, "THREE": True},
          "text of hidden and of non-printing layers is kept and marked")
    check(made(text("ONE", 20, 60, 60))["layers"] == [], "no layers")


# ---- colour ----

def spaces():
    def objects(pdf):
        icc = pathlib.Path(PROFILE).read_bytes()
        names = {"cmyk": pdf.stream(icc, "/N 4", flate=True)}
        tint = "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 1 0.5 0] >>"
        names["sep"] = pdf.add(f"[/Separation /PANTONE#20Red /DeviceCMYK {tint}]")
        names["all"] = pdf.add(f"[/Separation /All /DeviceCMYK {tint}]")
        names["rgb"] = pdf.add("[/ICCBased %d 0 R]" % pdf.stream(b"no profile", "/N 3 /Alternate /DeviceRGB"))
        names["indexed"] = pdf.add("[/Indexed /DeviceRGB 1 <ff000000ff00>]")
        names["i"] = image(pdf, 40, 40, "%d 0 R" % names["indexed"], 1, data=bytes(1600))
        return names
    resources = ("/ColorSpace << /ICC [/ICCBased %(cmyk)d 0 R] /SEP %(sep)d 0 R /ALL %(all)d 0 R "
                 "/RGB %(rgb)d 0 R /LAB [/Lab << /WhitePoint [0.96 1 0.82] >>] "
                 "/CAL [/CalRGB << /WhitePoint [0.95 1 1.09] >>] >> /XObject << /Im %(i)d 0 R >>")
    cases = [("0.5 g", "DeviceGray"), ("1 0 0 rg", "DeviceRGB"), ("0 1 0 0 k", "DeviceCMYK"),
             ("/ICC cs 0 1 0 0 scn", "ICCBased4"), ("/RGB cs 1 0 0 scn", "ICCBased3"), ("/SEP cs 1 scn", "Separation"),
             ("/LAB cs 50 20 20 scn", "Lab"), ("/CAL cs 1 0 0 scn", "CalRGB")]
    for operators, name in cases:
        f = made(f"{operators} 100 100 200 200 re f", resources, objects=objects)
        check(f["spaces"] == [name], f"{operators}: {f['spaces']}")
        near_box(seen(f, "space:" + name)["PANTONE Red" if name == "Separation" else ""]["box"], [100 / PT, 300 - 300 / PT, 200 / PT, 200 / PT], name)
    f = made("/SEP cs 1 scn 0 0 200 200 re f", resources, objects=objects)
    check(f["spots"] == ["PANTONE Red"] and not seen(f, "registration"), f"spot colours {f['spots']}")
    f = made("/ALL cs 1 scn 0 0 200 200 re f", resources, objects=objects)
    check(f["spots"] == ["All"] or "All" in seen(f, "registration"), "registration colour")
    f = made(place("Im", 20, 20, 100, 100), resources, objects=objects)
    check(set(f["spaces"]) == {"Indexed", "DeviceRGB"}, f"indexed: {f['spaces']}")


def nested():
    """RGB inside a form, a pattern, a glyph of a Type 3 font, a soft mask: all are followed."""
    red = "1 0 0 rg 0 0 50 50 re f"

    def form(pdf):
        inner = pdf.stream(red, "/Type /XObject /Subtype /Form /BBox [0 0 99 99]")
        return {"x": pdf.stream("/In Do", "/Type /XObject /Subtype /Form /BBox [0 0 99 99] "
                                          f"/Resources << /XObject << /In {inner} 0 R >> >>")}
    check("DeviceRGB" in made("/Fm Do", "/XObject << /Fm %(x)d 0 R >>", objects=form)["spaces"], "form in form")

    def pattern(pdf):
        return {"x": pdf.stream(red, "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 60 60] "
                                     "/XStep 60 /YStep 60 /Resources << >>")}
    f = made("/Pattern cs /P scn 0 0 400 400 re f", "/Pattern << /P %(x)d 0 R >>", objects=pattern)
    check("DeviceRGB" in f["spaces"], "pattern")

    def type3(pdf):
        glyph = pdf.stream("700 0 d0 " + red)
        return {"x": pdf.add("<< /Type /Font /Subtype /Type3 /FontBBox [0 0 99 99] /FontMatrix [0.01 0 0 0.01 0 0] "
                             f"/CharProcs << /a {glyph} 0 R >> /Encoding << /Type /Encoding "
                             "/Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [70] /Resources << >> >>")}
    f = made("BT /F1 90 Tf 60 60 Td (aaa) Tj ET", "/Font << /F1 %(x)d 0 R >>", objects=type3)
    check("DeviceRGB" in f["spaces"], "Type 3 glyph")
    check(f["fonts"] and f["fonts"][0]["type3"] and f["fonts"][0]["format"] == "Type3", "Type 3 font")

    def mask(pdf):
        group = pdf.stream(red, "/Type /XObject /Subtype /Form /BBox [0 0 400 400] "
                                "/Group << /S /Transparency /CS /DeviceRGB >>")
        return {"x": pdf.add(f"<< /Type /ExtGState /SMask << /S /Luminosity /G {group} 0 R >> >>")}
    f = made("/G gs 0 1 0 0 k 0 0 400 400 re f", "/ExtGState << /G %(x)d 0 R >>", objects=mask)
    check("DeviceRGB" in f["spaces"] and f["pdf"]["soft_masks"], "soft mask")
    check(not made("0 1 0 0 k 0 0 400 400 re f")["pdf"]["soft_masks"], "no soft mask")


def states():
    def gs(body):
        return {"resources": f"/ExtGState << /G << {body} >> >>", "content": "/G gs " + rect(20, 20, 50, 50)}
    plain = made(rect(20, 20, 50, 50))
    check(not plain["pdf"]["transparency"] and plain["pdf"]["blends"] == [], "nothing transparent")
    check(not seen(plain, "overprint") and not seen(plain, "transfer"), "no overprint, no transfer function")
    check(made(**gs("/ca 0.5"))["pdf"]["transparency"], "alpha")
    check(made(**gs("/BM /Multiply"))["pdf"]["blends"] == ["Multiply"], "blend mode")
    f = made(**gs("/op true /OP true /OPM 1"))
    near_box(seen(f, "overprint")["black"]["box"], [20, 20, 50, 50], "overprint")
    check(not seen(f, "white-overprint"), "black overprint is not white")
    f = made(resources="/ExtGState << /G << /op true /OPM 1 >> >>", content="/G gs " + rect(20, 20, 50, 50, "0 1 0 0 k"))
    near_box(seen(f, "overprint")[""]["box"], [20, 20, 50, 50], "overprint of a colour")
    f = made(resources="/ExtGState << /G << /op true /OPM 1 >> >>", content="/G gs " + rect(20, 20, 50, 50, "0 0 0 0 k"))
    check(bool(seen(f, "white-overprint")), "white overprint")
    check(bool(seen(made(**gs("/TR << /FunctionType 2 /Domain [0 1] /N 2 >>")), "transfer")), "transfer function")
    check(not seen(made(**gs("/TR /Identity")), "transfer"), "identity is none")
    check(bool(seen(made(**gs("/HT << /HalftoneType 1 /Frequency 60 /Angle 45 /SpotFunction /Round >>")),
                    "halftone")), "halftone")
    # Overprint is simulated: magenta under cyan stays, so the sum is 200 %.
    both = "/G gs " + rect(20, 20, 50, 50, "0 1 0 0 k") + rect(20, 20, 50, 50, "1 0 0 0 k")
    near(made(both, "/ExtGState << /G << /op true /OPM 1 >> >>")["total_max"], 200, 2, "overprinted total ink")
    near(made(both, "/ExtGState << /G << /op false >> >>")["total_max"], 100, 2, "knocked out total ink")


# ---- lines, blacks, bleed ----

def lines():
    f = made("0.5 w 0 0 0 1 K 100 100 m 300 100 l S 2 w 100 200 m 300 200 l S")
    near(f["line_min_mm"], 0.5 / PT, 0.001, "thinnest line")
    near_box(f["line_min_box"], [100 / PT, 300 - 100.25 / PT, 200 / PT, 0.5 / PT], "its place")
    f = made("q 0.1 0 0 0.1 0 0 cm 1 w 1000 1000 m 3000 1000 l S Q")
    near(f["line_min_mm"], 0.1 / PT, 0.001, "after the matrix")
    f = made("q 1 0 0 0.1 0 0 cm 1 w 100 1000 m 300 1000 l S Q")
    near(f["line_min_mm"], 0.1 / PT, 0.001, "of an oblique pen")
    f = made("0 w 100 100 m 300 100 l S")
    check(f["line_min_mm"] == 0 and bool(seen(f, "hairline")), "hairline")
    check(made(rect(20, 20, 50, 50))["line_min_mm"] in (None, "inf", float("inf")), "no line")
    f = made(rect(20, 100, 150, 0.04))
    near(f["line_min_mm"], 0.04, 0.001, "a line that is filled")
    near_box(f["line_min_box"], [20, 100, 150, 0.04], "its place", 0.05)
    strips = "".join(rect(20, 100 + 0.4 * i, 150, 0.4, f"0 {i / 50} 0 0.1 k") for i in range(40))
    check(made(strips)["line_min_mm"] in (None, "inf", float("inf")), "strips of a gradient are no lines")


def blacks():
    f = made(rect(20, 20, 100, 50))
    near(f["solid_k_cm2"], 50, 0.1, "solid K")
    near_box(f["solid_k_box"], [20, 20, 100, 50], "its place")
    near(made(rect(20, 20, 100, 50, "0.5 0.5 0.5 1 k"))["solid_k_cm2"], 0, 0.001, "rich black is not K alone")
    small = text("Small black words", 20, 100, 30)
    check(made(small)["k_only"] == 1, "black text in K")
    f = made(small.replace("0 0 0 1 k", "0.6 0.5 0.5 1 k") + text("Big", 20, 200, 200))
    check(f["k_only"] == 0 and f["not_k_box"][1] < 105, "rich black text is found")
    check(made("0 0 0 rg " + small.replace("0 0 0 1 k", "") + text("Big", 20, 200, 200))["k_only"] == 0, "RGB black becomes four inks")


def bleeds():
    def ground(x, y, w, h):
        return rect(x, y, w, h, "1 0.5 0 0 k", page_h_mm=306)
    near(made(ground(0, 0, 206, 306), bleed_mm=3)["bleed_reach_mm"], 3, 0.01, "a ground that fills the bleed")
    near(made(ground(3, 3, 200, 300), bleed_mm=3)["bleed_reach_mm"], 0, 0.01, "a ground that ends on the trim")
    near(made(ground(0, 2, 206, 302), bleed_mm=3)["bleed_reach_mm"], 1, 0.01, "the least side counts")
    f = made(ground(20, 20, 50, 50), bleed_mm=3)
    check(f["bleed_reach_mm"] in (None, "inf", float("inf")), "nothing is cut")
    f = made("0 0 0 1 K 1 w 4 0 m 4 5 l S " + ground(0, 0, 206, 306), bleed_mm=3)
    near(f["bleed_reach_mm"], 3, 0.01, "a crop mark is not cut")


# ---- pictures ----

def jpeg(quality):
    data = io.BytesIO()
    picture = Image.effect_noise((300, 200), 40).convert("RGB")
    picture.save(data, "JPEG", quality=quality)
    return data.getvalue()


def qualities():
    for quality in (30, 75, 95):
        def objects(pdf):
            return {"x": pdf.stream(jpeg(quality), "/Type /XObject /Subtype /Image /Width 300 /Height 200 /ColorSpace /DeviceRGB "
                                                   "/BitsPerComponent 8 /Filter /DCTDecode")}
        f = made(place("J", 20, 30, 60, 40), "/XObject << /J %(x)d 0 R >>", objects=objects)
        near(f["images"][0]["quality"], quality, 1, "quality of a JPEG inside")


def sheets():
    """One picture is the whole page: what is on it nobody can tell apart, but how sharp it is."""
    def objects(pdf):
        return {"a": image(pdf, 300, 450), "b": image(pdf, 301, 200), "s": image(pdf, 300, 225)}
    resources = HELVETICA + " /XObject << /a %(a)d 0 R /b %(b)d 0 R /s %(s)d 0 R >>"
    f = made(place("a", 0, 0, 200, 300), resources, objects=objects)
    check(f["flat"] and f["share"] is None, "a page that is a picture is flat")
    near(f["ppi_min"], 38.1, 0.1, "and as sharp as that picture")
    f = made(place("s", 0, 0, 200, 150) + place("s", 0, 150, 200, 150), resources, objects=objects)
    check(len(f["images"]) == 2 and not f["flat"], "one picture twice is two")
    f = made(place("a", 0, 0, 200, 300) + place("b", 20, 30, 60, 40), resources, objects=objects)
    check(not f["flat"] and len(f["images"]) == 1 and list(seen(f, "ground")) == ["38"], "a picture on a ground")
    f = made(place("a", 0, 0, 200, 300) + text("Words", 20, 60, 60, "0 0 0 0 k"), resources, objects=objects)
    check(f["flat"] and f["text_source"] == "live" and f["overlaps"] != 1, "words on a page that is a picture")


def pictures():
    def objects(pdf):
        names = {"a": image(pdf, 300, 200), "b": image(pdf, 301, 200), "rgb": image(pdf, 300, 200, "/DeviceRGB", 3)}
        mask = image(pdf, 30, 20, "/DeviceGray", 1)
        names["soft"] = image(pdf, 302, 200, more=f"/SMask {mask} 0 R")
        names["t1"] = image(pdf, 400, 100)
        names["t2"] = image(pdf, 400, 104)
        names["dot"] = image(pdf, 1, 1)
        return names
    resources = "/XObject << " + " ".join(f"/{n} %({n})d 0 R" for n in ("a", "b", "rgb", "soft", "t1", "t2", "dot")) + " >>"

    def images(content):
        return made(content, resources, objects=objects)["images"]
    one = images(place("a", 20, 30, 60, 40))
    check(len(one) == 1 and one[0]["type"] == "photo", f"one picture: {len(one)}")
    near_box(one[0]["box"], [20, 30, 60, 40], "its box", 0.02)
    near(one[0]["ppi_x"], 127, 0.1, "its ppi")
    near(one[0]["stretch"], 1, 0.001, "not stretched")
    check(one[0]["filter"] == "FlateDecode" and one[0]["space"] == "DeviceCMYK", "its filter and space")
    wide = images(place("a", 20, 30, 120, 40))[0]
    near(wide["ppi_x"], 63.5, 0.1, "ppi across")
    near(wide["ppi_y"], 127, 0.1, "ppi down")
    near(wide["stretch"], 2, 0.01, "stretched")
    turned = images(f"q 0 {60 * PT} {-40 * PT} 0 {100 * PT} {100 * PT} cm /a Do Q")[0]
    near(turned["turned_deg"], 90, 0.01, "turned")
    near(turned["ppi_x"], 127, 0.1, "ppi of a turned picture")
    clipped = images(f"q {20 * PT} {200 * PT} {30 * PT} {100 * PT} re W n {place('a', 20, 30, 60, 40)} Q")[0]
    near_box(clipped["box"], [20, 30, 30, 40], "clipped", 0.1)
    near(clipped["px_w"], 150, 1, "pixels used")
    check(images(place("rgb", 20, 30, 60, 40))[0]["space"] == "DeviceRGB", "RGB picture")
    check(len(images(place("soft", 20, 30, 60, 40))) == 1, "a picture with a soft mask is one")
    check(len(images(place("t1", 20, 30, 80, 20) + place("t2", 20, 50, 80, 20.8))) == 1, "tiles are one picture")
    check(len(images(place("a", 20, 30, 60, 40) + place("b", 100, 30, 60, 40))) == 2, "two pictures are two")
    twice = images(place("a", 20, 30, 60, 40) + place("a", 20, 130, 60, 40))
    check(len(twice) == 2 and twice[0]["same"] == twice[1]["same"], "the same picture twice")
    on_ground = images(place("a", 0, 0, 200, 300) + place("b", 100, 30, 60, 40))
    check(len(on_ground) == 1 and not on_ground[0]["decoration"], "a picture under the whole page is a ground")
    alone = images(place("a", 0, 0, 200, 300))
    check(len(alone) == 1 and alone[0]["decoration"], "a picture that is the whole page is told, and what is on it is not")
    check(images(place("a", 20, 30, 3, 2)) == [], "a speck is decoration")
    check(images(place("dot", 20, 30, 60, 40)) == [], "one pixel is decoration")
    check(images(place("a", 20, 330, 60, 40)) == [], "outside the trim is nothing")
    f = made(place("soft", 20, 30, 60, 40), resources, objects=objects)
    check(f["pdf"]["soft_masks"] and f["pdf"]["transparency"], "an image's soft mask")


def enlarged():
    """Pictures that were blown up before they were placed; noise has detail enough to tell."""
    source = Image.frombytes("RGB", (1100, 900), random.Random(7).randbytes(1100 * 900 * 3)).resize((1000, 800))
    for name, factor, how in (("as it is", 1, Image.NEAREST), ("repeated", 2, Image.NEAREST),
                              ("linear", 3, Image.BILINEAR), ("cubic", 2, Image.BICUBIC), ("cubic", 4, Image.BICUBIC)):
        picture = source.resize((source.width * factor, source.height * factor), how)
        f = made(place("a", 20, 30, 100, 80), "/XObject << /a %(a)d 0 R >>",
                 objects=lambda pdf: {"a": image(pdf, picture.width, picture.height, "/DeviceRGB", 3,
                                                 data=picture.tobytes())})
        check([i["upsampled"] for i in f["images"]] == [factor], f"{name} × {factor}: {f['images']}")


for test in (boxes, texts, hidden, layers, spaces, nested, states, lines, blacks, bleeds, pictures, qualities, sheets, enlarged):
    test()
end(100)
