#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the second half of the corpus: one small board by programs that make.py does not know, and files of pixels as people hand
them in: a page that is one picture, spot plates, turned photographs, charts of shape layers. Used as make.py is.

    make_more.py [WORD…]

Debian, beside make.py's: wkhtmltopdf fop gnuplot-nox texlive-luatex poppler-utils python3-matplotlib python3-pyqt5
python3-numpy python3-tifffile python3-opencv. npm: pdfkit, pdf-lib, @pdf-lib/fontkit, jspdf, sharp, ag-psd.
"""
import html
import json
import os
import shutil
import subprocess
import sys

from kit import HERE, OUT, WORK, made, main, photo, run

FONTS = HERE.parents[1] / "fonts"
MM = 72 / 25.4
WIDTH, HEIGHT = 200, 300
# (text, x, baseline, pt, weight, CMYK): title, heading, body of three lines, caption, labels of a chart, note.
LINES = [("智慧课堂", 12, 44, 84, "Heavy", (0, 0, 0, 0)), ("精准备课", 12, 82, 50, "Bold", (.9, .6, .05, .1))]
LINES += [(t, 12, 98 + 14 * i, 30, "Regular", (0, 0, 0, .9)) for i, t in enumerate(
    ["平台汇聚学情，教师把时间留给分", "层设计，备课从经验走向证据，每", "一节课都知道学生卡在哪里。"])]
LINES += [("教研组共备一课", 12, 200, 20, "Regular", (0, 0, 0, .9)), ("数据来源：学校平台，2025年", 12, 292, 14, "Regular", (0, 0, 0, .9))]
BARS = [("12", 20), ("18", 30), ("27", 45), ("31", 52)]
SHAPES = [(0, 0, WIDTH, HEIGHT, (.05, .02, 0, 0)), (0, 0, WIDTH, 58, (.92, .62, .04, .15)), (112, 136, 76, 70, (0, 0, 0, 0))]
for n, (label, high) in enumerate(BARS):
    SHAPES.append((118 + 17 * n, 196 - high, 12, high, (.9, .6, .05, .1)))
    LINES += [(label, 119.5 + 17 * n, 194 - high, 18, "Regular", (0, 0, 0, .9)), ("一二三四"[n] + "月", 117.5 + 17 * n, 203.5, 18, "Regular", (0, 0, 0, .9))]
PICTURE = (12, 140, 92, 52)
FAMILY = {"Heavy": "Source Han Sans CN Heavy", "Bold": "Source Han Sans CN", "Regular": "Source Han Sans CN"}
CSS_WEIGHT = {"Heavy": 900, "Bold": 700, "Regular": 400}


def rgb(ink):
    return tuple(round(255 * (1 - v) * (1 - ink[3])) for v in ink[:3])


def with_fonts():
    """An environment in which fontconfig knows the fonts of the project."""
    conf = WORK / "fonts.conf"
    conf.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>'
                    f'<dir>{FONTS}</dir><cachedir>{WORK}/fonts</cachedir></fontconfig>', encoding="utf-8")
    return dict(os.environ, FONTCONFIG_FILE=str(conf), HOME=str(WORK))


def board_json():
    path = WORK / "board.json"
    path.write_text(json.dumps({"size": [WIDTH * MM, HEIGHT * MM], "shapes": [[v * MM for v in s[:4]] + [s[4]] for s in SHAPES],
                                "picture": [v * MM for v in PICTURE], "photo": str(photo()), "fonts": str(FONTS),
                                "lines": [[t, x * MM, y * MM, pt, w, c] for t, x, y, pt, w, c in LINES]}), encoding="utf-8")
    return path


def page():
    path = WORK / "board.html"
    parts = [f'<!doctype html><meta charset=utf-8><style>@page{{size:{WIDTH}mm {HEIGHT}mm;margin:0}}*{{margin:0}}body{{width:{WIDTH}mm;'
             f'height:{HEIGHT}mm;position:relative;font-family:"Source Han Sans CN"}}div,img,p{{position:absolute;white-space:pre;line-height:1}}</style>']
    for x, y, w, h, ink in SHAPES:
        parts.append(f'<div style="left:{x}mm;top:{y}mm;width:{w}mm;height:{h}mm;background:rgb{rgb(ink)}"></div>')
    x, y, w, h = PICTURE
    parts.append(f'<img src="{photo()}" style="left:{x}mm;top:{y}mm;width:{w}mm;height:{h}mm">')
    for text, x, y, pt, weight, ink in LINES:
        parts.append(f'<p style="left:{x}mm;top:{y - pt / MM * .94:.2f}mm;font-size:{pt}pt;font-weight:{CSS_WEIGHT[weight]};color:rgb{rgb(ink)}">'
                     f'{html.escape(text)}</p>')
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def node(script, out, *packages):
    folder = WORK / "node"
    folder.mkdir(exist_ok=True)
    (folder / "make.cjs").write_text(script, encoding="utf-8")
    run("npm", "install", "--no-save", *packages, cwd=folder)
    run("node", "make.cjs", board_json(), out, cwd=folder)


# ---- PDF: one board by many programs ----

@made("wkhtmltopdf.pdf")
def _(out):
    run("xvfb-run", "-a", "wkhtmltopdf", "--enable-local-file-access", "--page-width", f"{WIDTH}mm", "--page-height", f"{HEIGHT}mm", "-T", "0",
        "-B", "0", "-L", "0", "-R", "0", "--disable-smart-shrinking", page(), out, env=with_fonts())


@made("fop.pdf")
def _(out):
    conf, source = WORK / "fop.xconf", WORK / "board.fo"
    conf.write_text('<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts>' + "".join(
        f'<font embed-url="file://{FONTS}/SourceHanSansCN-{w}.otf"><font-triplet name="{w}" style="normal" weight="normal"/></font>'
        for w in FAMILY) + "</fonts></renderer></renderers></fop>", encoding="utf-8")
    box = '<fo:block-container absolute-position="fixed" left="%gmm" top="%gmm" width="%gmm" height="%gmm" %s>%s</fo:block-container>'
    ink = lambda c: "cmyk(%g,%g,%g,%g)" % c
    parts = [box % (*s[:4], f'background-color="{ink(s[4])}"', "<fo:block/>") for s in SHAPES]
    parts.append(box % (*PICTURE, "", f'<fo:block line-height="0"><fo:external-graphic src="file://{photo()}" content-width="{PICTURE[2]}mm" '
                                      f'content-height="{PICTURE[3]}mm" scaling="non-uniform"/></fo:block>'))
    parts += [box % (x, y - pt / MM * .86, 400, 60, "", f'<fo:block font-family="{w}" font-size="{pt}pt" line-height="1" color="{ink(c)}">{t}</fo:block>')
              for t, x, y, pt, w, c in LINES]
    source.write_text('<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format"><fo:layout-master-set><fo:simple-page-master master-name="a" '
                      f'page-width="{WIDTH}mm" page-height="{HEIGHT}mm"><fo:region-body/></fo:simple-page-master></fo:layout-master-set>'
                      '<fo:page-sequence master-reference="a"><fo:flow flow-name="xsl-region-body">' + "".join(parts) +
                      "</fo:flow></fo:page-sequence></fo:root>", encoding="utf-8")
    run("fop", "-c", conf, source, out)


@made("lualatex.pdf")
def _(out):
    ink = lambda c: "{cmyk}{%g,%g,%g,%g}" % c
    parts = [r"\definecolor{a}%s\fill[a](%g,%g)rectangle(%g,%g);" % (ink(c), x, y, x + w, y + h) for x, y, w, h, c in SHAPES]
    parts.append(r"\node[anchor=north west,inner sep=0] at (%g,%g){\includegraphics[width=%gmm,height=%gmm]{%s}};" % (*PICTURE, photo()))
    parts += [r"\definecolor{a}%s\node[anchor=base west,inner sep=0] at (%g,%g){\f%s\fontsize{%gbp}{%gbp}\selectfont\color{a}%s};" %
              (ink(c), x, y, w, pt, pt, t) for t, x, y, pt, w, c in LINES]
    (WORK / "board.tex").write_text(
        r"\documentclass{article}\usepackage[paperwidth=%dmm,paperheight=%dmm,margin=0mm]{geometry}\usepackage{fontspec,graphicx,tikz}" % (WIDTH, HEIGHT) +
        "".join(r"\newfontfamily\f%s[Path=%s/]{SourceHanSansCN-%s.otf}" % (w, FONTS, w) for w in FAMILY) +
        r"\pagestyle{empty}\begin{document}\begin{tikzpicture}[remember picture,overlay,x=1mm,y=-1mm,shift={(current page.north west)}]" +
        "\n".join(parts) + r"\end{tikzpicture}\end{document}", encoding="utf-8")
    for _ in range(2):  # places are known in the second run; it ends with a warning about the font's charset
        subprocess.run(["lualatex", "-interaction=batchmode", "board.tex"], cwd=WORK, stdout=subprocess.DEVNULL, timeout=300)
    shutil.move(WORK / "board.pdf", out)


QT = """
import json, sys
from PyQt5.QtCore import QMarginsF, QPointF, QRectF, QSizeF
from PyQt5.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter
app = QGuiApplication(["make", "-platform", "offscreen"])
board = json.load(open(sys.argv[1]))
for weight in ("Heavy", "Bold", "Regular"):
    QFontDatabase.addApplicationFont(board["fonts"] + f"/SourceHanSansCN-{weight}.otf")
