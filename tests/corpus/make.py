#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the corpus: files by programs that have nothing to do with ours, committed in files/ so that the tests need none of
those programs. Run it again to renew them; producers that are not installed are named and passed over.

    make.py [WORD…]        all files, or those whose name contains one of the words

Debian: inkscape scribus libreoffice-draw libreoffice-writer ghostscript python3-cairo librsvg2-bin python3-reportlab img2pdf
texlive-xetex chromium gimp graphicsmagick imagemagick libvips-tools libtiff-tools qpdf mupdf-tools python3-pil xvfb.
npm: @myriaddreamin/typst-ts-node-compiler (Typst), ag-psd. Texts and pictures are invented and drawn here.
"""
import os
import shutil
import sys
import textwrap

from kit import gimp, HERE, OUT, WORK, made, main, photo, run

SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200mm" height="300mm" viewBox="0 0 200 300">
<rect width="200" height="300" fill="#fff"/><rect width="200" height="60" fill="#123a6b"/>
<text x="12" y="36" font-family="Noto Sans CJK SC" font-weight="bold" font-size="22" fill="#fff">数智同行</text>
<text x="12" y="80" font-family="Noto Sans CJK SC" font-size="10" fill="#222">平台汇聚学情，教师分层设计。</text>
<text x="12" y="94" font-family="Noto Sans CJK SC" font-size="10" fill="#222">备课从经验走向证据。</text>
<image x="12" y="110" width="120" height="80" xlink:href="{photo}"/>
<path d="M12 220 L180 220 M12 230 L180 230" stroke="#c33" stroke-width=".1" fill="none"/>
<g fill="#e80" fill-opacity=".5"><rect x="20" y="240" width="40" height="40"/><circle cx="70" cy="260" r="20"/></g>
</svg>"""


def svg():
    path = WORK / "page.svg"
    path.write_text(SVG.format(photo=photo()), encoding="utf-8")
    return path


# ---- PDF ----

@made("inkscape-text.pdf")
def _(out):
    run("inkscape", svg(), "--export-type=pdf", "-o", out)


@made("inkscape-outlined.pdf")
def _(out):
    run("inkscape", svg(), "--export-type=pdf", "--export-text-to-path", "-o", out)


@made("rsvg.pdf")
def _(out):
    run("rsvg-convert", "-f", "pdf", "-o", out, svg())


@made("cairo.pdf")
def _(out):
    import cairo
    surface = cairo.PDFSurface(str(out), 600, 900)
    c = cairo.Context(surface)
    c.select_font_face("Noto Sans CJK SC")
    for i, (size, text) in enumerate([(60, "课堂新样态"), (24, "学生自主探究"), (24, "小组合作学习"), (12, "图为课堂现场")]):
        c.set_font_size(size)
        c.move_to(40, 100 + 60 * i)
        c.show_text(text)
    c.set_line_width(.1)
    c.rectangle(40, 400, 300, 200)
    c.stroke()
    surface.finish()


@made("cairo-outlines.pdf")
def _(out):
    import cairo
    surface = cairo.PDFSurface(str(out), 600, 900)
    c = cairo.Context(surface)
    c.select_font_face("Noto Sans CJK SC")
    c.set_font_size(40)
    for i in range(8):
        c.move_to(40, 100 + 60 * i)
        c.text_path("文字全部转成了曲线轮廓")
        c.fill()
    surface.finish()


@made("reportlab-cmyk.pdf")
def _(out):
    from reportlab.lib.colors import CMYKColor, CMYKColorSep
    from reportlab.pdfgen import canvas
    c = canvas.Canvas(str(out), pagesize=(567, 850), invariant=1)
    c.setFillColor(CMYKColor(1, .8, .2, .3))
    c.rect(0, 700, 567, 150, fill=1, stroke=0)
    c.setFillColor(CMYKColor(0, 0, 0, 1))
    c.setFont("Helvetica", 40)
    c.drawString(40, 600, "Helvetica is not embedded")
    c.setFillColor(CMYKColorSep(0, .8, 1, 0, spotName="PANTONE 021 C"))
    c.rect(40, 300, 200, 200, fill=1, stroke=0)
    c.setFillColor(CMYKColor(.9, .9, .9, .9))
    c.rect(280, 300, 200, 200, fill=1, stroke=0)
    c.drawImage(str(photo()), 40, 40, 240, 160)
    c.save()


@made("reportlab-pages.pdf")
def _(out):
    from reportlab.pdfgen import canvas
    c = canvas.Canvas(str(out), pagesize=(400, 600), invariant=1)
    for i in range(3):
        c.setFont("Times-Roman", 30)
        c.drawString(40, 500, f"Page {i + 1} of three")
        if i == 1:
            c.setPageRotation(90)
        c.showPage()
    c.save()


@made("img2pdf-cmyk.pdf")
def _(out):
    run("img2pdf", photo("cmyk.jpg", mode="CMYK", quality=90), "--imgsize", "120mmx80mm", "-o", out)


