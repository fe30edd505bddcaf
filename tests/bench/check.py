#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The speed of judging files. See check.sh. Every pair is measured in turn, ours and theirs and ours again; the hundred
files, which take minutes, once."""
import argparse
import pathlib
import shutil
import sys

import bench

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = 100


def compare(ours, theirs, runs):
    """Two Measured; None for what failed."""
    a, b = bench.Measured(), bench.Measured()
    for _ in range(runs):
        if not bench.measure(ours, None, a) or not bench.measure(theirs, None, b):
            return None, None
    return a, b



def files(board, program, folder):
    """A PDF and an uncompressed TIFF of the board with photographs, and a hundred small PDFs."""
    pdf, tiff = folder / "check.pdf", folder / "check.tif"
    bench.run_quietly(program, "render", "-q", board, "-o", pdf)
    bench.run_quietly(program, "render", "-q", board, "-o", tiff, "--compression", "none")
    small = folder / "check-school.pdf"
    bench.run_quietly(program, "render", "-q", ROOT / "examples/school/board.json", "-o", small)
    many = folder / "many"
    many.mkdir(exist_ok=True)
    names = [many / f"{i:03}.pdf" for i in range(FILES)]
    for name in names:
        shutil.copy(small, name)
    return pdf, tiff, names


def main():
    parser = argparse.ArgumentParser(description="zhanban check against its peers, in one run")
    parser.add_argument("--program", required=True)
    parser.add_argument("--inspect", required=True)
    parser.add_argument("--photo", required=True, help="the program that draws the photographs")
    parser.add_argument("--dir", type=pathlib.Path, required=True, help="where the files go")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    board = bench.make_board(args.photo, args.dir / "board")
    pdf, tiff, many = files(board, args.program, args.dir)
    inspect = [args.inspect, "--profile", ROOT / "layouts/profiles/zhanban-coated.icc", "--trim", "785x1780"]
    missed = 0
    print(f"{bench.machine()}; {bench.version('gs', '--version')} (Ghostscript), {bench.version('vips', '--version')}; "
          f"medians of {args.runs}; PDF of {pdf.stat().st_size / 1e6:.0f} MB, TIFF of "
          f"{tiff.stat().st_size / 1e6:.0f} MB, {FILES} PDFs of {many[0].stat().st_size / 1e6:.0f} MB.\n")
    bench.row("work", "peer", "ours", "peer took", "ratio", "at most", "memory")
    bench.row(*["---"] * 7)

    facts = bench.Measured()
    for _ in range(args.runs):
        if not bench.measure([*inspect, "--facts-only", pdf], None, facts):
            sys.exit("zhanban-inspect fails")
    wall = facts.median("wall")
    missed += wall > 0.15
    bench.row("facts of the PDF", "", f"{wall:.2f} s", "", "", "0.15 s", f"{max(facts.rss):.0f} MB")

    for work, peer, ours, theirs, target, most_mb in (
            ("check of the PDF, ink map and all", "gs inkcov, 72 dpi", [args.program, "check", "-q", pdf],
             ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=inkcov", "-r72", "-sOutputFile=/dev/null", pdf], 0.7, None),
            ("check of the TIFF", "vips avg", [args.program, "check", "-q", tiff], ["vips", "avg", tiff], 2.0, 100),
            (f"check of {FILES} PDFs on two threads", "the same on one", [args.program, "check", "-q", "--threads", "2",
             *many], [args.program, "check", "-q", "--threads", "1", *many], 1 / 1.8, None)):
        a, b = compare(ours, theirs, args.runs if len(ours) < FILES else 1)
        if not a:
            bench.row(work, peer, "**failed**", "", "", "", "")
            missed += 1
            continue
        ratio, memory = a.median("wall") / b.median("wall"), max(a.rss)
        missed += (ratio > target) + bool(most_mb and memory > most_mb)
        bench.row(work, peer, f"{a.median('wall'):.2f} s", f"{b.median('wall'):.2f} s", bench.verdict(ratio, target, "{:.2f}"),
            f"{target:.2f}", f"{memory:.0f} MB")
    for name in (pdf, tiff, *many, args.dir / "check-school.pdf"):
        name.unlink()
    print(f"\n{'every target is met' if not missed else f'{missed} target(s) missed'}")


if __name__ == "__main__":
    main()