out = QPdfWriter(sys.argv[2])
out.setPageSize(QPageSize(QSizeF(200, 300), QPageSize.Millimeter))
out.setPageMargins(QMarginsF(0, 0, 0, 0))
out.setResolution(1200)
scale, painter = 1200 / 72, QPainter(out)
for x, y, w, h, ink in board["shapes"]:
    painter.fillRect(QRectF(x * scale, y * scale, w * scale, h * scale), QColor.fromCmykF(*ink))
painter.drawImage(QRectF(*[v * scale for v in board["picture"]]), QImage(board["photo"]))
for text, x, y, pt, weight, ink in board["lines"]:
    font = QFont("Source Han Sans CN")
    font.setWeight({"Heavy": QFont.Black, "Bold": QFont.Bold, "Regular": QFont.Normal}[weight])
    font.setPixelSize(round(pt * scale))
    painter.setFont(font)
    painter.setPen(QColor.fromCmykF(*ink))
    painter.drawText(QPointF(x * scale, y * scale), text)
painter.end()
"""


@made("qt.pdf")
def _(out):
    (WORK / "qt.py").write_text(QT, encoding="utf-8")
    run(sys.executable, WORK / "qt.py", board_json(), out)


MATPLOTLIB = """
import json, sys
import matplotlib
matplotlib.use("pdf")
import matplotlib.pyplot as plt
from matplotlib.font_manager import FontProperties
matplotlib.rcParams["pdf.fonttype"] = 42
board = json.load(open(sys.argv[1]))
w, h = board["size"]
figure = plt.figure(figsize=(w / 72, h / 72))
axes = figure.add_axes([0, 0, 1, 1])
axes.axis("off")
rgb = lambda ink: [(1 - v) * (1 - ink[3]) for v in ink[:3]]
for x, y, sw, sh, ink in board["shapes"]:
    axes.add_patch(plt.Rectangle((x, y), sw, sh, fc=rgb(ink), ec="none"))