def postscript():
    path = WORK / "page.ps"
    path.write_text(textwrap.dedent("""\
        %!PS-Adobe-3.0
        << /NeverEmbed [/Helvetica] >> setdistillerparams
        << /PageSize [567 850] >> setpagedevice
        0.9 0.7 0.1 0.2 setcmykcolor 0 700 567 150 rectfill
        /Helvetica findfont 48 scalefont setfont 0 0 0 1 setcmykcolor 40 600 moveto (Ghostscript board) show
        /Helvetica findfont 18 scalefont setfont 40 560 moveto (Set in a font that it does not embed) show
        [/Separation (Gold) /DeviceCMYK {dup 0 exch dup .3 mul exch .9 mul 0}] setcolorspace 1 setcolor 40 300 150 150 rectfill
        0 0 0 1 setcmykcolor 0.05 setlinewidth 40 250 moveto 500 250 lineto stroke
        showpage
        """), encoding="ascii")
    return path


@made("ghostscript.pdf")
def _(out):
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dPDFSETTINGS=/prepress", f"-sOutputFile={out}", postscript())


@made("ghostscript-gray.pdf")
def _(out):
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sColorConversionStrategy=Gray", f"-sOutputFile={out}", postscript())


HTML = """<!doctype html><meta charset=utf-8><style>@page{{size:200mm 300mm;margin:0}}body{{margin:12mm;font:10mm/1.4 "Noto Sans CJK SC"}}
h1{{font-size:24mm;margin:0}}img{{width:120mm;transform:rotate(3deg);opacity:.9}}</style><h1>读写共生</h1><p>每天一页，<b>坚持</b>下来就是成长。
孩子在阅读里看见世界，也看见自己。</p><img src="{photo}">"""


@made("chromium.pdf")
def _(out):
    page = WORK / "page.html"
    page.write_text(HTML.format(photo=photo()), encoding="utf-8")
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={WORK}/chromium", "--no-pdf-header-footer",
        "--disable-background-networking", "--no-first-run", f"--print-to-pdf={out}", f"file://{page}")


