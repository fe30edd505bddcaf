#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Words that a terminal, a browser or a shell would obey, wherever a stranger can write one: in names of files, titles, layers,
fonts, spot colours, QR codes, metadata. The text report and every complaint hold no control character, the page no markup of
theirs, the JSON is JSON. And files that are no files: pipes, devices, folders, links, giants of nothing, files that change.

    test_words.py ZHANBAN
"""
import collections
import html.parser
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "cli"), str(HERE.parent / "inspect")]
from lib import PROGRAM, ROOT, check, end, scratch  # noqa: E402

import psd_make  # noqa: E402
from pdf_make import image, page_file, place, rect, text  # noqa: E402

folder = scratch()
# Clears the screen, sets the window's title, C1's CSI, turns the direction, closes a script, opens one, an entity, quotes.
CURSE = "\x1b[2J\x1b]0;owned\x07\u009b31m\u202e\u2066</script><script>alert(1)</script><img src=x onerror=alert(1)>&lt;'\"\x7f\b\r"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def zhanban(*args, cwd=folder, timeout=120, lang="en"):
    return subprocess.run([os.fsencode(PROGRAM), b"check", b"--lang", lang.encode(), *map(os.fsencode, args)], cwd=cwd, capture_output=True,
                          timeout=timeout, stdin=subprocess.DEVNULL, env=dict(os.environ, LC_ALL="C.UTF-8"))


def harmless(what, data):
    said = data.decode("utf-8", "surrogateescape")
    found = STEERS.search(said)
    check(not found, f"{what}: {said[max(0, found.start() - 30):found.start() + 30]!r}" if found else what)
    check(not re.search("[\udc80-\udcff]", said), f"{what}: bytes that are no UTF-8")


class Active(html.parser.HTMLParser):
    """What a browser would act on."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "iframe", "object", "embed", "link", "base", "meta", "form", "a", "svg") or any(name.startswith("on") for name, _ in attributes):
            self.found.append((tag, *(f"{name}={value}" for name, value in attributes if name.startswith("on") or name == "href")))
        if tag == "img" and not all(value.startswith("data:image/") for name, value in attributes if name == "src"):
            self.found.append((tag, str(attributes)))


def active(page):
    """Its tags that act: how many of each, without our own links into the page."""
    return collections.Counter(item for item in Active(page).found if item[0] not in ("a", "svg") or any("javascript:" in part or part.startswith("on") for part in item))


def everywhere(name, shown=None):
    """One file through every report in both languages; shown: a piece of its words that is to be read in them."""
    for lang in ("en", "zh"):
        result = zhanban(name, "clean.jpg", lang=lang)
        check(result.returncode in (0, 1) and b"Sanitizer" not in result.stderr, f"{name!r}: {result.returncode} {result.stderr[:500]}")
        harmless(f"{name!r} as text", result.stdout + result.stderr)
        result = zhanban(name, "clean.jpg", "--html", "page.html", "--json", "report.json", "--quiet", lang=lang)
        harmless(f"{name!r}, errors", result.stdout + result.stderr)
        page, reports = (folder / "page.html").read_bytes(), json.loads((folder / "report.json").read_text("utf-8"))
        harmless(f"{name!r} as a page", page)
        check(active(page) == clean, f"{name!r}: the page would act: {active(page) - clean}")
        if shown:
            check(shown in json.dumps(reports, ensure_ascii=False), f"{name!r}: {shown!r} is told")


# ---- names of files ----
jpeg = (ROOT / "tests/fuzz/corpus/files/cmyk.jpg").read_bytes()
(folder / "clean.jpg").write_bytes(jpeg)
(folder / "clean2.jpg").write_bytes(jpeg)
zhanban("clean.jpg", "clean2.jpg", "--html", "page.html", "--quiet")
clean = active((folder / "page.html").read_bytes())
check(sum(clean.values()) >= 1, "the page has a script of its own")
for name in (CURSE.replace("/", "") + ".jpg", "line\nline.jpg", "--help", "-", "a b;rm -rf .jpg", "\udcff\udcfe\udc9b.jpg", "x" * 251 + ".jpg", "展板.jpg", "%s%n%99999d.jpg"):
    path = folder / name
    path.write_bytes(jpeg)
    given = f"./{name}" if name in ("--help", "-") else name
    everywhere(given)
    path.unlink()
    for args in ((given,), (given, "--json", "report.json"), ("--standard", name), ("--process", name), ("--waive", name), ("--waive", f"{name}=x"), (f"--{name}",)):
        result = zhanban(*args, "clean.jpg")
        harmless(f"complaint about {args!r}", result.stdout + result.stderr)
