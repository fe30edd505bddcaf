#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures zhanban against the programs that make the same file elsewhere. See run.sh.

Every pair is measured in turn, ours and theirs and ours again, so that whatever else the machine does meets both.
Wall and CPU time come from wait4. Peak memory is the greatest resident set of the process and its children. Outputs go
to the folder of the run and are removed at once.

Beside the peer stands the floor: the pictures decoded plus the final bytes compressed, each alone, by the libraries that
we use, on all cores (floor.c). Of a PSD the merged image alone is compressed, though its layers come on top; into a PDF
go the very bytes that ours holds. Nothing can be faster without another decoder or compressor."""
import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHOTOS, WIDTH, HEIGHT = 7, 4800, 3200
MEMORY_MB = 256


# ---- the board ----

def make_board(photo, folder, width=WIDTH, height=HEIGHT):
    """The school's words with seven photographs; drawn once."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    for i in range(1, PHOTOS + 1):
        path = pictures / f"{i}.jpg"
        if not path.exists():
            subprocess.run([photo, str(i), str(width), str(height), path], check=True)
    spec = json.loads((ROOT / "examples/school/board.json").read_text(encoding="utf-8"))
    n = 0
    for section in spec["sections"]:
        for figure in section.get("figures", []):
            n += 1
            caption = figure.get("caption", "")
            figure.clear()
            figure.update(type="photo", src=f"pictures/{n}.jpg", caption=caption)
    if n != PHOTOS:
        sys.exit(f"the school board has {n} figures, {PHOTOS} were expected")
    board = folder / "board.json"
    board.write_text(json.dumps(spec, ensure_ascii=False, indent=1), encoding="utf-8")
    return board


def make_rgb(pdf, board, out):
    """The board as an office program would have made it: colours in RGB, the photographs' own JPEGs inside. Ghostscript
    turns our PDF into RGB with tiny pictures, qpdf writes it as text, and the JPEGs take the pictures' places."""
    small, text = out.with_suffix(".small.pdf"), out.with_suffix(".text.pdf")
    run_quietly("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sColorConversionStrategy=RGB",
                "-dProcessColorModel=/DeviceRGB", "-dColorImageResolution=8", "-dDownsampleColorImages=true",
                "-dAutoFilterColorImages=false", "-dColorImageFilter=/FlateEncode", f"-sOutputFile={small}", pdf)
    run_quietly("qpdf", "--qdf", "--object-streams=disable", small, text)
    data = text.read_bytes()
    photos = sorted((board.parent / "pictures").glob("*.jpg"))
    done, at, number = [], 0, 0
    # qdf: "<< … /Subtype /Image … /Length 12 0 R … >>\nstream\n…endstream"
    for match in re.finditer(rb"obj\n(<<(?:(?!endobj|stream\n).)*?/Subtype /Image(?:(?!endobj|stream\n).)*?>>)\nstream\n",
                             data, re.S):
        width = re.search(rb"/Width (\d+)", match.group(1))
        if not width or b"/DeviceGray" in match.group(1):
            continue
        jpeg = photos[number % len(photos)].read_bytes()
        number += 1
        end = data.index(b"endstream", match.end())
        head = (b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
                b"/Filter /DCTDecode /Length %d >>\nstream\n" % (WIDTH, HEIGHT, len(jpeg)))
        done += [data[at:match.start(1)], head, jpeg, b"\n"]
        at = end
    done.append(data[at:])
    text.write_bytes(b"".join(done))
    # offsets and lengths have moved; qpdf mends them
    result = subprocess.run(["qpdf", "--no-warn", "--object-streams=preserve", text, out], capture_output=True)
    if result.returncode not in (0, 3) or number < PHOTOS:
        sys.exit(f"the RGB board could not be made ({number} pictures): {result.stderr.decode()[-300:]}")
    small.unlink()
    text.unlink()


# ---- measuring ----

