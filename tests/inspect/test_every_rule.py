# SPDX-License-Identifier: Apache-2.0
"""Every rule, as files: one that keeps it and one that breaks it in one place, found at that place. The files that keep all
are our own outputs; each is broken by a change that leaves the rest as it was (pdf_edit.py), or by a program that is not
ours. Rules that only a spec can break have a spec.

usage: test_every_rule.py ZHANBAN
"""
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
sys.path.insert(0, str(HERE))
from lib import ROOT, check, end, run, scratch, tool  # noqa: E402
from pdf_edit import PT, Edit  # noqa: E402
from psd_make import Layer, block, engine_data, psd, type_tool  # noqa: E402

FOLDER = scratch()
SCHOOL = ROOT / "examples/school"
RNG = random.Random(7)


def spec(name, change):
    board = json.loads((SCHOOL / "board.json").read_text(encoding="utf-8"))
    change(board)
    folder = FOLDER / name
    shutil.copytree(SCHOOL / "pictures", folder / "pictures")
    path = folder / "board.json"
    path.write_text(json.dumps(board, ensure_ascii=False), encoding="utf-8")
    return path


def render(name, source, *kinds, options=()):
    files = [FOLDER / f"{name}.{kind}" for kind in kinds]
    done = run("render", source, *[part for file in files for part in ("-o", file)], "--quiet", *options)
    check(done.returncode in (0, 1), f"{name} renders: {done.stderr[-200:]}")
    return files


def poor(board):
    """Few words, none of them set apart, no chart; a title in book marks."""
    board["title"] = "《人机共教》"
    board["sections"] = board["sections"][:2]
    for section in board["sections"]:
        section["text"] = [text.replace("**", "") for text in section["text"]]
        section["figures"] = [figure for figure in section["figures"] if figure["type"] == "photo"][:1]
    board.pop("notes", None)
    board.pop("lead", None)


PDF, TIF, JPG, PSD = render("good", SCHOOL / "board.json", "pdf", "tif", "jpg", "psd")
OFFSET, = render("offset", SCHOOL / "board.json", "pdf", options=("--process", "offset"))
POOR, = render("poor", spec("poor", poor), "pdf", options=("--dpi", "72"))


# ---- what to draw ----

def noise(w, h, n=4, dark=255):
    return bytes(RNG.randrange(dark) for _ in range(w * h * n))


def jpeg(w, h, quality):
    """A CMYK JPEG by ImageMagick of those pixels."""
    raw = FOLDER / "noise.cmyk"
    raw.write_bytes(noise(w, h, dark=120))
    out = FOLDER / "noise.jpg"
    tool("convert", "-size", f"{w}x{h}", "-depth", "8", f"cmyk:{raw}", "-quality", str(quality), out)
    return out.read_bytes()


def blown(w, h):
    """w × h pixels, each twice as wide and as high."""
    rows = [noise(w, 1) for _ in range(h)]
    return b"".join(b"".join(row[4 * x:4 * x + 4] * 2 for x in range(w)) * 2 for row in rows)


AIGC = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" TC260:AIGC="{&quot;Label&quot;:&quot;1&quot;}"/></rdf:RDF></x:xmpmeta>')
SPOT = "[/Separation /Gold /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0.2 0.8 0.1] /N 1 >>]"
ALL = SPOT.replace("/Gold", "/All")
PX = 12  # a millimetre at 304.8 ppi


