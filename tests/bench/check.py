#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The speed of judging files. See check.sh. Every pair is measured in turn, ours and theirs and ours again; the many
files, which take minutes, once."""
import argparse
import os
import pathlib
import shutil
import statistics
import sys
import time

import bench

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHOTO = 1740, 1160      # photographs of two megapixels, as boards are handed in: a PDF of some 30 MB
MOST_TIFF_MB = 100
MANY = (("examples/school", "pdf"), ("examples/region", "tif"), ("examples/school", "jpg"), ("examples/region", "psd"),
        ("examples/region", "pdf"), ("examples/school", "tif"), ("examples/region", "jpg"), ("examples/school", "psd"))

WORDS = {
    "en": {"head": ["work", "ours", "peer", "took", "ratio", "CPU, ours / peer", "memory, ours / peer"],
           "intro": "{machine}; Ghostscript {gs}, {vips}, {ours}; {date}; medians of {runs}, the {files} files once; a "
                    "PDF/X-4 of {pdf:.0f} MB with seven photographs, an uncompressed TIFF of {tiff:.0f} MB.",
           "facts": "facts of the PDF alone", "clock": "the clock", "pdf": "`check` of the PDF, with ink map and codes",
           "tiff": "`check` of the TIFF", "many": "`check` of {files} PDF, TIFF, JPEG and PSD on two threads",
           "one": "the same on one", "failed": "failed"},
    "zh": {"head": ["工作", "我们", "对照", "用时", "比值", "CPU，我们／对照", "内存，我们／对照"],
           "intro": "{machine}；Ghostscript {gs}，{vips}，{ours}；{date}；{runs} 次取中位数，{files} 个文件只跑一次；"
                    "{pdf:.0f} MB、七张照片的 PDF/X-4，{tiff:.0f} MB 的未压缩 TIFF。",
           "facts": "只读 PDF 的事实", "clock": "时钟", "pdf": "`check` 一个 PDF，含墨量图和二维码",
           "tiff": "`check` 一个 TIFF", "many": "`check` {files} 个 PDF、TIFF、JPEG、PSD，两个线程",
           "one": "同样的一个线程", "failed": "失败"},
}


def one_board(args):
    """A PDF and an uncompressed TIFF of the board with photographs."""
    board = bench.make_board(args.photo, args.dir / "check-board", *PHOTO)
    pdf, tiff = args.dir / "check.pdf", args.dir / "check.tif"
    bench.run_quietly(args.program, "render", "-q", board, "-o", pdf)
    bench.run_quietly(args.program, "render", "-q", board, "-o", tiff, "--compression", "none")
    return pdf, tiff


def many_boards(args):
    """Names for eight files of two boards in four formats, over and over."""
    folder = args.dir / "many"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    made, names = [], []
    for spec, kind in MANY:
        made.append(folder / f"made-{len(made)}.{kind}")
        bench.run_quietly(args.program, "render", "-q", ROOT / spec / "board.json", "--dpi", "150", "-o", made[-1])
    for i in range(args.files):
        source = made[i % len(made)]
        names.append(folder / f"{i:03}{source.suffix}")
        os.link(source, names[-1])
    return names


def compare(ours, theirs, runs):
    """Two Measured, and the median of the pairs' ratios; None for what failed."""
    a, b = bench.Measured(), bench.Measured()
    for _ in range(runs):
        if not bench.measure(ours, None, a) or not bench.measure(theirs, None, b):
            return None
    return a, b, statistics.median(x / y for x, y in zip(a.wall, b.wall))


def facts_row(args, pdf):
    inspect = [args.inspect, "--profile", ROOT / "layouts/profiles/zhanban-coated.icc", "--trim", "785x1780",
               "--facts-only", pdf]
    facts = bench.Measured()
    for _ in range(args.runs):
        if not bench.measure(inspect, None, facts):
            sys.exit("zhanban-inspect fails")
    wall = facts.median("wall")
    return (["facts", f"{wall:.2f} s", "clock", "", bench.verdict(wall, 0.15, "{:.2f} s"),
             f"{facts.median('cpu'):.2f} s", f"{max(facts.rss):.0f} MB"], wall > 0.15)


def pair_row(args, work, peer, ours, theirs, most, most_mb=None, runs=None):
    measured = compare(ours, theirs, runs or args.runs)
    if not measured:
        return [work, "failed", peer, "", "", "", ""], True
    a, b, ratio = measured
    memory = max(a.rss)
    said = bench.verdict(memory, most_mb, "{:.0f}") if most_mb else f"{memory:.0f}"
    return ([work, f"{a.median('wall'):.2f} s", peer, f"{b.median('wall'):.2f} s", bench.verdict(ratio, most, "{:.2f}"),
             bench.both(a.median("cpu"), b.median("cpu"), unit=" s"), f"{said} / {max(b.rss):.0f} MB"],
            ratio > most or bool(most_mb and memory > most_mb))


def rows_of(args, pdf, tiff):
    gs = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=inkcov", "-r72", "-sOutputFile=/dev/null", pdf]
    check = [args.program, "check", "-q"]
    yield facts_row(args, pdf)
    yield pair_row(args, "pdf", "gs inkcov, 72 dpi", [*check, pdf], gs, 0.7)
    yield pair_row(args, "tiff", "vips avg", [*check, tiff], ["vips", "avg", tiff], 2.0, MOST_TIFF_MB)
    if args.files:
        many = many_boards(args)
        yield pair_row(args, "many", "one", [*check, "--threads", "2", *many], [*check, "--threads", "1", *many], 1 / 1.8,
                       runs=1)


def table(lang, intro, rows):
    words = WORDS[lang]
    lines = [words["intro"].format(**intro), "", "| " + " | ".join(words["head"]) + " |", "|" + "---|" * len(words["head"])]
    for cells in rows:
        named = [words[c].format(**intro) if isinstance(words.get(c), str) else c for c in cells]
        lines.append("| " + " | ".join(named) + " |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description="zhanban check against its peers, in one run")
    parser.add_argument("--program", required=True)
    parser.add_argument("--inspect", required=True)
    parser.add_argument("--photo", required=True, help="the program that draws the photographs")
    parser.add_argument("--dir", type=pathlib.Path, required=True, help="where the files go")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--files", type=int, default=100, help="how many are checked at once; 0 none")
    parser.add_argument("--readme", action="store_true", help="put the tables into README.md and README.en.md")
    args = parser.parse_args()
    pdf, tiff = one_board(args)
    intro = {"machine": bench.machine(), "gs": bench.version("gs", "--version"), "vips": bench.version("vips", "--version"),
             "ours": bench.version(args.program, "--version"), "date": time.strftime("%Y-%m-%d"), "runs": args.runs,
             "files": args.files, "pdf": pdf.stat().st_size / 1e6, "tiff": tiff.stat().st_size / 1e6}
    rows, missed = [], 0
    for cells, failed in rows_of(args, pdf, tiff):
        print(" | ".join(cells), flush=True)
        rows.append(cells)
        missed += failed
    for lang, name in (("en", "README.en.md"), ("zh", "README.md")):
        text = table(lang, intro, rows)
        (args.dir / f"check.{lang}.md").write_text(text, encoding="utf-8")
        if args.readme:
            bench.into_readme(name, text, "check")
    print("\n" + table("en", intro, rows))
    print("every target is met" if not missed else f"{missed} target(s) missed")
    shutil.rmtree(args.dir / "many", ignore_errors=True)
    for name in (pdf, tiff):
        name.unlink()


if __name__ == "__main__":
    main()