for text, x, y, pt, weight, ink in board["lines"]:
    axes.text(x, y, text, fontproperties=FontProperties(fname=board["fonts"] + f"/SourceHanSansCN-{weight}.otf"), fontsize=pt, color=rgb(ink), va="baseline")
axes.set_xlim(0, w)
axes.set_ylim(h, 0)
figure.savefig(sys.argv[2])
"""


@made("matplotlib.pdf")
def _(out):
    (WORK / "plot.py").write_text(MATPLOTLIB, encoding="utf-8")
    run(sys.executable, WORK / "plot.py", board_json(), out)


@made("pdfkit.pdf")
def _(out):
    node("""
const PDF = require('pdfkit'), fs = require('fs'), b = JSON.parse(fs.readFileSync(process.argv[2])), cmyk = c => c.map(v => 100 * v);
const d = new PDF({ size: b.size, margin: 0 });
d.pipe(fs.createWriteStream(process.argv[3]));
for (const [x, y, w, h, c] of b.shapes) d.rect(x, y, w, h).fill(cmyk(c));
d.image(b.photo, b.picture[0], b.picture[1], { width: b.picture[2], height: b.picture[3] });
for (const [t, x, y, pt, w, c] of b.lines)
  d.font(b.fonts + '/SourceHanSansCN-' + w + '.otf').fontSize(pt).fillColor(cmyk(c)).text(t, x, y, { baseline: 'alphabetic', lineBreak: false });
