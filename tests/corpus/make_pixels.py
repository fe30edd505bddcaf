#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the files of pixels and layers of the corpus (TIFF, JPEG, PSD). Used as make.py is.

    make_pixels.py [WORD…]
"""
import shutil
import sys

from kit import gimp, HERE, WORK, made, main, photo, run


# ---- TIFF ----

@made("imagemagick-cmyk-lzw.tif")
def _(out):
    run("convert", photo(), "-colorspace", "CMYK", "-units", "PixelsPerInch", "-density", "300", "-compress", "LZW", out)


@made("imagemagick-rgb16-zip.tif")
def _(out):
    run("convert", photo(), "-depth", "16", "-units", "PixelsPerInch", "-density", "150", "-compress", "Zip", out)


@made("imagemagick-planar.tif")
def _(out):
    run("convert", photo("small.jpg", (240, 160)), "-colorspace", "CMYK", "-interlace", "plane", "-compress", "None", "-units", "PixelsPerCentimeter", "-density", "118.11", out)


@made("imagemagick-alpha.tif")
def _(out):
    run("convert", photo(), "-alpha", "set", "-channel", "A", "-evaluate", "set", "60%", "+channel", "-compress", "Zip", out)


@made("imagemagick-bilevel-g4.tif")
def _(out):
    run("convert", photo(), "-threshold", "50%", "-compress", "Group4", "-units", "PixelsPerInch", "-density", "600", out)


@made("graphicsmagick-gray.tif")
def _(out):
    run("gm", "convert", photo(), "-colorspace", "GRAY", "-compress", "None", "-units", "PixelsPerInch", "-density", "72", out)


@made("vips-tiled-jpeg.tif")
def _(out):
    run("vips", "tiffsave", photo(), out, "--tile", "--compression", "jpeg", "--Q", "85", "--xres", "11.811", "--yres", "11.811", "--resunit", "inch")


@made("vips-bigtiff-pyramid.tif")
def _(out):
    run("vips", "tiffsave", photo(), out, "--tile", "--pyramid", "--bigtiff", "--compression", "deflate")


@made("tiffcp-packbits-msb.tif")
def _(out):
    run("convert", photo("small.jpg", (240, 160)), "-colorspace", "CMYK", "-compress", "None", WORK / "plain.tif")
    run("tiffcp", "-B", "-c", "packbits", "-r", "16", WORK / "plain.tif", out)


@made("pillow-palette.tif")
def _(out):
    from PIL import Image
    Image.open(photo()).quantize(64).save(out, dpi=(200, 200), compression="tiff_lzw")


@made("pillow-lab.tif")
def _(out):
    from PIL import Image, ImageCms
    lab = ImageCms.profileToProfile(Image.open(photo()), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB")
    lab.save(out, dpi=(300, 300), compression="tiff_adobe_deflate")


@made("gimp.tif")
def _(out):
    gimp(out, f'(file-tiff-save RUN-NONINTERACTIVE image drawable "{out}" "{out}" 1)')


# ---- JPEG ----

@made("imagemagick-cmyk.jpg")
def _(out):
    run("convert", photo(), "-colorspace", "CMYK", "-units", "PixelsPerInch", "-density", "300", "-quality", "88", out)


@made("pillow-cmyk-icc.jpg")
def _(out):
    from PIL import Image
    Image.open(photo()).convert("CMYK").save(out, quality=92, dpi=(300, 300), icc_profile=(HERE.parents[1] / "layouts/profiles/zhanban-coated.icc").read_bytes())


@made("graphicsmagick-progressive.jpg")
def _(out):
    run("gm", "convert", photo(), "-interlace", "Line", "-quality", "40", out)


@made("vips-gray.jpg")
def _(out):
    run("vips", "colourspace", photo(), f"{out}[Q=75]", "b-w")


@made("gimp.jpg")
def _(out):
    gimp(out, f'(file-jpeg-save RUN-NONINTERACTIVE image drawable "{out}" "{out}" 0.9 0 1 0 "" 0 1 0 0)')


@made("again-and-again.jpg")
def _(out):
    from PIL import Image
    image = Image.open(photo())
    for quality in (60, 45, 70, 35, 60):
        image.save(out, quality=quality)
        image = Image.open(out)
        image.load()
    image.save(out, quality=95)


@made("cut.jpg")
def _(out):
    data = photo().read_bytes()
    out.write_bytes(data[:len(data) // 2])


@made("ai-made.jpg")
def _(out):
    shutil.copy(photo(), out)
    run("exiftool", "-q", "-overwrite_original",
        "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", out)


# ---- PSD ----

@made("imagemagick-flat-cmyk.psd")
def _(out):
    run("convert", photo("small.jpg", (240, 160)), "-colorspace", "CMYK", "-units", "PixelsPerInch", "-density", "300", out)


@made("imagemagick-layers.psd")
def _(out):
    run("convert", photo(), "(", "-size", "200x100", "xc:red", "-set", "label", "red box", ")", "(", "-size", "90x90", "xc:blue", ")",
        "-set", "colorspace", "sRGB", out)


@made("gimp-layers.psd")
def _(out):
    gimp(out, '(let ((layer (car (gimp-layer-new image 100 80 RGBA-IMAGE "方框" 60 LAYER-MODE-MULTIPLY)))) (gimp-image-insert-layer image layer 0 0) '
              '(gimp-layer-set-offsets layer 30 40) (gimp-drawable-fill layer FILL-FOREGROUND) (gimp-item-set-visible layer FALSE)) '
              f'(file-psd-save RUN-NONINTERACTIVE image (car (gimp-image-get-active-drawable image)) "{out}" "{out}" 0 0)')


AGPSD = """
import { writePsd } from 'ag-psd';
import { writeFileSync } from 'fs';
const w = 400, h = 600, rgba = (r, g, b) => ({ width: w, height: h, data: new Uint8ClampedArray(w * h * 4).map((_, i) => [r, g, b, 255][i % 4]) });
const psd = { width: w, height: h, imageResources: { resolutionInfo: { horizontalResolution: 150, horizontalResolutionUnit: 'PPI', widthUnit: 'Inches',
  verticalResolution: 150, verticalResolutionUnit: 'PPI', heightUnit: 'Inches' } }, imageData: rgba(240, 240, 250), children: [
  { name: 'Background', imageData: rgba(240, 240, 250) },
  { name: '页头', opened: true, children: [
    { name: '标题', left: 30, top: 30, imageData: { width: 200, height: 50, data: new Uint8ClampedArray(200 * 50 * 4).fill(90) },
      text: { text: '数智同行', transform: [1, 0, 0, 1, 30, 70], antiAlias: 'smooth', style: { font: { name: 'SourceHanSansCN-Heavy' }, fontSize: 48,
        fillColor: { r: 20, g: 60, b: 120 } }, paragraphStyle: { justification: 'left' } } },
    { name: 'hidden', hidden: true, left: 5, top: 5, imageData: { width: 20, height: 20, data: new Uint8ClampedArray(1600).fill(255) } } ] } ] };
writeFileSync(process.argv[2], Buffer.from(writePsd(psd, { generateThumbnail: false })));
"""


@made("ag-psd-text.psd")
def _(out):
    folder = WORK / "agpsd"
    folder.mkdir(exist_ok=True)
    (folder / "make.mjs").write_text(AGPSD, encoding="utf-8")
    run("npm", "install", "--no-save", "ag-psd@31.0.2", cwd=folder)
    run("node", "make.mjs", out, cwd=folder)


if __name__ == "__main__":
    sys.exit(main())
