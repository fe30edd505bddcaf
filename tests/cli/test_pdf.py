# SPDX-License-Identifier: Apache-2.0
"""A whole board as PDF, judged by programs that are not ours: qpdf, poppler, MuPDF, Ghostscript.

usage: test_pdf.py ZHANBAN SPEC

Renders the spec once and asks every question of docs/formats.md §4 about the file. That the text is right does not
prove that the glyphs are: a reader takes the text from ToUnicode and the shapes from the font. So three renderers'
pixels are compared with each other and with our own raster, which draws outlines and knows nothing of PDF fonts.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser

from grey_pictures import difference, normalised, read, read_pgm, read_png, read_tiff

ZHANBAN = SPEC = FOLDER = PDF = PNG = None
DPI = 40  # of all renderings: the PNG's own
MM_IN_PT = 72 / 25.4


def run(*command, env=None, check=True):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, check=False)
    if check and done.returncode != 0:
        raise AssertionError("%s: status %d\n%s" % (" ".join(command), done.returncode, done.stderr.decode()))
    return done


def text_of(*command):
    return run(*command).stdout.decode("utf-8")


def render(name, *options, env=None):
    """Findings (status 1) are not this test's subject; errors (2, 3) are."""
    path = os.path.join(FOLDER, name)
    done = run(ZHANBAN, "render", SPEC, "-o", path, "--quiet", *options, env=env, check=False)
    if done.returncode not in (0, 1):
        raise AssertionError("render: status %d\n%s" % (done.returncode, done.stderr.decode()))
    return path


# ---- the spec's text ----

# Joiners steer the line breaking and print nothing; poppler sees a space in every gap between Han and Latin.
UNPRINTED = re.compile(r"\*\*|[~\u2060\u200b]|\s")


def squeezed(text):
    return UNPRINTED.sub("", text)


def spec_texts(spec):
    """Every text that the spec asks to print, those of the sections in their order."""
    for key in ("title", "subtitle", "organization", "lead"):
        if spec.get(key):
            yield spec[key]
    yield from spec.get("authors", [])
    for highlight in spec.get("highlights", []):
        yield highlight["value"]
        yield highlight["label"]
    for section in spec["sections"]:
        yield section["heading"]
        texts = section.get("text", [])
        yield from [texts] if isinstance(texts, str) else texts
        for figure in section.get("figures", []):
            if figure.get("caption"):
                yield figure["caption"]
    yield from spec.get("notes", [])
    for qr in spec.get("qr", []):
        if qr.get("label"):
            yield qr["label"]


def count_chars(text):
    """docs/measures.md §2: a Han character or full-width mark is one, a run of Latin letters and digits is one."""
    runs = re.findall(r"[A-Za-z0-9\u00c0-\u024f]+(?:[.,%\-/:]+[A-Za-z0-9\u00c0-\u024f]+)*%?", text)
    wide = re.findall(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u3000-\u303f\u2014\u2026\u2018-\u201d\u00b7]", text)
    return len(runs) + len(wide)


# ---- what poppler sees where ----


class Words(HTMLParser):
    """pdftotext -bbox: words and their boxes in points from the top left."""

    def __init__(self, html):
        super().__init__()
        self.found, self.box = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.box = [float(attrs[k]) for k in ("xmin", "ymin", "xmax", "ymax")] if tag == "word" else None

    def handle_data(self, data):
        if self.box:
            self.found.append((data, self.box))


def body_words(spec):
    """Four stretches of body text with their boxes: Han only, no keyword, no mark that may hang into the margin."""
    body = []
    for section in spec["sections"]:
        texts = section.get("text", [])
        body += [texts] if isinstance(texts, str) else texts
    plain = "\n".join(squeezed(part) for text in body for part in re.split(r"\*\*.*?\*\*", text))
    good = []
    for word, (x0, y0, x1, y1) in Words(text_of("pdftotext", "-bbox", PDF, "-")).found:
        em = y1 - y0
        han = re.match(r"[\u4e00-\u9fff]{3,}", word)
        if han and han[0] in plain and em / MM_IN_PT > 25:
            good.append((han[0], (x0, y0, min(x1, x0 + em * len(han[0])), y1)))
    return good[:4]


