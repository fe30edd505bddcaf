#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two builds of zhanban in pairs. See pairs.sh."""
import argparse
import pathlib
import statistics
import sys
import tempfile
import time

import bench

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ["school", "region", "reference/a", "reference/b", "reference/c", "reference/d"]
FORMATS = ["pdf", "tif", "jpg", "psd"]


def works(folder, before):
    """Names, options and the file that is written, or None. What is checked is written once, by BEFORE."""
    school = ROOT / "examples/school/board.json"
    for suffix in FORMATS:
        out = folder / f"out.{suffix}"
        yield f"render {suffix}", ["render", "-q", school, "-o", out], out
    for suffix in FORMATS:
        path = folder / f"board.{suffix}"
        bench.run_quietly(before, "render", "-q", school, "-o", path)
        yield f"check {suffix}", ["check", "-q", path], None
    for name in EXAMPLES:
        yield f"compose and judge {name}", ["check", "-q", ROOT / f"examples/{name}/board.json"], None


def pair(programs, options, out, runs):
    """Two Measured and the pairs' ratios; who comes first changes from pair to pair."""
    both, ratios = (bench.Measured(), bench.Measured()), []
    for i in range(runs):
        for who in ((0, 1) if i % 2 == 0 else (1, 0)):
            if not bench.measure([programs[who], *options], out, both[who]):
                sys.exit(f"{programs[who]} {' '.join(str(o) for o in options)} fails")
        ratios.append(both[1].cpu[-1] / both[0].cpu[-1])
    return both, ratios


def scatter(ratios):
    """Of their median, about: the middle half's width over the root of how many there are."""
    if len(ratios) < 4:
        return max(ratios) - min(ratios)
    low, _, high = statistics.quantiles(ratios, n=4)
    return 0.93 * (high - low) / len(ratios) ** 0.5


def main():
    parser = argparse.ArgumentParser(description="two builds of zhanban in pairs")
    parser.add_argument("before", type=pathlib.Path)
    parser.add_argument("after", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--most", type=float, default=1.02, help="the ratio that is still no loss")
    parser.add_argument("--only", default="", help="works whose names hold this")
    args = parser.parse_args()
    programs, slower = (args.before.resolve(), args.after.resolve()), []
    print(f"{bench.machine()}; {time.strftime('%Y-%m-%d')}; medians of {args.runs} pairs, CPU time\n")
    print("| work | before | after | ratio | scatter | memory before | after |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="zb-pairs-") as folder:
        for name, options, out in works(pathlib.Path(folder), programs[0]):
            if args.only not in name:
                continue
            (a, b), ratios = pair(programs, options, out, args.runs)
            ratio, about = statistics.median(ratios), scatter(ratios)
            print(f"| {name} | {a.median('cpu'):.3f} s | {b.median('cpu'):.3f} s | {ratio:.3f} | ±{about:.3f} | "
                  f"{statistics.median(a.rss):.0f} MB | {statistics.median(b.rss):.0f} MB |", flush=True)
            if ratio - about > args.most:
                slower.append(name)
    print(f"\nslower than {args.most}: " + (", ".join(slower) or "none"))
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
