#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The report's page in Chromium: marks are where their boxes say at every zoom, zoom and pan work by button, wheel, key,
mouse and touch, list and marks point at each other, the ink map is the map, nothing is fetched, a stranger's words stay
words, and it prints on A4. Last, a page of zhanban check itself.   test_html.py MAKE_PAGE ZHANBAN"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CHECK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "check.js")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--enable-logging=stderr"]
PARTS = ["pdf", "image.resolution", "text.contrast", "colour.mode", "image.distorted", "ink.total", "file.output", "text.count",
         "qr.contrast", "board.visible", "type.marks"]


def chromium(browser, folder, *arguments):
    profile = tempfile.mkdtemp(dir=folder)
    done = subprocess.run([browser, *FLAGS, f"--user-data-dir={profile}", *arguments], capture_output=True, timeout=240,
                          env={**os.environ, "FONTCONFIG_FILE": os.path.join(folder, "fonts.conf")})
    shutil.rmtree(profile, ignore_errors=True)
    log = done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8"), [line for line in log.splitlines() if "CONSOLE" in line]


def fonts(folder):
    """The page is set in the project's fonts, whatever the machine has."""
    with open(os.path.join(folder, "fonts.conf"), "w", encoding="utf-8") as file:
        file.write(f"<fontconfig><dir>{ROOT}/fonts</dir><dir>/usr/share/fonts/opentype/noto</dir>"
                   f"<cachedir>{folder}/cache</cachedir></fontconfig>")


def picture(path):
    """Four quarters of four colours, twice as high as it is wide."""
    from PIL import Image
    image = Image.new("RGB", (157, 356), "white")
    for i, colour in enumerate(["#c00", "#0a0", "#00c", "#cc0"]):
        image.paste(colour, (157 // 2 * (i % 2), 178 * (i // 2), 157 // 2 * (i % 2) + 79, 178 * (i // 2) + 178))
    image.save(path, quality=90)


def make(program, folder, name, lang, *parts):
    page = os.path.join(folder, name)
    subprocess.run([program, lang, os.path.join(folder, "view.jpg"), page, *parts], check=True)
    return page


def checked(browser, folder, page, size):
    """Runs check.js in the page; yields what it complains of."""
    with open(page, encoding="utf-8") as file:
        html = file.read()
    nonce = re.search(r'<script nonce="([0-9a-f]{32})"', html).group(1)
    with open(CHECK, encoding="utf-8") as file:
        html = html.replace("</body>", f'<script nonce="{nonce}">{file.read()}</script></body>')
    copy = page.replace(".html", "-checked.html")
    with open(copy, "w", encoding="utf-8") as file:
        file.write(html)
    dom, console = chromium(browser, folder, f"--window-size={size}", "--virtual-time-budget=20000", "--dump-dom", "file://" + copy)
    result = re.search(r'<pre id="checked">([^<]*)</pre>\s*</body>', dom)
    if not result:
        yield "the check did not come to its end"
    else:
        lines = result.group(1).strip().splitlines()
        if not lines or not re.fullmatch(r"[1-9][0-9]+ checks", lines[-1]):
            yield f"no checks were made: {lines}"
        yield from (line for line in lines[:-1])
    yield from console


def printed(browser, folder, page, words):
    pdf = page.replace(".html", ".pdf")
    chromium(browser, folder, f"--print-to-pdf={pdf}", "--no-pdf-header-footer", "file://" + page)
    info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    width, height = map(float, re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups())
    if abs(width - 595.3) > 1.5 or abs(height - 841.9) > 1.5:
        yield f"not A4: {width} × {height}"
    pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
    if not 2 <= pages <= 6:
        yield f"{pages} pages"
    first = subprocess.run(["pdftotext", "-l", "1", pdf, "-"], check=True, capture_output=True, text=True).stdout
    rest = subprocess.run(["pdftotext", "-f", "2", pdf, "-"], check=True, capture_output=True, text=True).stdout
    squeeze = lambda text: re.sub(r"\s", "", text)
    for word in words[:1]:
        if squeeze(word) not in squeeze(first):
            yield f"“{word}” is not on page 1"
    for word in words[1:]:
        if squeeze(word) not in squeeze(rest):
            yield f"“{word}” is not on the pages behind the picture"
    if "墨量图" in squeeze(first + rest):
        yield "the tools are printed"
    images = subprocess.run(["pdfimages", "-list", pdf], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    if not any(line.split()[0] == "1" and line.split()[3] == "157" for line in images):
        yield "the picture is not on page 1"


def by_the_program(zhanban, browser, folder):
    """A spec and a stranger's file, as users ask for them."""
    page = os.path.join(folder, "check.html")
    spec, pdf = os.path.join(ROOT, "tests/specs/right/minimal.json"), os.path.join(ROOT, "tests/corpus/files/scribus.pdf")
    done = subprocess.run([zhanban, "check", spec, pdf, "--html", page, "--json", page + ".json", "--lang", "en", "-q"],
                          capture_output=True, timeout=240)
    if done.returncode not in (0, 1):
        yield done.stderr.decode("utf-8")
        return
    with open(page + ".json", encoding="utf-8") as file:
        reports = json.load(file)
    dom, console = chromium(browser, folder, "--window-size=1280,800", "--virtual-time-budget=5000", "--dump-dom", "file://" + page)
    yield from console
    boards = dom.split('<article class="board"')[1:]
    if len(boards) != 2:
        yield f"{len(boards)} boards"
    for board, report in zip(boards, reports):
        findings = report["findings"]
        placed = sum(f["place"]["box_mm"] is not None and not f["rule"].startswith("unknown.") for f in findings)
        for what, wanted in (('class="view"', 1), ('class="ink"', 1), ('class="mark ', placed), ('<li class="finding ', len(findings))):
            if board.count(what) != wanted:
                yield f"{report['file']}: {board.count(what)} of {what}, not {wanted}"
        for finding in findings:
            if finding["rule"] not in board:
                yield f"{report['file']}: {finding['rule']} is not in the page"


def same_twice(program, folder):
    pages = []
    for name in ("a.html", "b.html"):
        with open(make(program, folder, name, "zh", *PARTS), "rb") as file:
            pages.append(file.read())
    if pages[0] != pages[1]:
        yield "the same report is not the same page"
    if re.search(rb"(?:src|href)=[\"'](?!data:|#)|url\(|@import|https?://(?!a\.cn)", pages[0].replace(b"http://www.w3.org", b"")):
        yield "the page names an address"


def main():
    program = os.path.abspath(sys.argv[1])
    zhanban = os.path.abspath(sys.argv[2])
    browser = shutil.which("chromium")
    if not browser:
        print("FAIL chromium is missing: tools/setup.sh test")
        return 1
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        fonts(folder)
        picture(os.path.join(folder, "view.jpg"))
        pdf = make(program, folder, "pdf.html", "zh", *PARTS)
        runs = [("wide", checked(browser, folder, pdf, "1440,900")),
                ("narrow", checked(browser, folder, pdf, "500,844")),
                ("two boards", checked(browser, folder, make(program, folder, "two.html", "en", "tiff", "ink.total", "spec",
                                                              "type.title"), "1280,800")),
                ("print", printed(browser, folder, pdf, ["不符合标准", "四色墨量最多处", "量得的数据", "怎么改", "type.marks"])),
                ("the same twice", same_twice(program, folder)),
                ("zhanban check", by_the_program(zhanban, browser, folder))]
        for name, complaints in runs:
            complaints = list(complaints)
            print(("FAIL" if complaints else "ok"), name)
            for complaint in complaints:
                print("    " + complaint)
            failed += len(complaints)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