(folder / "--help").write_bytes(jpeg)
result = zhanban("--", "--help")
check(result.returncode in (0, 1) and b"usage" not in result.stdout, f"behind -- stands a file: {result.stdout[:200]}")
(folder / "--help").unlink()

# ---- words in files ----
pdf_text = lambda words: "<" + ("\ufeff" + words).encode("utf-16-be").hex() + ">"
pdf_name = lambda words: "/" + "".join(f"#{b:02x}" for b in words.encode("utf-8") if b)
cursed = lambda pdf: {"spot": pdf.add(f"[/Separation {pdf_name(CURSE)} /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 1 1 0] >>]"),
                      "layer": pdf.add(f"<< /Type /OCG /Name {pdf_text('层 ' + CURSE)} >>"), "picture": image(pdf, 4, 4)}
page_file(folder / "words.pdf", text("words", 20, 60, 40) + "/S cs 1 scn 20 20 90 90 re f /OC /L BDC " + rect(50, 50, 60, 60) + " EMC " + place("I", 20, 150, 90, 60),
          f"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont {pdf_name('Font' + CURSE)} >> >> /ColorSpace << /S %(spot)s 0 R >> /Properties << /L %(layer)s 0 R >> "
          "/XObject << /I %(picture)s 0 R >>", objects=cursed, width_mm=300, height_mm=500,
          info=f"<< /Title {pdf_text('题 ' + CURSE)} /Creator {pdf_text(CURSE)} /Producer {pdf_text(CURSE)} >>",
          catalog=f"/OCProperties << /OCGs [%(layer)s 0 R] /D << /OFF [] >> >> /OutputIntents [<< /S /GTS_PDFX /OutputConditionIdentifier {pdf_text(CURSE)} >>]")
everywhere("words.pdf", "owned")
rows = [[((x + y) % 5) / 4 for x in range(60)] for y in range(60)]
cursed_text = psd_make.block(b"TySh", psd_make.type_tool(psd_make.engine_data([(CURSE, {"size": 20})], ["Font" + CURSE]), (1, 0, 0, 1, 5, 40)))
layers = [psd_make.Layer("照片" + CURSE, 2, 2, {i: [r[:20] for r in rows[:20]] for i in range(-1, 4)}, 20, 20),
          psd_make.Layer("字" + CURSE, 5, 20, {i: rows[:30] for i in range(-1, 4)}, 60, 30, cursed_text)]
xmp = f"<x:xmpmeta xmp:CreatorTool='{CURSE[:40]}'/>".encode()
(folder / "words.psd").write_bytes(psd_make.psd(60, 60, "CMYK", [rows] * 4, psd_make.group("组" + CURSE, layers), ppi=5,
                                                resources=psd_make.resource(1060, xmp) + psd_make.resource(1045, psd_make.u32(len(CURSE)) + psd_make.utf16(CURSE))))
everywhere("words.psd", "owned")
software = CURSE.encode()[:120] + b"\0"
tiff = struct.pack("<4sIH", b"II*\0", 8, 12)
at = 8 + 2 + 12 * 12 + 4
for tag, kind, count, value in ((256, 4, 1, 64), (257, 4, 1, 64), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 5), (270, 2, len(software), at), (271, 2, len(software), at),
                                (273, 4, 1, at + 200), (277, 3, 1, 4), (278, 4, 1, 64), (279, 4, 1, 16384), (305, 2, len(software), at)):
    tiff += struct.pack("<HHII", tag, kind, count, value)
(folder / "words.tif").write_bytes(tiff + bytes(4) + software.ljust(200, b"\0") + bytes(i * 7 & 255 for i in range(16384)))
everywhere("words.tif", "owned")
comment = b"\xff\xfe" + struct.pack(">H", len(CURSE.encode()) + 2) + CURSE.encode()
exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<HHHIII", 1, 0x131, 2, len(software), 26, 0) + software
(folder / "words.jpg").write_bytes(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + comment + jpeg[2:])
everywhere("words.jpg", "owned")
subprocess.run(["qrencode", "-o", folder / "code.png", "-s", "8", "-m", "4", "https://example.org/" + CURSE.replace("\0", "")], check=True)
from PIL import Image  # noqa: E402
with Image.open(folder / "code.png") as code:
    code.convert("RGB").save(folder / "code.jpg", quality=95, dpi=(100, 100))
