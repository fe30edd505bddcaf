#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Measures zhanban against the programs that make the same file elsewhere. See run.sh.

Every pair is measured in turn, ours and theirs and ours again, so that whatever else the machine does meets both.
Wall and CPU time come from wait4. Peak memory is the greatest resident set of the process and its children. Outputs go
to the folder of the run and are removed at once."""
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

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHOTOS, WIDTH, HEIGHT = 7, 4800, 3200
MEMORY_MB = 256


# ---- the board ----

def make_board(photo, folder):
    """The school's words with seven photographs; drawn once."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    for i in range(1, PHOTOS + 1):
        path = pictures / f"{i}.jpg"
        if not path.exists():
            subprocess.run([photo, str(i), str(WIDTH), str(HEIGHT), path], check=True)
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


def known(program, args, output):
    """Whether this build writes the format: an unknown one is refused before any work."""
    result = subprocess.run([program, "render", "/nonexistent.json", *args, "-o", output], capture_output=True,
                            text=True, env=dict(os.environ, LC_ALL="C.UTF-8"))
    return not re.search(r"unknown|unrecognized|invalid option|takes no|name the file", result.stderr)


# ---- the report ----

def version(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    return (result.stdout + result.stderr).strip().splitlines()[0]


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
               platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.sysconf('SC_NPROCESSORS_ONLN')} × {cpu}, {memory:.0f} GB, Linux {platform.release()}"


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def verdict(value, most, form):
    return f"{form.format(value)} {'✓' if value <= most else '✗'} (≤ {form.format(most)})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--photo", required=True, help="the program that draws the photographs")
    parser.add_argument("--dir", type=pathlib.Path, required=True, help="where the board and the outputs go")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", help="formats whose name contains this")
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    args = parser.parse_args()
    folder = args.dir
    board = make_board(args.photo, folder / "board")
    pdf, rgb = folder / "board.pdf", folder / "rgb.pdf"
    run_quietly(args.program, "render", "-q", board, "-o", pdf)
    if not args.ours and not (args.only and "pdf" not in args.only.lower()):
        make_rgb(pdf, board, rgb)

    print(f"{machine()}; {version('gs', '--version')} (Ghostscript), {version('mutool', '-v')}, "
          f"{version(args.program, '--version')}; medians of {args.runs}; a board of 785 × 1780 mm with {PHOTOS} "
          f"photographs of {WIDTH * HEIGHT / 1e6:.1f} megapixels.\n")
    row("work", "peer", "ours", "peer took", "ratio", "CPU, ours / peer", "memory, ours / peer", "file, ours / peer")
    row(*["---"] * 8)
    missed = 0
    for name, options, suffix, peer, command, source, target in jobs(args.program, board, pdf, rgb, folder):
        if args.only and args.only.lower() not in name.lower():
            continue
        out, theirs = folder / f"ours.{suffix}", folder / "theirs.out"
        if not known(args.program, options, out):
            row(name, peer, "not there yet", *[""] * 5)
            continue
        a, b = Measured(), Measured()
        fine = True
        for _ in range(args.runs):
            fine = fine and measure([args.program, "render", "-q", board, *options, "-o", out], out, a)
            if not args.ours:
                fine = fine and measure(peer_command(command, source, theirs), theirs, b)
        if not fine:
            row(name, peer, "**failed**", *[""] * 5)
            missed += 1
            continue
        memory = max(a.rss)
        if args.ours:
            cells = ["", "", f"{a.median('cpu'):.2f} s", verdict(memory, MEMORY_MB, "{:.0f}") + " MB",
                     f"{a.bytes / 1e6:.0f} MB"]
        else:
            ratio = a.median("wall") / b.median("wall")
            missed += ratio > target
            cells = [f"{b.median('wall'):.2f} s", verdict(ratio, target, "{:.2f}"),
                     f"{a.median('cpu'):.2f} / {b.median('cpu'):.2f} s",
                     verdict(memory, MEMORY_MB, "{:.0f}") + f" / {max(b.rss):.0f} MB",
                     f"{a.bytes / 1e6:.0f} / {b.bytes / 1e6:.0f} MB"]
        missed += memory > MEMORY_MB
        row(name, peer, f"{a.median('wall'):.2f} s", *cells)
    if not args.only:
        c = Measured()
        for _ in range(args.runs):
            measure([args.program, "check", "-q", board], None, c)
        row("reading, proving, composing, judging (check)", "", f"{c.median('wall'):.2f} s", "", "",
            f"{c.median('cpu'):.2f} s", f"{max(c.rss):.0f} MB", "")
    print(f"\n{'every target is met' if not missed else f'{missed} target(s) missed'}")


if __name__ == "__main__":
    main()