def pixels(box):
    """The box in pixels at DPI, without the edges of its height: one line of body text and nothing else."""
    x0, y0, x1, y1 = (v * DPI / 72 for v in box)
    inset = (y1 - y0) * 0.12
    return int(x0), int(y0 + inset), int(x1) + 1, int(y1 - inset) + 1


def cells(box, n):
    """The box cut into its n characters, in pixels."""
    x0, y0, x1, y1 = pixels(box)
    return [(x0 + (x1 - x0) * i // n, y0, x0 + (x1 - x0) * (i + 1) // n, y1) for i in range(n)]


# ---- tests ----


class Structure(unittest.TestCase):
    def test_qpdf_finds_nothing(self):
        done = run("qpdf", "--check", PDF)
        self.assertEqual(done.stderr, b"")
        self.assertIn(b"No syntax or stream encoding errors found", done.stdout)
        self.assertIn(b"PDF Version: 1.6", done.stdout)

    def test_fonts(self):
        lines = text_of("pdffonts", PDF).splitlines()[2:]
        self.assertGreaterEqual(len(lines), 2)
        for line in lines:
            self.assertRegex(line, r"^[A-Z]{6}\+(SourceHanSansCN|NotoSansCJKsc)-\w+-Identity-H CID Type 0C +"
                                   r"Identity-H +yes yes yes ")

    def test_page(self):
        info = text_of("pdfinfo", "-box", PDF)
        boxes = {}
        for name, numbers in re.findall(r"^(\w+Box): +(.+)$", info, re.M):
            boxes[name] = [float(v) for v in numbers.split()]
        x0, y0, x1, y1 = boxes["TrimBox"]
        self.assertAlmostEqual((x1 - x0) / MM_IN_PT, 785, delta=0.1)
        self.assertAlmostEqual((y1 - y0) / MM_IN_PT, 1780, delta=0.1)
        self.assertEqual(boxes["MediaBox"], boxes["BleedBox"])
        self.assertRegex(info, r"Pages: +1\n")
        self.assertRegex(info, r"Encrypted: +no")
        self.assertRegex(info, r"JavaScript: +no")

    def test_metadata(self):
        xmp = text_of("pdfinfo", "-meta", PDF)
        self.assertIn("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", xmp)
        info = text_of("pdfinfo", PDF)
        title = re.search(r"^Title: +(.*)$", info, re.M)[1]
        self.assertIn(squeezed(json.loads(read(SPEC))["title"]), squeezed(title))
        escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        self.assertIn('<rdf:li xml:lang="x-default">%s</rdf:li>' % escaped, xmp)
        version = text_of(ZHANBAN, "--version").split()[1]
        self.assertRegex(info, r"Producer: +zhanban %s\n" % re.escape(version))
        self.assertIn(read(PDF).partition(b"pdfxid:GTS_PDFXVersion")[1], b"pdfxid:GTS_PDFXVersion")

    def objects(self):
        return json.loads(text_of("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", PDF))["qpdf"][1]

    def test_four_inks_only(self):
        objects = self.objects()
        text = json.dumps(objects)
        for banned in ("DeviceRGB", "CalRGB", "CalGray", "DeviceGray", "ICCBased", "Lab", "Indexed", "Separation",
                       "JavaScript", "JS", "Annots", "Encrypt", "Alternates", "LZWDecode", "OPI", "AA"):
            self.assertNotIn('"/%s"' % banned, text)
        self.assertIn('"/DeviceCMYK"', text)
        # Every content stream, decoded: page, forms, patterns, Type 3 fonts. Here only the page has one.
        contents = set()
        for entry in objects.values():
            dictionary = entry.get("value", {}) if isinstance(entry, dict) else {}
            if isinstance(dictionary, dict) and dictionary.get("/Type") == "/Page":
                contents.add(dictionary["/Contents"].split()[0])
            stream = entry.get("stream", {}).get("dict", {}) if isinstance(entry, dict) else {}
            self.assertNotIn(stream.get("/Subtype"), ("/Form", "/PS"))
            self.assertNotEqual(stream.get("/PatternType"), 1)
        self.assertEqual(len(contents), 1)
        content = run("qpdf", "--show-object=" + contents.pop(), "--filtered-stream-data", PDF).stdout.decode("latin-1")
        known = set("q Q cm BT ET BDC BMC EMC Tf Tm TJ k K cs scn CS SCN gs w J j m l c h f S B W n Do".split())
        bare = re.sub(r"<[0-9A-Fa-f]*>", " ", content)
        operators = set(re.findall(r"(?<![\w/.])[A-Za-z'\"*]+\d?(?![\w])", bare))
        self.assertEqual(operators - known, set())
        self.assertLessEqual({"BT", "k", "f", "Do", "BDC"}, operators)
        self.assertEqual(content.count("BDC") + content.count("BMC"), content.count("EMC"))
        self.assertNotRegex(content, r"/OC /L\d BDC\n(?!q\n)")

    def test_layers(self):
        objects = self.objects()
        names = [o["value"]["/Name"] for o in objects.values()
                 if isinstance(o.get("value"), dict) and o["value"].get("/Type") == "/OCG"]
        self.assertEqual(sorted(names), sorted("u:" + n for n in ("背景", "图片", "图表", "文字")))

    def test_pictures(self):
        """As fine as asked for, within a pixel, and never finer than 300 ppi by more than that pixel."""
        lines = text_of("pdfimages", "-list", PDF).splitlines()[2:]
        self.assertGreaterEqual(len(lines), 1)
        for line in lines:
            columns = line.split()
            self.assertEqual(columns[5:8], ["cmyk", "4", "8"])
            self.assertLessEqual(int(columns[12]), 302)
            self.assertLessEqual(int(columns[13]), 302)


class Text(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spec = json.loads(read(SPEC))
        cls.raw = squeezed(text_of("pdftotext", "-raw", PDF, "-"))

    def test_all_texts_are_there(self):
        for text in spec_texts(self.spec):
            self.assertIn(squeezed(text), self.raw)

    def test_reading_order(self):
        at = self.raw.index(squeezed(self.spec["title"]))
        for section in self.spec["sections"]:
            texts = section.get("text", [])
            for text in [section["heading"]] + ([texts] if isinstance(texts, str) else texts):
                found = self.raw.find(squeezed(text), at)
                self.assertGreaterEqual(found, at, text)
                at = found + len(squeezed(text))

    def test_count(self):
        count = count_chars(text_of("pdftotext", "-raw", PDF, "-"))
        self.assertGreaterEqual(count, 400)
        self.assertLessEqual(count, 800)


class Drawn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.words = body_words(json.loads(read(SPEC)))
        cls.renderings = {}

    def rendering(self, program):
        if program in self.renderings:
            return self.renderings[program]
        out = os.path.join(FOLDER, program + ".pgm")
        if program == "poppler":
            done = run("pdftoppm", "-q", "-gray", "-r", str(DPI), "-singlefile", PDF, out[:-4])
        elif program == "mupdf":
            done = run("mutool", "draw", "-q", "-c", "gray", "-r", str(DPI), "-o", out, PDF)
        elif program == "ghostscript":
            done = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", "-dPDFSTOPONERROR", "-sDEVICE=pgmraw",
                       "-dGraphicsAlphaBits=4", "-dTextAlphaBits=4", "-r%d" % DPI, "-o", out, PDF)
        # Debian's mutool is built without ICC and says so of every file.
        said = done.stdout + done.stderr
        said = said.replace(b"warning: ICC support is not available\n", b"")
        self.assertEqual(said, b"", program)
        self.renderings[program] = read_pgm(out)
        return self.renderings[program]

    def test_drawn_without_a_warning(self):
        for program in ("poppler", "mupdf", "ghostscript"):
            image = self.rendering(program)
            self.assertAlmostEqual(image.width, 785 / 25.4 * DPI, delta=2)
            self.assertAlmostEqual(image.height, 1780 / 25.4 * DPI, delta=2)

    def test_glyphs_are_right(self):
        ours = read_png(PNG)
        self.assertGreaterEqual(len(self.words), 2)
        for word, box in self.words:
            for i, cell in enumerate(cells(box, len(word))):
                want = normalised(ours.crop(cell))
                for program in ("poppler", "mupdf", "ghostscript"):
                    got = normalised(self.rendering(program).crop(cell))
                    self.assertLess(difference(want, got), 0.25, "%s draws %s otherwise" % (program, word[i]))

    def test_glyphs_could_be_wrong(self):
        """The measure above sees the difference between two characters."""
        ours = read_png(PNG)
        (word, box) = self.words[0]
        shapes = [normalised(ours.crop(cell)) for cell in cells(box, len(word))]
        for a, b in zip(shapes, shapes[1:]):
            self.assertGreater(difference(a, b), 0.35)

    def test_body_text_is_black_alone(self):
        out = os.path.join(FOLDER, "plate")
        done = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", "-dPDFSTOPONERROR", "-sDEVICE=tiffsep",
                   "-sCompression=none", "-r%d" % DPI, "-o", out + ".tif", PDF)
        self.assertEqual(done.stdout + done.stderr, b"")
        plates = {ink: read_tiff("%s(%s).tif" % (out, ink)) for ink in ("Cyan", "Magenta", "Yellow", "Black")}
        for word, box in self.words:
            box = pixels(box)
            black = plates["Black"].crop(box)
            self.assertLess(min(map(min, black)), 40, word)  # K 90 is 26
            paper = [(x, y) for y, row in enumerate(black) for x, v in enumerate(row) if v == 255]
            self.assertGreater(len(paper), 0)
            for ink in ("Cyan", "Magenta", "Yellow"):
                plate = plates[ink].crop(box)
                ground = min(plate[y][x] for x, y in paper)
                self.assertGreaterEqual(min(map(min, plate)), ground - 2, "%s in the plate %s" % (word, ink))


class Repeated(unittest.TestCase):
    """With coarse pictures, to be quick: their pixels take the same way at every resolution."""

    @classmethod
    def setUpClass(cls):
        cls.first = read(render("first.pdf", "--dpi", "72"))

    def same(self, name, *options, **env):
        again = read(render(name, "--dpi", "72", *options, env={**os.environ, **env}))
        self.assertTrue(again == self.first, "%d bytes, then %d others" % (len(self.first), len(again)))

    def test_twice(self):
        self.same("again.pdf")

    def test_one_thread(self):
        self.same("one.pdf", "--threads", "1")

    def test_decimal_comma(self):
        if b"fr_FR.utf8" not in run("locale", "-a").stdout.replace(b"UTF-8", b"utf8"):
            self.skipTest("no locale fr_FR.UTF-8 on this machine")
        self.same("comma.pdf", LC_ALL="fr_FR.UTF-8")

    def test_other_zone_and_hour(self):
        self.same("zone.pdf", TZ="Asia/Shanghai")


def setUpModule():
    global PDF, PNG
    PDF = render("board.pdf")
    PNG = render("board.png", "--dpi", str(DPI))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    ZHANBAN, SPEC = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix="zhanban-pdf-") as FOLDER:
        unittest.main(argv=sys.argv[:1] + sys.argv[3:])