def apart(work, *args):
    """What work returns, done by a child: the kernel counts a parent's memory towards the programs that it starts."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        status = 1
        try:
            with os.fdopen(write, "w") as out:
                json.dump(work(*args), out)
            status = 0
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
        sys.exit(f"{work.__name__} fails")
    return json.loads(text)


def run_quietly(*command):
    result = subprocess.run([str(c) for c in command], capture_output=True)
    if result.returncode:
        sys.exit(f"{command[0]} fails: {(result.stdout + result.stderr).decode(errors='replace')[-400:]}")


class Measured:
    def __init__(self):
        self.wall, self.cpu, self.rss, self.bytes = [], [], [], 0

    def median(self, what):
        return statistics.median(getattr(self, what))


def measure(command, output, into):
    """One run. output is removed afterwards."""
    command = [str(c) for c in command]
    start = time.monotonic()
    with open(os.devnull, "wb") as null:
        pid = os.posix_spawnp(command[0], command, os.environ,
                              file_actions=[(os.POSIX_SPAWN_DUP2, null.fileno(), 1),
                                            (os.POSIX_SPAWN_DUP2, null.fileno(), 2)])
    _, status, usage = os.wait4(pid, 0)
    into.wall.append(time.monotonic() - start)
    into.cpu.append(usage.ru_utime + usage.ru_stime)
    into.rss.append(usage.ru_maxrss / 1024)
    if os.waitstatus_to_exitcode(status) > 1:     # 1: the board has findings
        return False
    if output:
        into.bytes = output.stat().st_size
        output.unlink()
    return True


def jobs(program, board, pdf, rgb, folder):
    """name, our options, suffix, the peer's name and command, the suffix of its file, at most this ratio"""
    gs = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-r300"]
    return [
        ("TIFF, deflate", [], "tif", "gs tiff32nc, LZW, 2 threads",
         gs + ["-sDEVICE=tiff32nc", "-sCompression=lzw", "-dNumRenderingThreads=2"], pdf, 0.15),
        ("TIFF, uncompressed", ["--compression", "none"], "tif", "mutool draw, 2 threads, to PAM",
         ["mutool", "draw", "-q", "-c", "cmyk", "-B", "256", "-T", "2", "-r", "300"], pdf, 0.5),
        ("JPEG", [], "jpg", "gs jpegcmyk, Q 92", gs + ["-sDEVICE=jpegcmyk", "-dJPEGQ=92"], pdf, 0.5),
        ("PSD, layered", [], "psd", "gs psdcmyk, flat", gs + ["-sDEVICE=psdcmyk"], pdf, 0.15),
        ("PDF/X-4", [], "pdf", "RGB board through gs pdfwrite",
         ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sColorConversionStrategy=CMYK",
          "-dProcessColorModel=/DeviceCMYK"], rgb, 0.08),
    ]


def peer_command(command, source, out):
    if command[0] == "mutool":
        return command + ["-F", "pam", "-o", out, source]
    return command + [f"-sOutputFile={out}", source]


# ---- the floor ----

ROW = 4 * 9272          # bytes of a row of the board at 300 dpi


def picture_bytes(pdf, out):
    """What the PDF's pictures are before they are deflated: rows behind their predictors."""
    data, row = pdf.read_bytes(), 0
    with out.open("wb") as raw:
        for match in re.finditer(rb"/Width (\d+)[^>]*?/Length (\d+)[^>]*>>\nstream\n|"
                                 rb"/Length (\d+)[^>]*?/Width (\d+)[^>]*>>\nstream\n", data):
            length = int(match.group(2) or match.group(3))
            raw.write(zlib.decompress(data[match.end():match.end() + length]))
            row = max(row, 4 * int(match.group(1) or match.group(4)) + 1)
    return row


