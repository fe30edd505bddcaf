# SPDX-License-Identifier: Apache-2.0
"""PSD and PSB: files of four writers that are not ours and files made here in every way Photoshop may store them, our own
boards beside what measure says of them, and three readers' view of the same layers and words."""
import json
import pathlib
import re
import shutil
import struct
import subprocess

from files import INSPECT, PROFILE, ROOT, ZHANBAN, check, command, end, facts_of, near, scratch, tool
from psd_make import ZIP, ZIP_PREDICTED, RAW, RLE, Layer, block, engine_data, group, psd, resource, type_tool

out = scratch()
HERE = pathlib.Path(__file__).resolve().parent
TIERS = ["title", "heading", "body", "caption", "note"]


def save(name, data):
    path = out / name
    path.write_bytes(data)
    return path


def flat(width, height, *planes):
    return [[[v] * width for _ in range(height)] for v in planes]


def noise(width, height, n, seed=1):
    """n planes of values that no predictor guesses."""
    planes, x = [], seed
    for _ in range(n):
        rows = []
        for _ in range(height):
            row = []
            for _ in range(width):
                x = (x * 1103515245 + 12345) & 0x7FFFFFFF
                row.append((x >> 16 & 255) / 255)
            rows.append(row)
        planes.append(rows)
    return planes


# ---- modes, depths, compressions: plates known beforehand ----

for mode, planes, plates in [("CMYK", (0.75, 0.5, 1, 0.9), [25, 50, 0, 10]), ("Gray", (0.2,), [0, 0, 0, 80]),
                             ("RGB", (1, 0, 0), None), ("Lab", (0.5, 0.5, 0.5), None), ("Bitmap", (0,), [0, 0, 0, 100])]:
    for depth in ([1] if mode == "Bitmap" else [8, 16, 32]):
        for compression in (RAW, RLE):
            for big in (False, True):
                name = f"{mode}-{depth}-{compression}.{'psb' if big else 'psd'}"
                path = save(name, psd(60, 90, mode, flat(60, 90, *planes), depth=depth, compression=compression, big=big, ppi=3))
                f = facts_of(path)
                raster = f.get("raster", {})
                check((raster["mode"], raster["bits"], raster["px_w"], raster["px_h"]) == (mode, depth, 60, 90), f"{name}: {raster}")
                check(raster["compression"] == ("PackBits" if compression else "none") and raster["composite"] == 1, f"{name}: {raster}")
                check(f["container"]["format"] == ("PSB" if big else "PSD") and f["container"]["reading"] == "whole", name)
                check(near(raster["ppi_x"], 3, 0.01) and near(f["width_mm"], 508, 0.1), f"{name}: {f['width_mm']}")
                found = f["survey"]["plate_mean"]
                check(plates is None or all(near(a, b, 1) for a, b in zip(found, plates)), f"{name}: {found}")
palette = bytes([10, 200]).ljust(256, b"\0") + bytes([20, 220]).ljust(256, b"\0") + bytes([30, 250]).ljust(256, b"\0")
f = facts_of(save("indexed.psd", psd(40, 40, "Indexed", flat(40, 40, 1 / 255), palette=palette)))
check(f["raster"]["mode"] == "Indexed" and f["spaces"] == ["Indexed"], f["raster"])
seen = tool("identify", "-format", "%m %w %h %z %[colorspace] ", out / "CMYK-8-1.psd")
check(seen.startswith("PSD 60 90 8 CMYK"), f"ImageMagick reads what is made here: {seen}")
seen = tool("convert", out / "RGB-16-1.psd[0]", "-depth", "8", "-format", "%[pixel:p{5,5}]", "info:")
check("red" in seen or "255,0,0" in seen, f"… and sees its colours: {seen}")