def helvetica(e, text, x, y, size, colour="0 0 0 0.9 k"):
    e.resource("Font", "ZH", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    e.draw(f"BT /ZH {size} Tf {colour} 1 0 0 1 {x * PT} {e.height - y * PT} Tm ({text}) Tj ET")


def state(e, name, body):
    e.resource("ExtGState", name, f"<< /Type /ExtGState {body} >>")


def twice(e):
    number = e.image(60, 520, 70, 70, noise(70 * PX, 70 * PX), (70 * PX, 70 * PX))
    e.place(number, 180, 520, 70, 70)


def script(e):
    e.catalog("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")


def annotation(e):
    x, y, w, h = map(float, e.box(300, 600, 60, 40).split())
    e.page = e.page[:-2] + f" /Annots [<< /Type /Annot /Subtype /Square /Rect [{x} {y} {x + w} {y + h}] /F 4 >>] >>"


def type3(e):
    glyph = e.add_stream("1000 0 0 0 750 750 d1 0 0 750 750 re f")
    e.resource("Font", "Z3", f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {glyph} 0 R >> "
                             "/Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1000] >>")
    e.draw(f"BT /Z3 60 Tf 1 0 0 1 {345 * PT} {e.height - 1010 * PT} Tm (a) Tj ET")


def layers(e):
    off = re.search(r"/OCGs \[ ?(\d+ 0 R)", e.text(e.root)).group(1)
    e.catalog("")
    e.put(e.root, e.text(e.root).replace("/BaseState /ON", f"/BaseState /ON /OFF [{off}]"))


def no_intent(e):
    e.put(e.root, re.sub(r"/OutputIntents \[.*?\]", "", e.text(e.root)))


def size_of(font, old, new):
    return lambda e: e.replace(rf"/{font} {old} Tf", f"/{font} {new} Tf", count=0)


def leading(e):
    """Three lines of body text, two em apart."""
    for i in range(3):
        e.words("教师据此分层设计", 42, 60 + 78 * i, 110.3)


def kinsoku(e):
    e.words("教师据此分层设计把话筒还", 420, 470, 60)
    e.words("，把话筒递给课堂上还个人", 420, 496, 60)


def marks(e):
    e.words("教师据此", 42, 520, 110.3)
    helvetica(e, ",", 42 + 4 * 38.9 - 1, 520, 110.3)
    e.words("分层设计", 42 + 4 * 38.9 + 10, 520, 110.3)


def spoilt(e):
    """A code with a mark on it that is far too large."""
    code(2.7)(e)
    e.rect(430 + 8 * 2.7, 440 + 8 * 2.7, 17 * 2.7, 17 * 2.7, "0 0.8 0.9 0 k")


def code(module, quiet=4, dark="0 0 0 1 k", light="0 0 0 0 k", x=430, y=440):
    art = subprocess.run(["qrencode", "-8", "-l", "M", "-m", "0", "-t", "ASCIIi", "https://example.org/b"], capture_output=True, text=True,
                         check=True).stdout
    rows = [line[::2] for line in art.splitlines() if line]
    cells = [[c == " " for c in row] for row in rows] if rows[0][0] == " " else [[c == "#" for c in row] for row in rows]
    n = len(cells)

    def make(e):
        e.rect(x - 60, y - 60, n * module + 120, n * module + 120, "0.9 0.6 0 0.1 k")
        e.rect(x - quiet * module, y - quiet * module, (n + 2 * quiet) * module, (n + 2 * quiet) * module, light)
        for row in range(n):
            for col in range(n):
                if cells[row][col]:
                    e.rect(x + col * module, y + row * module, module, module, dark)
    return make


# ---- the cases: rule, change, where it is to be found (x, y in mm; None: it is the whole file), options ----

ON_PDF = [
    ("board.size", lambda e: setattr(e, "page", re.sub(r"/TrimBox \[.*?\]", f"/TrimBox [0 0 {700 * PT} {e.height}]", e.page)), None),
    ("board.visible", lambda e: e.words("教师", 4, 1040, 110.3), (4, 1008)),
    ("text.edge", lambda e: (e.words("教师", 4, 1040, 110.3), e.words("教师", 6, 1300, 110.3)), (6, 1261)),
    ("board.placeholder", lambda e: helvetica(e, "Lorem ipsum dolor sit amet", 60, 1015, 40), (60, 1000)),
    ("file.layers", layers, None),
    ("file.active", script, None),
    ("file.annotations", annotation, (300, 600)),
    ("image.resolution", lambda e: e.image(60, 520, 80, 60, noise(240, 180), (240, 180)), (60, 520)),
    ("image.count", lambda e: (e.image(60, 520, 60, 60, noise(720, 720), (720, 720)), e.image(160, 520, 60, 60, noise(720, 720), (720, 720))), None),
    ("image.distorted", lambda e: e.image(60, 520, 80, 40, noise(960, 960), (960, 960)), (60, 520)),
    ("image.upsampled", lambda e: e.image(60, 520, 80, 60, blown(480, 360), (960, 720)), (60, 520)),
    ("image.duplicate", twice, (180, 520)),
    ("image.quality", lambda e: e.image(60, 520, 80, 60, jpeg(960, 720, 20), (960, 720), more="/Filter /DCTDecode /Decode [1 0 1 0 1 0 1 0]"), (60, 520)),
    ("figure.ai", lambda e: e.image(60, 520, 80, 60, noise(960, 720), (960, 720), more=f"/Metadata {e.add_stream(AIGC, '/Type /Metadata /Subtype /XML')} 0 R"), (60, 520)),
    ("layout.ratio", lambda e: e.image(40, 430, 360, 560, noise(60, 100), (60, 100)), None),
    ("text.contrast", lambda e: e.words("教师据此", 340, 1015, 60, colour="0.1 0.03 0 0.05 k"), (340, 998)),
    ("text.overlap", lambda e: e.words("教师据此分层设计", 60, 705, 80), (60, 682)),
    ("text.hidden", lambda e: e.words("教师据此", 340, 1015, 60, mode=3), (340, 998)),
    ("type.family", lambda e: helvetica(e, "STEM", 340, 1015, 60), (340, 997)),
    ("font.embedded", lambda e: helvetica(e, "STEM", 340, 1015, 60), (340, 997)),
    ("font.type3", type3, None),
    ("type.title", size_of("F1", "300.189", "200"), (40, 60)),
    ("type.heading", size_of("F3", "180[.0-9]*", "140"), (104, 440)),
    ("type.body", size_of("F4", "110[.0-9]*", "76"), (42, 506)),
    ("type.caption", size_of("F2", "70[.0-9]*", "60"), (497, 221)),
    ("type.note", size_of("F4", "55[.0-9]*", "40"), (114, 1686)),
    ("type.leading", leading, None),
    ("type.kinsoku", kinsoku, (420, 475)),
    ("type.marks", marks, (42, 483)),
    ("type.reversed", lambda e: e.words("教师据此", 340, 1670, 10, colour="0 0 0 0 k"), (340, 1667)),
    ("colour.mode", lambda e: e.rect(340, 980, 40, 30, "1 0 0 rg"), (340, 980)),
    ("ink.total", lambda e: e.rect(340, 980, 40, 30, "1 1 1 1 k"), (340, 980)),
    ("ink.black", lambda e: e.words("教师据此", 340, 1015, 60, colour="0.7 0.6 0.6 0.9 k"), (340, 998)),
    ("ink.spot", lambda e: (e.resource("ColorSpace", "ZS", SPOT), e.rect(340, 980, 40, 30, "/ZS cs 1 scn")), (340, 980)),
    ("ink.registration", lambda e: (e.resource("ColorSpace", "ZA", ALL), e.rect(340, 980, 40, 30, "/ZA cs 1 scn")), (340, 980)),
    ("ink.overprint", lambda e: (state(e, "ZO", "/op true /OP true /OPM 1"), e.rect(340, 980, 40, 30, "/ZO gs 0 1 0 0 k")), (340, 980)),
    ("ink.white-overprint", lambda e: (state(e, "ZO", "/op true /OP true /OPM 1"), e.rect(340, 980, 40, 30, "/ZO gs 0 0 0 0 k")), (340, 980)),
    ("pdf.device", lambda e: (state(e, "ZT", "/TR << /FunctionType 2 /Domain [0 1] /N 2 >>"), e.rect(340, 980, 40, 30, "/ZT gs 0 1 0 0 k")), None),
    ("qr.module", code(0.7), (430, 440)),
    ("qr.quiet", code(2.7, quiet=1), (430, 440)),
    ("qr.contrast", code(2.7, dark="0.5 0.4 0.1 0.2 k"), (430, 440)),
    ("qr.decodable", spoilt, (430, 440)),
]
ON_OFFSET = [
    ("board.bleed", lambda e: setattr(e, "page", re.sub(r"/BleedBox \[.*?\]", re.search(r"/TrimBox \[.*?\]", e.page).group(0).replace("Trim", "Bleed"), e.page)), None),
    ("ink.line", lambda e: e.draw(f"0 0 0 1 K 0.03 w {350 * PT} {e.height - 1000 * PT} m {390 * PT} {e.height - 1000 * PT} l S"), (347, 997)),
    ("pdf.intent", no_intent, None),
    ("pdf.x4", lambda e: e.rect(340, 980, 40, 30, "1 0 0 rg"), None),
]


def judge(files, *options):
    """One report a file."""
    done = run("check", *files, "--quiet", "--json", FOLDER / "report.json", *options)
    check(done.returncode in (0, 1), f"{[f.name for f in files]}: status {done.returncode}: {done.stderr[-300:]}")
    reports = json.loads((FOLDER / "report.json").read_text(encoding="utf-8"))
    return reports if isinstance(reports, list) else [reports]


broken_by_a_file = set()


def found(rule, report, where, name=""):
    """The rule is broken; where: left and top of the place, mm, ± 6."""
    broken_by_a_file.add(rule)
    of_rule = [f for f in report["findings"] if f["rule"] == rule]
    if not check(of_rule, f"{rule} {name}: not found among {sorted({f['rule'] for f in report['findings']})}"):
        return
    check(all(f["message"] and f["fix"] for f in of_rule), f"{rule}: a sentence is missing")
    if where is None:
        return
    boxes = [f["place"]["box_mm"] for f in of_rule]
    check(any(box and abs(box[0] - where[0]) <= 6 and abs(box[1] - where[1]) <= 6 for box in boxes), f"{rule} {name}: at {boxes}, not at {where}")


def edited(base, cases, *options):
    for at in range(0, len(cases), 8):
        some, files = cases[at:at + 8], []
        for rule, change, _ in some:
            e = Edit(base)
            change(e)
            files.append(e.save(FOLDER / f"{rule}.pdf"))
        for (rule, _, where), report in zip(some, judge(files, *options)):
            check(report["facts"]["container"]["reading"] == "whole", f"{rule}: {report['facts']['container']}")
            found(rule, report, where)
        for file in files:
            file.unlink()


# ---- files that keep everything ----

UNKNOWN = {"unknown.text", "unknown.images", "unknown.layout", "unknown.ink"}
good = judge([PDF, TIF, JPG, PSD]) + judge([OFFSET], "--process", "offset")
for report, allowed in zip(good, (set(), UNKNOWN | {"file.output"}, UNKNOWN, set(), set())):
    rules = {f["rule"] for f in report["findings"]}
    check(rules <= allowed, f"{report['file']} keeps every rule but {sorted(rules - allowed)}")
for rule in sorted(UNKNOWN):
    found(rule, good[1], None)

# ---- PDF ----

edited(PDF, ON_PDF)
edited(OFFSET, ON_OFFSET, "--process", "offset")
large = Edit(PDF)
large.rect(40, 430, 350, 280, "0 0 0 1 k")
found("ink.black", judge([large.save(FOLDER / "large.pdf")], "--process", "penhui")[0], (40, 430), "a large area in K alone")

poor_report = judge([POOR])[0]
for rule in ("text.count", "text.emphasis", "figure.infographic", "image.count", "title.marks"):
    found(rule, poor_report, None)

empty = Edit(PDF)
empty.page = re.sub(r"/Contents \d+ 0 R", f"/Contents {empty.add_stream('0 0 0 0 k 0 0 9 9 re f')} 0 R", empty.page)
found("board.blank", judge([empty.save(FOLDER / "empty.pdf")])[0], None)
tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dNoOutputFonts", "-o", FOLDER / "outlines.pdf", POOR)
found("font.outlined", judge([FOLDER / "outlines.pdf"])[0], None)
tool("qpdf", "--empty", "--pages", PDF, PDF, "--", FOLDER / "pages.pdf")
tool("qpdf", "--encrypt", "", "secret", "256", "--print=none", "--modify=none", "--", PDF, FOLDER / "restricted.pdf")
(FOLDER / "cut.pdf").write_bytes(PDF.read_bytes()[:2000000])
small = Edit(POOR).save(FOLDER / "small.pdf")
for rule, name in (("file.pages", "pages.pdf"), ("file.restricted", "restricted.pdf"), ("file.readable", "cut.pdf"), ("file.output", "small.pdf")):
    found(rule, judge([FOLDER / name])[0], None)
turned = ROOT / "examples/reference/d/board.json"
found("board.orientation", judge(render("turned", turned, "tif", options=("--dpi", "72")))[0], None)
standard = json.loads((ROOT / "layouts/standards/liaoning-2025-main.json").read_text(encoding="utf-8"))
for clause in standard["clauses"]:
    if clause["id"] == "layout.path":
        clause["limits"]["paths"] = ["Z"]
(FOLDER / "z.json").write_text(json.dumps(standard, ensure_ascii=False), encoding="utf-8")
found("layout.path", judge([PDF], "--standard", FOLDER / "z.json")[0], None, "an F where Z alone is allowed")

# ---- pixels, layers ----

half = FOLDER / "half.tif"
rough, = render("rough", SCHOOL / "board.json", "tif", options=("--dpi", "72"))
tool("convert", rough, "+profile", "*", "-density", "72", "-units", "PixelsPerInch", half)
found("raster.profile", judge([half], "--process", "offset")[0], None)
bare = FOLDER / "bare.tif"
tool("tiffcp", "-c", "none", half, bare)
tool("tiffset", "-u", "282", bare)
tool("tiffset", "-u", "283", bare)
found("raster.density", judge([bare])[0], None)


def sheet(name, layers=(), mode="CMYK", **more):
    """A small PSD of 785 × 1780 mm at 10 ppi."""
    path = FOLDER / f"{name}.psd"
    plain = [[0.9 if (x // 7 + y // 9) % 3 else 0.4 for x in range(309)] for y in range(701)]
    path.write_bytes(psd(309, 701, mode, [plain] * (4 + more.get("extra_planes", 0)), layers, ppi=10, **more))
    return path


def words(name, text, y, **style):
    run_ = dict({"size": 39 / 25.4 * 10, "font": "SourceHanSansCN-Regular"}, **style)
    return Layer(name, blocks=block(b"TySh", type_tool(engine_data([(text, run_)], ["SourceHanSansCN-Regular"]), (1, 0, 0, 1, 40, y))))


reports = judge([sheet("source", [words("正文", "教师据此分层设计\r备课有据也有余裕", 200)]), sheet("channel", extra_planes=1), sheet("none", real=False)])
for rule, report in zip(("file.source", "raster.channels", "raster.composite"), reports):
    found(rule, report, None)

# ---- what only a spec can break ----

authors = spec("authors", lambda board: board.update(authors=["甲", "乙", "丙", "丁", "戊", "己"], waive=[{"rule": "board.size", "why": "?"}]))
report = judge([authors])[0]
for rule in ("authors.count", "waiver.unused"):
    found(rule, report, None)
glyphs = spec("glyphs", lambda board: board["sections"][0]["text"].__setitem__(0, board["sections"][0]["text"][0] + "\U0001F600"))
found("text.glyphs", judge([glyphs])[0], None)

# ---- and none is left out ----

layouts = [json.loads((ROOT / "layouts" / name).read_text(encoding="utf-8")) for name in ("technical.json", "standards/liaoning-2025-main.json")]
everything = {clause["id"] for part in layouts for clause in part["clauses"]}
facts = {"board.stand", "colour.scheme", "qr.allowed"}
missing = everything - facts - broken_by_a_file
check(len(everything) > 60 and not missing, f"without a file that breaks it: {sorted(missing)} of {len(everything)}")
shutil.rmtree(FOLDER)
end(130)