def floors(program, floor, board, pdf, folder, runs):
    """Seconds of wall time: decoding, and compressing for each format."""
    raw, rows = folder / "raw.tif", folder / "rows.bin"
    run_quietly(program, "render", "-q", board, "--compression", "none", "-o", raw)
    row = picture_bytes(pdf, rows)

    def median(*command):
        return statistics.median(float(subprocess.run([str(c) for c in (floor, *command)], check=True,
                                                      capture_output=True, text=True).stdout) for _ in range(runs))

    decode = median("decode", *sorted((board.parent / "pictures").glob("*.jpg")))
    pack = {"tif": median("deflate", raw, ROW), "none": 0.0, "jpg": median("jpeg", raw, ROW),
            "psd": median("packbits", raw, ROW), "pdf": median("rle", rows, row)}
    raw.unlink()
    rows.unlink()
    return decode, pack


# ---- the report ----

def version(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    return (result.stdout + result.stderr).strip().splitlines()[0]


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
               platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    kernel = ".".join(platform.release().split(".")[:2])
    return f"{os.sysconf('SC_NPROCESSORS_ONLN')} × {cpu}, {memory:.0f} GB, Linux {kernel}"


def verdict(value, most, form):
    return f"{form.format(value)} {'✓' if value <= most else '✗'} (≤ {form.format(most)})"


WORDS = {
    "en": {"head": ["work", "ours", "peer", "took", "ratio", "CPU, ours / peer", "memory, ours / peer",
                    "file, ours / peer", "decode + compress", "ours ÷ that"],
           "intro": "{machine}; Ghostscript {gs}, {mutool}, {ours}; {date}; medians of {runs}; a board of 785 × 1780 mm "
                    "at 300 dpi with {photos} photographs of {mp:.1f} megapixels, from the spec to the file.",
           "failed": "failed", "several": "PDF + TIFF + PSD in one run", "apart": "the three one by one",
           "check": "`check`: read, prove, compose, judge"},
    "zh": {"head": ["工作", "我们", "对照", "用时", "比值", "CPU，我们／对照", "内存，我们／对照", "文件，我们／对照",
                    "解码＋压缩", "我们÷它"],
           "intro": "{machine}；Ghostscript {gs}，{mutool}，{ours}；{date}；{runs} 次取中位数；785 × 1780 mm、300 dpi、"
                    "{photos} 张 {mp:.1f} 百万像素照片的展板，从内容文件到成品文件。",
           "failed": "失败", "several": "一次写 PDF＋TIFF＋PSD", "apart": "三种各写一次",
           "check": "`check`：读入、验图、排版、检查"},
}


def table(lang, intro, rows):
    """Markdown. A cell may be a key of WORDS."""
    words = WORDS[lang]
    lines = [words["intro"].format(**intro), "", "| " + " | ".join(words["head"]) + " |",
             "|" + "---|" * len(words["head"])]
    for cells in rows:
        lines.append("| " + " | ".join(words.get(c, c) if isinstance(words.get(c), str) else c for c in cells) + " |")
    return "\n".join(lines) + "\n"


def into_readme(name, text, mark="bench"):
    """Between the marks of the README."""
    path = ROOT / name
    readme = path.read_text(encoding="utf-8")
    begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    if begin not in readme or end not in readme:
        sys.exit(f"{name} has no place for the table")
    head, rest = readme.split(begin, 1)
    path.write_text(head + begin + text + end + rest.split(end, 1)[1], encoding="utf-8")


def both(a, b, form="{:.2f}", unit=""):
    return form.format(a) + (f" / {form.format(b)}" if b is not None else "") + unit


def cells_of(name, peer, a, b, target, floor):
    memory = max(a.rss)
    ratio = a.median("wall") / b.median("wall") if b else None
    return [name, f"{a.median('wall'):.2f} s", peer if b else "", f"{b.median('wall'):.2f} s" if b else "",
            verdict(ratio, target, "{:.2f}") if b else "",
            both(a.median("cpu"), b.median("cpu") if b else None, unit=" s"),
            verdict(memory, MEMORY_MB, "{:.0f}") + (f" / {max(b.rss):.0f}" if b else "") + " MB",
            both(a.bytes / 1e6, b.bytes / 1e6 if b else None, "{:.0f}", " MB") if a.bytes else "",
            f"{floor:.2f} s" if floor else "", f"{a.median('wall') / floor:.1f}" if floor else ""]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--photo", required=True, help="the program that draws the photographs")
    parser.add_argument("--floor", required=True, help="the program that decodes and compresses alone")
    parser.add_argument("--dir", type=pathlib.Path, required=True, help="where the board and the outputs go")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", help="formats whose name contains this")
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    parser.add_argument("--readme", action="store_true", help="put the tables into README.md and README.en.md")
    args = parser.parse_args()
    folder = args.dir
    board = make_board(args.photo, folder / "board")
    pdf, rgb = folder / "board.pdf", folder / "rgb.pdf"
    run_quietly(args.program, "render", "-q", board, "-o", pdf)
    if not args.ours and not (args.only and "pdf" not in args.only.lower()):
        apart(make_rgb, pdf, board, rgb)
    decode, pack = apart(floors, args.program, args.floor, board, pdf, folder, args.runs)
    rows, missed, alone = [], 0, {}
    for name, options, suffix, peer, command, source, target in jobs(args.program, board, pdf, rgb, folder):
        if args.only and args.only.lower() not in name.lower():
            continue
        out, theirs = folder / f"ours.{suffix}", folder / "theirs.out"
        a, b = Measured(), None if args.ours else Measured()
        fine = True
        for _ in range(args.runs):
            fine = fine and measure([args.program, "render", "-q", board, *options, "-o", out], out, a)
            if b:
                fine = fine and measure(peer_command(command, source, theirs), theirs, b)
        if not fine:
            rows.append([name, "failed", peer] + [""] * 7)
            missed += 1
            continue
        if not options:
            alone[suffix] = a.median("wall")
        rows.append(cells_of(name, peer, a, b, target, decode + pack["none" if options else suffix]))
        missed += max(a.rss) > MEMORY_MB or (b is not None and a.median("wall") / b.median("wall") > target)
        print(" | ".join(rows[-1]), flush=True)
    if not args.only:
        targets = [folder / f"ours.{suffix}" for suffix in ("pdf", "tif", "psd")]
        a, c = Measured(), Measured()
        for _ in range(args.runs):
            measure([args.program, "render", "-q", board, *(w for t in targets for w in ("-o", t))], targets[0], a)
            for t in targets[1:]:
                t.unlink(missing_ok=True)
            measure([args.program, "check", "-q", board], None, c)
        a.bytes = 0
        total = sum(alone.get(suffix, 0) for suffix in ("pdf", "tif", "psd"))
        row = cells_of("several", "", a, None, 0, decode + pack["pdf"] + pack["tif"] + pack["psd"])
        row[2:5] = ["apart", f"{total:.2f} s", f"{a.median('wall') / total:.2f}"]
        missed += max(a.rss) > MEMORY_MB
        rows += [row, cells_of("check", "", c, None, 0, 0)]
    intro = {"machine": machine(), "gs": version("gs", "--version"), "mutool": version("mutool", "-v"),
             "ours": version(args.program, "--version"), "date": time.strftime("%Y-%m-%d"), "runs": args.runs,
             "photos": PHOTOS, "mp": WIDTH * HEIGHT / 1e6}
    for lang, name in (("en", "README.en.md"), ("zh", "README.md")):
        text = table(lang, intro, rows)
        (folder / f"results.{lang}.md").write_text(text, encoding="utf-8")
        if args.readme:
            into_readme(name, text)
    print("\n" + table("en", intro, rows))
    print(f"decoding alone takes {decode:.2f} s; " +
          ("every target is met" if not missed else f"{missed} target(s) missed"))


if __name__ == "__main__":
    main()