f = facts_of(save("no-density.psd", psd(785, 1780, "CMYK", flat(785, 1780, 1, 1, 1, 1), ppi=None)))
check(f["raster"]["ppi_x"] is None and near(f["width_mm"], 785, 0.1), f"size by proportion: {f['width_mm']}")
check(f["flat"] and f["share"] is None and near(f["ppi_min"], 25.4, 0.01) and f["text_source"] == "none", "a flat file: words and pictures unknown")
f = facts_of(save("no-size.psd", psd(60, 60, "CMYK", flat(60, 60, 1, 1, 1, 1), [Layer("字", blocks=b"")], ppi=None)))
check(f["width_mm"] is None and f["lines"] == [] and f["share"] is None, "of a sheet of unknown size no sizes are told")
f = facts_of(save("no-composite.psd", psd(40, 40, "CMYK", flat(40, 40, 1, 1, 1, 1), real=False)))
check(f["raster"]["composite"] == 0 and not f["survey"]["known"], "a composite that is none is said to be none")
spot = resource(1045, struct.pack(">I", 6) + "Gold 1".encode("utf-16-be")) + resource(1077, struct.pack(">I", 1) + struct.pack(">H4HHB", 2, 0, 0, 0, 0, 100, 2))
f = facts_of(save("spot.psd", psd(40, 40, "CMYK", flat(40, 40, 1, 1, 1, 1, 1), resources=spot, extra_planes=1)))
check(f["spots"] == ["Gold 1"] and f["raster"]["extra_channels"] == 1, f"spot channel: {f['spots']}")
f = facts_of(save("alpha.psd", psd(40, 40, "RGB", flat(40, 40, 1, 1, 1, 1), [Layer("a"), Layer("b")], extra_planes=1, merged_alpha=True)))
check(f["raster"]["extra_channels"] == 0 and len(f["layers"]) == 2, "the composite's transparency is no extra channel")
xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description xmp:CreatorTool="Adobe Photoshop 25.0" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" TC260:AIGC="{&quot;Label&quot;:&quot;1&quot;}"/></x:xmpmeta>'
f = facts_of(save("xmp.psd", psd(40, 40, "RGB", flat(40, 40, 1, 1, 1), resources=resource(1060, xmp.encode()) + resource(1039, PROFILE.read_bytes()))))
check(f["raster"]["ai"] and f["container"]["creator"] == "Adobe Photoshop 25.0" and f["container"]["producer"] == "make", f["container"])
check("zhanban" in (f["profile"] or ""), f"ICC: {f['profile']}")

# ---- layers: every compression of their channels says the same ----

W, H = 157, 356  # 785 × 1780 mm at 5.08 ppi: a pixel is 5 mm
photo = noise(40, 30, 4)
opaque = [[[1] * 40 for _ in range(30)]]