everywhere("code.jpg", "owned")

# ---- what is no file ----
os.mkfifo(folder / "pipe.pdf")
(folder / "folder.tif").mkdir()
(folder / "empty.jpg").write_bytes(b"")
(folder / "loop.psd").symlink_to("loop.psd")
(folder / "nowhere.ai").symlink_to("is not there")
(folder / "zero.pdf").symlink_to("/dev/zero")
(folder / "random.pdf").symlink_to("/dev/urandom")
(folder / "secret.pdf").write_bytes(b"%PDF-1.4\n")
(folder / "secret.pdf").chmod(0)
with open(folder / "giant.pdf", "wb") as giant:
    giant.write(b"%PDF-1.6\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
    giant.truncate(100 << 30)
with open(folder / "giant.tif", "wb") as giant:
    giant.write(tiff)
    giant.truncate(100 << 30)
with open(folder / "giant.psd", "wb") as giant:
    giant.write(psd_make.psd(60, 60, "CMYK", [rows] * 4)[:26] + struct.pack(">II", 0, 0xFFFFFFFF))
    giant.truncate(100 << 30)
with open(folder / "giant.jpg", "wb") as giant:
    giant.write(jpeg[:300])
    giant.truncate(100 << 30)
with open(folder / "giant.json", "wb") as giant:
    giant.write(b'{"title": "')
    giant.truncate(100 << 30)
strange = ["pipe.pdf", "folder.tif", "empty.jpg", "loop.psd", "nowhere.ai", "zero.pdf", "random.pdf", "secret.pdf", "giant.pdf", "giant.tif", "giant.psd",
           "giant.jpg", "giant.json", "/dev/zero", "/dev/stdin", "/proc/self/mem", "/proc/kmsg", "/", "", ".", "..", "x/" * 3000, "clean.jpg"]
began = time.monotonic()
result = zhanban("--limit-seconds", "3", "--limit-memory", "256", "--json", "report.json", "--quiet", "--", *strange, timeout=600)
check(result.returncode == 2 and b"Sanitizer" not in result.stderr, f"strange files: {result.returncode} {result.stderr[:1000]}")
harmless("strange files", result.stderr)
reports = json.loads((folder / "report.json").read_text("utf-8"))
check([r["file"] for r in reports] == strange, "each has an answer")
for report in reports:
    verdict = report.get("error", {}).get("message") or [f["measured"] for f in report["findings"] if f["rule"] == "file.readable"]
    # A whole file with nothing behind it is a whole file.
    check(report["file"] in ("clean.jpg", "giant.tif", "giant.psd") or verdict, f"{report['file']}: {verdict}")
check(time.monotonic() - began < 300, f"they took {time.monotonic() - began:.0f} s")

# ---- files that change while they are read ----
big = (ROOT / "tests/corpus/files/gimp.tif").read_bytes()
stop = threading.Event()


def churn():
    """Grows, shrinks, goes and comes back, as a file in a shared folder does."""
    path = folder / "churn.tif"
    while not stop.is_set():
        path.write_bytes(big)
        with open(path, "ab") as more:
            more.write(b"\0" * 100000)
        os.truncate(path, 5000)
        path.unlink()


churner = threading.Thread(target=churn)
churner.start()
for _ in range(30):
    result = zhanban("--json", "report.json", "--quiet", "churn.tif", "clean.jpg")
    answer = json.loads((folder / "report.json").read_text("utf-8"))
    check(result.returncode in (1, 2) and len(answer) == 2, f"a file that changes: {result.returncode} {result.stderr[:300]}")
    # A mapped file that shrinks ends zhanban-inspect (SIGBUS): "damaged" is an answer, and the next file has its own.
    check("error" in answer[0] or answer[0]["verdict"] == "fail", f"a file that changes: {answer[0]}")
    check("findings" in answer[1], f"the file behind it: {answer[1]}")
stop.set()
churner.join()
for path in folder.rglob("*"):
    if path.is_file() and not path.is_symlink():
        path.chmod(0o600)
shutil.rmtree(folder)
end(least=200)