d.end();""", out, "pdfkit@0.17.2")


@made("jspdf.pdf")
def _(out):
    node("""
const { jsPDF } = require('jspdf'), fs = require('fs'), b = JSON.parse(fs.readFileSync(process.argv[2]));
const d = new jsPDF({ unit: 'mm', format: [200, 300] });
d.setFontSize(48); d.text('Board by jsPDF', 20, 40);
d.setFontSize(18); d.text(['First line of the text', 'second line of the text'], 20, 70);
d.addImage(fs.readFileSync(b.photo), 'JPEG', 20, 100, 120, 80);
d.setLineWidth(.1); d.line(20, 200, 180, 200);
fs.writeFileSync(process.argv[3], Buffer.from(d.output('arraybuffer')));""", out, "jspdf@3.0.3")


@made("gnuplot.pdf")
def _(out):
    subprocess.run(["gnuplot"], check=True, input=f"""set term pdfcairo size 20cm,30cm font 'Noto Sans CJK SC,20'
set output '{out}'
set title '每周互动次数'
set style fill solid
plot '-' using 1:2 with boxes title '次数'
1 5
2 9
3 14
e
""".encode())


@made("pdftocairo.pdf")
def _(out):
    run("pdftocairo", "-pdf", OUT / "lualatex.pdf", out)


# ---- a page that is one picture ----

def drawn_page(ppi, *options):
    run("pdftoppm", "-r", ppi, "-singlefile", *options, OUT / "lualatex.pdf", WORK / "drawn")


@made("img2pdf-fax.pdf")
def _(out):
    drawn_page(36, "-mono")
    run("convert", WORK / "drawn.pbm", "-compress", "Group4", WORK / "drawn.tif")
    run("img2pdf", WORK / "drawn.tif", "--imgsize", f"{WIDTH}mmx{HEIGHT}mm", "-o", out)


@made("tiff2pdf-cmyk.pdf")
def _(out):
    drawn_page(36)
    run("convert", WORK / "drawn.ppm", "-colorspace", "CMYK", "-units", "PixelsPerInch", "-density", "36", "-compress", "Zip", WORK / "cmyk.tif")
    run("tiff2pdf", "-z", "-o", out, WORK / "cmyk.tif")


# ---- TIFF ----

def tiff(out, pixels, **more):
    import tifffile
    tifffile.imwrite(out, pixels, metadata=None, **{"resolution": (300, 300), "photometric": "separated", "compression": "zlib", **more})


def plates(*values):
    """Four plates and more: the first carries a slope, below the others are flat."""
    import numpy
    pixels = numpy.zeros((90, 140, len(values)), numpy.uint8)
    pixels[..., :] = values
    pixels[:45, :, 0] = numpy.linspace(0, 255, 140)
    return pixels


@made("tifffile-spot.tif")
def _(out):
    tiff(out, plates(255, 128, 0, 60, 200), extrasamples=["unspecified"],
         extratags=[(332, "H", 1, 2, True), (333, "s", 0, "Cyan\0Magenta\0Yellow\0Black\0Gold", True), (334, "H", 1, 5, True)])


@made("tifffile-turned.tif")
def _(out):
    tiff(out, plates(255, 128, 0, 60), extratags=[(274, "H", 1, 6, True)])


@made("tifffile-16-planar-motorola.tif")
def _(out):
    import numpy
    tiff(out, numpy.moveaxis(plates(255, 128, 0, 60).astype(numpy.uint16) * 257, -1, 0).copy(), planarconfig="separate", byteorder=">")


@made("tifffile-float.tif")
def _(out):
    import numpy
    tiff(out, (plates(255, 128, 60) / 255).astype(numpy.float32), photometric="rgb")


@made("tiffcp-zstd.tif")
def _(out):
    run("tiffcp", "-c", "zstd", OUT / "tifffile-turned.tif", out)


# ---- JPEG ----

@made("opencv.jpg")
def _(out):
    run(sys.executable, "-c", "import cv2, sys; cv2.imwrite(sys.argv[2], cv2.imread(sys.argv[1]), [cv2.IMWRITE_JPEG_QUALITY, 66])", photo(), out)


@made("sharp-cmyk.jpg")
def _(out):
    node("""const b = JSON.parse(require('fs').readFileSync(process.argv[2]));