def board(depth, compression, big=False, global_block=None):
    def pixels(name, left, top, planes, **more):
        return Layer(name, left, top, {-1: [[1] * len(planes[0][0]) for _ in planes[0]], **dict(enumerate(planes))}, len(planes[0][0]), len(planes[0]), **more)
    mask = struct.pack(">4i", 200, 20, 220, 50) + bytes([0, 0, 0, 0])
    layers = [pixels("背景", 0, 0, flat(W, H, 1, 1, 1, 0.9)), pixels("色带", 0, 0, flat(W, 40, 0.2, 0.5, 1, 1)),
              *group("组", [pixels("照片", 10, 60, photo), pixels("暗", 80, 60, photo, hidden=True)]),
              *group("藏", [pixels("藏图", 10, 100, photo)], hidden=True),
              pixels("底", 80, 110, flat(20, 20, 0, 0, 0, 0)), pixels("剪贴", 75, 105, photo, clipping=1),
              pixels("蒙版", 10, 195, photo, mask=mask), pixels("纯色", 80, 195, flat(40, 30, 0, 1, 1, 1), blend=b"mul "),
              pixels("小图", 10, 250, noise(8, 8, 4)),
              pixels("码", 100, 250, 4 * [[[float((x // 2 * 7 + y // 2 * 13) % 5 < 2) for x in range(30)] for y in range(30)]])]
    return psd(W, H, "CMYK", flat(W, H, 1, 1, 1, 1), layers, depth=depth, layer_compression=compression, big=big, ppi=5.08, global_block=global_block)


wanted = {"照片": [50, 300, 200, 150], "剪贴": [400, 550, 100, 100], "蒙版": [100, 1000, 150, 100]}
for depth in (8, 16, 32):
    for compression in (RAW, RLE, ZIP, ZIP_PREDICTED):
        big = compression == ZIP
        name = f"layers-{depth}-{compression}.psd"
        f = facts_of(save(name, board(depth, compression, big, {16: b"Lr16", 32: b"Lr32"}.get(depth))))
        boxes = {i["place"]: i["box"] for i in f["images"]}
        check(set(boxes) == set(wanted), f"{name}: pictures {sorted(boxes)}")
        for key, box in wanted.items():
            check(key in boxes and all(near(a, b, 1.5) for a, b in zip(boxes[key], box)), f"{name}: {key} {boxes.get(key)}")
        check(all(i["type"] == "photo" and near(i["ppi_x"], 5.08, 0.01) for i in f["images"]), f"{name}: photos")
        listed = {l["name"]: l for l in f["layers"]}
        check([l["name"] for l in f["layers"]] == ["背景", "色带", "照片", "暗", "组", "藏图", "藏", "底", "剪贴", "蒙版", "纯色", "小图", "码"], f"{name}: {list(listed)}")
        check([n for n, l in listed.items() if not l["visible"]] == ["暗", "藏图", "藏"], f"{name}: hidden ones")
        check(listed["组"]["kind"] == "group" and listed["纯色"]["blend"] == "Multiply", name)

# ---- live text ----

FONTS = ["SourceHanSansCN-Regular", "SourceHanSansCN-Bold", "AdobeInvisFont", "KaiTi"]
BLUE = (2, [1, 1, 0.6, 0, 0])


def text_layer(name, runs, matrix, hidden=False, vertical=False, **more):
    return Layer(name, blocks=block(b"TySh", type_tool(engine_data(runs, FONTS, **more), matrix, vertical)), hidden=hidden)


def words(*layers, ppi=50.8):  # a pixel is 0.5 mm
    return facts_of(save("text.psd", psd(1570, 3560, "CMYK", flat(1570, 3560, 1, 1, 1, 1), layers, ppi=ppi)))


plain = {"size": 78.0, "leading": 97.5, "font": FONTS[0]}
f = words(text_layer("标题", [("数智同行", {"size": 220.0, "font": FONTS[1]})], (1, 0, 0, 1, 80, 300)),
          text_layer("正文", [("教师展示(“AI”) 把", plain), ("共性错因", dict(plain, font=FONTS[1], colour=BLUE)), ("排成榜；\r据此分层设计，备课也有余裕。", plain)], (1, 0, 0, 1, 80, 700)),
          text_layer("缩放", [("五育画像", {"size": 40.0, "leading": 50.0})], (2, 0, 0, 2, 80, 1200)),
          text_layer("藏字", [("看不见", plain)], (1, 0, 0, 1, 80, 1500), hidden=True),
          text_layer("旋转", [("竖起来的字", plain)], (0, -1, 1, 0, 1400, 2000)),
          text_layer("竖排", [("立德树人", plain)], (1, 0, 0, 1, 1200, 2200), vertical=True),
          text_layer("框", [("每题都有当堂反馈，卡在哪里一目了然；学伴只追问不代答。", plain)], (1, 0, 0, 1, 80, 2400), box=(9 * 78.0 + 1, 500)),
          text_layer("居中", [("居中一行", plain)], (1, 0, 0, 1, 785, 3200), justification=2),
          text_layer("右", [("靠右", plain)], (1, 0, 0, 1, 1490, 3400), justification=1))
lines = {l["text"]: l for l in f["lines"]}
title, body = lines["数智同行"], lines["教师展示(“AI”) 把共性错因排成榜；"]
check(title["tier"] == "title" and near(title["em_mm"], 110, 0.01) and near(title["ink_mm"], 110 * 0.933, 0.05), f"title: {title}")
check(all(near(a, b, 1) for a, b in zip(title["box"], [40, 150 - 96.8 - 11, 440, 132])), f"title's box: {title['box']}")
check(body["tier"] == "body" and near(body["em_mm"], 39, 0.01) and near(body["leading"], 1.25, 0.001), f"body: {body}")
check(body["block"] == lines["据此分层设计，备课也有余裕。"]["block"] and body["keyword"] and f["keywords"] == 1, "one paragraph, one keyword")
check(body["marks"] == "示(“", f"half-width brackets in Chinese: {body['marks']}")
check(near(lines["五育画像"]["em_mm"], 40, 0.01) and lines["五育画像"]["tier"] == "body", "a layer scaled by its transform")
check(lines["看不见"]["hidden"] and lines["看不见"]["place"] == "藏字", "hidden text is known as such")
turned, column = lines["竖起来的字"], lines["立德树人"]
check(near(turned["box"][3], 195, 1) and near(turned["box"][1] + turned["box"][3], 1000, 1), f"turned text: {turned['box']}")
check(near(column["box"][2], 39, 1) and near(column["box"][3], 156, 1) and not column["bad_start"], f"vertical text: {column['box']}")
check([t for t in lines if t in ("每题都有当堂反馈，", "卡在哪里一目了然；", "学伴只追问不代答。")] == ["每题都有当堂反馈，", "卡在哪里一目了然；", "学伴只追问不代答。"], f"boxed text wraps at nine em: {list(lines)}")
check(near(lines["居中一行"]["box"][0] + lines["居中一行"]["box"][2] / 2, 392.5, 1), "centred")
check(near(lines["靠右"]["box"][0] + lines["靠右"]["box"][2], 745, 1), "right")
check([round(v, 2) for v in body["colour"]] == [0, 0, 0, 1] and body["space"] == "DeviceCMYK", f"colour: {body['colour']}")
check({x["name"] for x in f["fonts"]} == {FONTS[0], FONTS[1]} and not any(x["embedded"] for x in f["fonts"]), f"fonts: {f['fonts']}")
check(f["chars"] == 4 + 16 + 14 + 4 + 5 + 4 + 27 + 4 + 2, f"count: {f['chars']}")

han = "".join(chr(0x4E00 + 37 * i) for i in range(40)) + chr(0x5C28) + chr(0x5C29) + chr(0x5C5C)  # bytes ( ) \ inside Han
f = words(text_layer("转义", [(han, plain)], (1, 0, 0, 1, 80, 300)), text_layer("辅助平面", [("𠀀𠮷野家", plain)], (1, 0, 0, 1, 80, 600)))
check({l["text"] for l in f["lines"]} == {han, "𠀀𠮷野家"} and f["chars"] == len(han) + 4, f"escaped bytes: {[l['text'] for l in f['lines']]}")

# An unknown face: its height is read off the raster. A bar per character, 0.8 em high.
rows = [[1.0 if x % 78 in range(5, 73) and 8 <= y < 70 else 0.0 for x in range(4 * 78)] for y in range(78)]
kai = Layer("楷", 80, 231, {-1: rows, **{i: [[0] * 312 for _ in range(78)] for i in range(4)}}, 312, 78,
            blocks=block(b"TySh", type_tool(engine_data([("楷体标题", {"size": 78.0, "font": "KaiTi"})], FONTS), (1, 0, 0, 1, 80, 300))))
f = words(kai)
check(near(f["lines"][0]["ink_mm"], 31, 0.3), f"ink of an unknown face: {f['lines'][0]['ink_mm']}")
f = words(text_layer("楷", [("楷体标题", {"size": 78.0, "font": "KaiTi"})], (1, 0, 0, 1, 80, 300)))
check(f["lines"][0]["ink_mm"] is None, "without a raster it is unknown")
f = words(text_layer("黑", [("多色黑字的正文也要看", dict(plain, colour=(2, [1, 0.7, 0.7, 0.7, 0.9])))], (1, 0, 0, 1, 80, 300)))
check(f["k_only"] == 0, "a black of four plates")
f = words(Layer("坏", blocks=block(b"TySh", type_tool(b"<< /EngineDict", (1, 0, 0, 1, 0, 0)))))
check(f["lines"] == [] and f["layers"][0]["kind"] == "text" and "a text layer cannot be read as text" in f["container"]["warnings"], "broken text is said to be unreadable")

# ---- what lies under the words ----


def ground(name, left, top, width, height, *planes, alpha=1.0, **more):
    return Layer(name, left, top, {-1: [[alpha] * width for _ in range(height)], **dict(enumerate(flat(width, height, *planes)))}, width, height, **more)


def on_grounds(colour, *grounds):
    """Contrast of a line in that ink (c, m, y, k) on some layers of a sheet of 10 ppi."""
    run = ("反白的标题字", {"size": 15.0, "colour": (2, [1, *colour])})
    layers = [*grounds, text_layer("字", [run], (1, 0, 0, 1, 40, 100))]
    f = facts_of(save("ground.psd", psd(309, 701, "CMYK", flat(309, 701, 1, 1, 1, 1), layers, ppi=10)))
    return f["lines"][0]


white, black = (1, 1, 1, 1), (1, 1, 1, 0)  # as stored: 0 is full ink
dark, paper = ground("深", 0, 50, 309, 100, *black), ground("纸", 0, 0, 309, 701, *white)
line = on_grounds((0, 0, 0, 0), paper, dark)
check(line["contrast"] > 8 and line["reversed"] and not line["hidden"], f"white on black: {line['contrast']}")
line = on_grounds((0, 0, 0, 1), paper, dark)
check(near(line["contrast"], 1, 0.01) and line["hidden"], "black on black is seen by nobody")
line = on_grounds((0, 0, 0, 1), paper, dark, ground("浅", 0, 60, 309, 60, *white))
check(line["contrast"] > 8 and not line["reversed"], "the uppermost layer is the ground")
line = on_grounds((0, 0, 0, 1), paper, ground("半", 0, 50, 309, 100, *black, alpha=0.5))
check(2 < line["contrast"] < 8, f"half-transparent black: {line['contrast']}")
line = on_grounds((0, 0, 0, 1), paper, ground("半边", 80, 50, 229, 100, *black))
check(near(line["contrast"], 1, 0.05) and not line["hidden"], "half the words on black")
line = on_grounds((0, 0, 0, 0), paper, dark, ground("藏", 0, 50, 309, 100, *white, hidden=True))
check(line["contrast"] > 8, "a hidden layer covers nothing")
line = on_grounds((0, 0, 0, 0), paper, ground("框", 0, 50, 309, 100, 1, 1, 1, 1), ground("剪", 0, 0, 309, 701, *black, clipping=1))
check(line["contrast"] > 8, "a layer clipped to the one below covers there")
line = on_grounds((0, 0, 0, 0), paper, dark, ground("叠", 0, 50, 309, 100, 0.5, 0.5, 0.5, 0.5, blend=b"scrn"))
check(line["contrast"] is None, "a blend mode that is not reckoned leaves it unknown")
line = on_grounds((0, 0, 0, 0), paper, dark, Layer("调整", blocks=block(b"levl", bytes(20))))
check(line["contrast"] is None, "so does an adjustment")

# ---- files of others ----

f = facts_of(HERE / "psd/gimp.psd")  # GIMP 2.10
check([(l["name"], l["kind"], l["visible"]) for l in f["layers"]] == [("底色", "pixels", True), ("photo", "pixels", True), ("组", "group", True), ("hidden", "pixels", False)], f"GIMP: {f['layers']}")
check([i["place"] for i in f["images"]] == ["photo"], "GIMP: one picture")
for name in ("ag-small.psd", "ag-small.psb"):  # ag-psd 31
    f = facts_of(HERE / "psd" / name)
    check([(l["text"], l["tier"], l["hidden"]) for l in f["lines"]] ==
          [("数智同行", "title", False), ("学校依托国家平台开展因材施教", "body", False), ("让每个孩子都有课，也有书读", "body", False),
           ("还有(三个)展(区）", "body", False), ("一、背景", "heading", False), ("看不见的字", "title", True)], f"{name}: {f['lines']}")
    check([i["place"] for i in f["images"]] == ["照片", "clipped", "masked"] and f["chars"] == 42, f"{name}: {[i['place'] for i in f['images']]}")
for name in ("im-cmyk.psd", "im-layers.psd", "im-rgb-rle.psd", "im-rgb.psb", "im-bitmap.psd"):  # ImageMagick 6
    f = facts_of(HERE / "psd" / name)
    seen = tool("identify", "-format", "%w %h\n", HERE / "psd" / name).split()
    check([f["raster"]["px_w"], f["raster"]["px_h"]] == [int(v) for v in seen[:2]] and f["container"]["reading"] == "whole", f"{name}: {seen}")
f = facts_of(HERE / "psd/im-indexed.psd")  # which ImageMagick writes and cannot read
check((f["raster"]["mode"], f["raster"]["px_w"], f["raster"]["px_h"]) == ("Indexed", 60, 80), f"{f['raster']}")
check(len(facts_of(HERE / "psd/im-layers.psd")["layers"]) == 2, "ImageMagick's layers")

# ---- our own boards: what measure says ----


def round_trip(spec):
    path, report = out / "own.psd", out / "own.json"
    subprocess.run([ZHANBAN, "render", str(spec), "-o", str(path), "--json", str(report), "--quiet"], check=False)
    own, f = json.loads(report.read_text(encoding="utf-8"))["facts"], facts_of(path)
    name = spec.parent.name
    check(own["text"]["count"] == f["chars"], f"{name}: count {own['text']['count']}, read {f['chars']}")
    for tier in own["text"]["tiers"]:
        read = f["tiers"][TIERS.index(tier["tier"])]
        check(read["chars"] == tier["chars"] and near(read["ink_cm"], tier["ink_cm"], 0.01 * tier["ink_cm"]) and
              near(read["pt"], tier["pt"], 0.01 * tier["pt"]) and near(read["leading"], tier["leading"], 0.02), f"{name}: {tier}, read {read}")
    check(near(own["images"]["share"], f["share"], 0.01), f"{name}: share {own['images']['share']}, read {f['share']}")
    check(own["images"]["count"] == len(f["images"]), f"{name}: {own['images']['count']} pictures, read {[i['place'] for i in f['images']]}")
    check(f["width_mm"] == own["page"]["width_mm"] and f["height_mm"] == own["page"]["height_mm"], f"{name}: size")
    check(own["qr"] == [q["url"] for q in f["qr"]], f"{name}: codes")
    check(own["text"]["keywords"] == f["keywords"], f"{name}: keywords {own['text']['keywords']}, read {f['keywords']}")
    return path, f


def readers():
    """The npm packages, in a folder of this test's own."""
    node = pathlib.Path(INSPECT).resolve().parent / "node-inspect"
    lock = (ROOT / "tests/node/package-lock.json").read_bytes()
    if not (node / "installed.json").exists() or (node / "installed.json").read_bytes() != lock:
        node.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / "tests/node" / name, node)
        tool("npm", "ci", "--prefix", node, "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        (node / "installed.json").write_bytes(lock)
    shutil.copy(ROOT / "tests/node/read_psd.mjs", node)
    return node


# The other examples: test_trip.py.
path, f = round_trip(ROOT / "examples/school/board.json")
texts = {re.sub(r"\s", "", l["text"]) for l in f["lines"]}
seen = json.loads(subprocess.run(["node", readers() / "read_psd.mjs", path], capture_output=True, check=True).stdout)
leaves = [l for g in seen["agpsd"]["layers"] for l in g.get("layers", [g])]
for layer in leaves:
    for line in layer["text"]["text"].split("\n") if layer["text"] else []:
        check(re.sub(r"\s", "", line) in texts, f"ag-psd reads “{line}”, we do not")
check([l["name"] for g in seen["agpsd"]["layers"] for l in [*g.get("layers", []), g]] == [l["name"] for l in f["layers"]], "ag-psd lists the same layers")
boxes = [(l["name"], l["box"]) for g in reversed(seen["webtoon"]["layers"]) for l in reversed(g.get("layers", [g]))]
ours = [l for l in f["layers"] if l["kind"] != "group"]
check([name for name, _ in boxes] == [l["name"] for l in ours], "@webtoon/psd lists the same layers")
for (name, px), layer in zip(boxes, ours):
    check(all(near(a, b * 25.4 / 300, 0.3) for a, b in zip(layer["box"], px)), f"@webtoon/psd: {name} {px}, ours {layer['box']}")

# ---- damage: always an answer ----

whole = (HERE / "psd/ag-small.psd").read_bytes()
for percent in range(1, 100):
    path = save("cut.psd", whole[:max(30, len(whole) * percent // 100)])
    result = subprocess.run(command(path), capture_output=True, timeout=60)
    check(result.returncode == 0 and json.loads(result.stdout)["container"]["reading"] == "damaged", f"cut at {percent} %: {result.returncode}")
shutil.rmtree(out)
end(300)