@made("libreoffice-writer.pdf")
def _(out):
    page = WORK / "writer.html"
    page.write_text("<html><meta charset=utf-8><body style='font-family:\"Noto Sans CJK SC\"'><h1 style='font-size:48pt'>家校共育</h1>"
                    "<p style='font-size:20pt'>家长在手机上看见孩子每周的进步。</p><p style='font-size:20pt'>教师及时回应。</p></body></html>", encoding="utf-8")
    run("soffice", "--headless", f"-env:UserInstallation=file://{WORK}/lo", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", WORK, page)
    shutil.move(WORK / "writer.pdf", out)


@made("libreoffice-draw.pdf")
def _(out):
    run("soffice", "--headless", f"-env:UserInstallation=file://{WORK}/lo", "--convert-to", "pdf:draw_pdf_Export", "--outdir", WORK, svg())
    shutil.move(WORK / "page.pdf", out)


@made("libreoffice-pdfa.pdf")
def _(out):
    page = WORK / "writer2.html"
    page.write_text("<html><meta charset=utf-8><body style='font-family:\"Noto Sans CJK SC\"'><h1>归档格式</h1><p>PDF/A 文件也会有人拿来印。</p></body></html>", encoding="utf-8")
    run("soffice", "--headless", f"-env:UserInstallation=file://{WORK}/lo", "--convert-to",
        'pdf:writer_web_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"}}', "--outdir", WORK, page)
    shutil.move(WORK / "writer2.pdf", out)


SCRIBUS = """
import scribus
scribus.newDocument((200, 300), (10, 10, 10, 10), scribus.PORTRAIT, 1, scribus.UNIT_MILLIMETERS, scribus.PAGE_1, 0, 1)
scribus.defineColorCMYK("band", 230, 180, 30, 60)
band = scribus.createRect(0, 0, 200, 60)
scribus.setFillColor("band", band); scribus.setLineColor("None", band)
title = scribus.createText(12, 14, 170, 30)
scribus.setText("\\u6570\\u667a\\u540c\\u884c", title)
scribus.setFont("Noto Sans CJK SC Bold", title); scribus.setFontSize(56, title); scribus.setTextColor("White", title)
body = scribus.createText(12, 70, 170, 40)
scribus.setText("\\u5e73\\u53f0\\u6c47\\u805a\\u5b66\\u60c5\\uff0c\\u6559\\u5e08\\u5206\\u5c42\\u8bbe\\u8ba1\\u3002", body)
scribus.setFont("Noto Sans CJK SC Regular", body); scribus.setFontSize(28, body)
image = scribus.createImage(12, 120, 120, 80)
scribus.loadImage("{photo}", image); scribus.setScaleImageToFrame(True, True, image)
pdf = scribus.PDFfile()
pdf.file = "{out}"; pdf.version = {version}; pdf.fonts = []; pdf.outdst = 1; pdf.pages = [1]
pdf.useDocBleeds = False; pdf.bleedt = pdf.bleedb = pdf.bleedl = pdf.bleedr = {bleed}
pdf.info = "corpus"; pdf.resolution = 300; pdf.quality = 1
pdf.save()
"""


def scribus(out, version, bleed):
    script = WORK / "scribus.py"
    script.write_text(SCRIBUS.format(photo=photo(), out=out, version=version, bleed=bleed), encoding="utf-8")
    run("xvfb-run", "-a", "scribus", "-g", "-ns", "-py", script, env=dict(os.environ, HOME=str(WORK)))


@made("scribus.pdf")
def _(out):
    scribus(out, 15, 0)


@made("scribus-bleed.pdf")
def _(out):
    scribus(out, 14, 3)


TYPST = """
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { writeFileSync } from 'fs';
const compiler = NodeCompiler.create({ workspace: process.argv[2], fontArgs: [{ fontPaths: [process.argv[3]] }] });
writeFileSync(process.argv[4], compiler.pdf({ mainFilePath: process.argv[2] + '/page.typ' }));
"""


@made("typst.pdf")
def _(out):
    folder = WORK / "typst"
    folder.mkdir(exist_ok=True)
    shutil.copy(photo(), folder / "photo.jpg")
    (folder / "page.typ").write_text('#set page(width: 200mm, height: 300mm, margin: 12mm, fill: cmyk(4%, 1%, 0%, 0%))\n'
                                     '#set text(font: "Source Han Sans CN", size: 28pt, fill: cmyk(0%, 0%, 0%, 90%))\n'
                                     '#text(size: 60pt, weight: "bold", fill: cmyk(92%, 62%, 4%, 4%))[数智同行]\n\n'
                                     '平台汇聚学情，教师分层设计。备课从经验走向*证据*。\n\n#image("photo.jpg", width: 120mm)\n', encoding="utf-8")
    (folder / "make.mjs").write_text(TYPST, encoding="utf-8")
    run("npm", "install", "--no-save", "@myriaddreamin/typst-ts-node-compiler@0.7.0", cwd=folder)
    run("node", "make.mjs", folder, HERE.parents[1] / "fonts", out, cwd=folder)


@made("xelatex.pdf")
def _(out):
    (WORK / "page.tex").write_text(r"""\documentclass{article}\usepackage[paperwidth=200mm,paperheight=300mm,margin=12mm]{geometry}
\usepackage{fontspec,graphicx}\setmainfont{Noto Sans CJK SC}\pagestyle{empty}\begin{document}\noindent{\fontsize{60}{66}\selectfont 数智同行}\par
\bigskip\noindent{\fontsize{28}{36}\selectfont 平台汇聚学情，教师分层设计。}\par\noindent\includegraphics[width=120mm]{photo.jpg}\end{document}""", encoding="utf-8")
    photo()
    run("xelatex", "-interaction=batchmode", "page.tex", cwd=WORK)
    shutil.move(WORK / "page.pdf", out)


@made("gimp.pdf")
def _(out):
    gimp(out, f'(file-pdf-save RUN-NONINTERACTIVE image drawable "{out}" "{out}" TRUE TRUE TRUE)')


@made("graphicsmagick.pdf")
def _(out):
    run("gm", "convert", photo(), "-units", "PixelsPerInch", "-density", "150", out)


# Variants of one file by qpdf and mutool: the content is the same, the container is not.
def base():
    return OUT / "reportlab-cmyk.pdf"


@made("qpdf-linearized.pdf")
def _(out):
    run("qpdf", "--linearize", "--deterministic-id", base(), out)


@made("qpdf-objstreams.pdf")
def _(out):
    run("qpdf", "--object-streams=generate", "--deterministic-id", base(), out)


@made("qpdf-user-password.pdf")
def _(out):
    run("qpdf", "--encrypt", "secret", "owner", "256", "--", base(), out)


@made("qpdf-no-printing.pdf")
def _(out):
    run("qpdf", "--encrypt", "", "owner", "256", "--print=none", "--", base(), out)


@made("qpdf-rotated.pdf")
def _(out):
    run("qpdf", "--rotate=+90:1", "--deterministic-id", base(), out)


@made("qpdf-attachment.pdf")
def _(out):
    run("qpdf", "--add-attachment", photo(), "--", "--deterministic-id", base(), out)


@made("mutool-clean.pdf")
def _(out):
    run("mutool", "clean", "-gggz", base(), out)


@made("cut.pdf")
def _(out):
    data = base().read_bytes()
    out.write_bytes(data[:len(data) * 2 // 3])


@made("postscript.ai")
def _(out):
    out.write_text("%!PS-Adobe-3.0\n%%Creator: Adobe Illustrator(R) 8.0\n%%Title: (board)\n%%EndComments\nshowpage\n%%EOF\n", encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