require('sharp')(b.photo).toColourspace('cmyk').withMetadata({ density: 254 }).jpeg({ quality: 85 }).toFile(process.argv[3]);""", out, "sharp@0.34.4")


@made("turned.jpg")
def _(out):
    shutil.copy(photo(), out)
    run("exiftool", "-q", "-overwrite_original", "-n", "-Orientation=6", "-IFD0:XResolution=300", "-IFD0:YResolution=300", "-IFD0:ResolutionUnit=2", out)


# ---- PSD ----

@made("ghostscript-spot.psd")
def _(out):
    source = WORK / "spot.ps"
    source.write_text("%!\n<< /PageSize [80 80] >> setpagedevice 1 .5 .5 .4 setcmykcolor 0 0 40 40 rectfill\n"
                      "[/Separation (Gold) /DeviceCMYK {0 exch 0 exch 0}] setcolorspace 1 setcolor 40 40 30 30 rectfill showpage\n", encoding="ascii")
    run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=psdcmyk", "-r36", f"-sOutputFile={out}", source)


@made("imagemagick-gray16.psd")
def _(out):
    run("convert", photo("tiny.jpg", (90, 60)), "-colorspace", "gray", "-depth", "16", "-units", "PixelsPerInch", "-density", "150", out)


@made("ag-psd-chart.psd")
def _(out):
    node("""
const { writePsd } = require('ag-psd'), fs = require('fs'), b = JSON.parse(fs.readFileSync(process.argv[2])), ppi = 18, s = ppi / 72;
const rgb = c => [0, 1, 2].map(i => Math.round(255 * (1 - c[i]) * (1 - c[3])));
const fill = (w, h, c) => ({ width: w, height: h, data: new Uint8ClampedArray(w * h * 4).map((_, i) => [...c, 255][i % 4]) });
const W = Math.round(b.size[0] * s), H = Math.round(b.size[1] * s), corner = (x, y) => ({ linked: true, points: [x, y, x, y, x, y] });
const children = [{ name: 'Background', imageData: fill(W, H, [255, 255, 255]) }];
for (const [x, y, w, h, c] of b.shapes.slice(1).map(v => v.map(n => n.length ? n : Math.round(n * s)))) {
  const [r, g, k] = rgb(c);
  children.push({ name: 'rectangle', left: x, top: y, imageData: fill(w, h, [r, g, k]), vectorFill: { type: 'color', color: { r, g, b: k } },
    vectorMask: { paths: [{ open: false, operation: 'combine', fillRule: 'even-odd', knots: [corner(x, y), corner(x + w, y), corner(x + w, y + h), corner(x, y + h)] }] } });
}
for (const [t, x, y, pt, w, c] of b.lines) {
  const [r, g, k] = rgb(c), size = pt * s;
  children.push({ name: t, left: Math.round(x * s), top: Math.round(y * s - size), imageData: fill(Math.round(size * t.length), Math.round(size), [r, g, k]),
    text: { text: t, transform: [1, 0, 0, 1, x * s, y * s], style: { font: { name: 'SourceHanSansCN-' + w }, fontSize: size, fillColor: { r, g, b: k } } } });
}
const resolution = { horizontalResolution: ppi, horizontalResolutionUnit: 'PPI', widthUnit: 'Inches', verticalResolution: ppi, verticalResolutionUnit: 'PPI', heightUnit: 'Inches' };
fs.writeFileSync(process.argv[3], Buffer.from(writePsd({ width: W, height: H, imageResources: { resolutionInfo: resolution }, imageData: fill(W, H, [240, 240, 240]), children },
  { generateThumbnail: false })));""", out, "ag-psd@31.0.2")


if __name__ == "__main__":
    sys.exit(main())
