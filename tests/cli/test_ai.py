# SPDX-License-Identifier: Apache-2.0
"""Pictures by generative AI (GB 45438-2025), end to end. For each carrier of the implicit mark a real file is made by
another program; the spec says nothing of AI; the board must bear the visible mark on that picture, and every output
the implicit one, as ExifTool, QPDF and pdfinfo read it. The same picture without a mark leaves no trace.

    test_ai.py PROGRAM
"""
import json
import re
import shutil

from PIL import Image, ImageDraw, PngImagePlugin

from lib import check, end, run, scratch, tool

MARK = '{"Label":"1","ContentProducer":"示例","ProduceID":"7"}'
XMP = ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
       'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
       'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>' + MARK.replace('"', "&quot;") +
       '</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>')
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
OUTPUTS = ("pdf", "tif", "jpg", "psd", "png")

work = scratch()
(work / "mark.xmp").write_text(XMP, encoding="utf-8")


def picture():
    image = Image.new("RGB", (2400, 1600), (90, 150, 200))
    draw = ImageDraw.Draw(image)
    for i in range(12):
        draw.ellipse((i * 200, i * 110, i * 200 + 420, i * 110 + 420), fill=(240 - i * 14, 170, 40 + i * 16))
    return image


def by_exiftool(suffix, *options):
    def make(path):
        picture().save(path)
        tool("exiftool", "-q", "-overwrite_original", *options, path)
    return suffix, make


def by_png(key, text, international):
    def make(path):
        info = PngImagePlugin.PngInfo()
        (info.add_itxt if international else info.add_text)(key, text)
        picture().save(path, pnginfo=info)
    return ".png", make


CARRIERS = {
    "jpeg-xmp-tc260": by_exiftool(".jpg", f"-xmp<={work / 'mark.xmp'}"),
    "jpeg-xmp-iptc": by_exiftool(".jpg", f"-XMP-iptcExt:DigitalSourceType={IPTC}"),
    "jpeg-exif-comment": by_exiftool(".jpg", '-UserComment={"AIGC":{"Label":"1","ProduceID":"7"}}'),
    "jpeg-exif-comment-chinese": by_exiftool(".jpg", '-UserComment={"AIGC":' + MARK + "}"),
    "png-text": by_png("AIGC", '{"Label":"1"}', False),
    "png-itxt": by_png("AIGC", MARK, True),
    "png-xmp-tc260": by_png("XML:com.adobe.xmp", XMP, True),
    "tiff-xmp-tc260": by_exiftool(".tif", f"-xmp<={work / 'mark.xmp'}"),
    "webp-xmp-iptc": by_exiftool(".webp", f"-XMP-iptcExt:DigitalSourceType={IPTC}"),
}
PLAIN = {"jpeg-plain": by_exiftool(".jpg", "-XMP-dc:Title=AIGC", "-UserComment=about AIGC, by hand"),
         "png-plain": by_png("Comment", "AIGC", False)}


def board(name, suffix, **figure):
    figure = {"type": "photo", "src": name + suffix, "caption": "课堂里的人机协同", **figure}
    spec = {"standard": "feature-board", "size": [500, 600], "title": "智慧课堂",
            "sections": [{"heading": "做法", "text": "课前推送资料，课上**分组探究**，课后及时反馈。", "figures": [figure]}]}
    path = work / f"{name}.json"
    path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return path


NUMBER = r"(-?[\d.]+)"
BOX = rf"\[{NUMBER} {NUMBER} {NUMBER} {NUMBER}\]"


def scene_of(spec):
    return run("check", spec, "--quiet", "--scene", "-").stdout


def look_at_mark(name, scene):
    """The visible mark: on the picture, at its edge, its ink at least 5 % of the shorter side."""
    mark = re.search(rf'^text .*?{BOX} \w+/ai em {NUMBER} .*"AI生成"', scene, re.M)
    figure = re.search(rf"^figure photo \S+ {BOX}", scene, re.M)
    if not check(mark and figure, f"{name}: no visible mark"):
        return
    x, y, w, h, em = map(float, mark.groups())
    left, top, width, height = map(float, figure.groups())
    check(left <= x and x + w <= left + width + .1 and top <= y + .2 * em and y + h <= top + height + .1,
          f"{name}: the mark leaves its picture")
    check(min(x - left, left + width - x - w) < em and y - top < em, f"{name}: the mark is not at the edge")
    check(em * .9 >= .05 * min(width, height), f"{name}: the mark is {em * .9:.1f} mm high on {min(width, height):.0f} mm")


def implicit(path):
    """How often the outputs' own metadata say AIGC, by other programs."""
    if path.suffix == ".pdf":
        info = "AIGC" in tool("pdfinfo", "-custom", path)
        xmp = "TC260" in tool("pdfinfo", "-meta", path)
        return info, xmp
    text = tool("exiftool", "-a", "-G1", "-s", path)
    found = [re.search(r"^\[XMP-TC260\]\s+AIGC\s+: .*Label", text, re.M | re.I) is not None]
    if path.suffix == ".png":
        found.append(re.search(r"^\[PNG\]\s+AIGC\s+: .*Label", text, re.M | re.I) is not None)
    return tuple(found)


def outputs_of(name, spec, kinds):
    files = [work / f"{name}-out.{kind}" for kind in kinds]
    options = [option for path in files for option in ("-o", path)]
    result = run("render", spec, *options, "--dpi", "60", "--quiet")
    check(result.returncode in (0, 1), f"{name}: render exits {result.returncode}: {result.stderr[-300:]}")
    return files


for name, (suffix, make) in {**CARRIERS, **PLAIN}.items():
    make(work / (name + suffix))
    spec = board(name, suffix)
    scene = scene_of(spec)
    if name in PLAIN:
        check("AI生成" not in scene, f"{name}: a mark without reason")
        for path in outputs_of(name, spec, ("pdf", "jpg")):
            check(not any(implicit(path)), f"{name}: {path.suffix} says AIGC without reason")
        continue
    look_at_mark(name, scene)
    kinds = OUTPUTS if name == "jpeg-xmp-tc260" else ("pdf",)
    for path in outputs_of(name, spec, kinds):
        said = implicit(path)
        check(said and all(said), f"{name}: {path.suffix} keeps the implicit mark in {said}")

# The author's own word does the same, and the facts say so.
shutil.copy(work / "jpeg-plain.jpg", work / "said.jpg")
spec = board("said", ".jpg", ai=True)
look_at_mark("said", scene_of(spec))
for path in outputs_of("said", spec, OUTPUTS):
    check(all(implicit(path)), f"said: {path.suffix}")
shutil.rmtree(work)
end(least=60)
