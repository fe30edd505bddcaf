#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The PDF reader's own decoding, filters and gradients against MuPDF's. See pdf_own.sh.

One program does both, as the environment says, in turn: with, without, with again. CPU time, for threads differ. The
ink is compared with Ghostscript's ink_cov: the sheet's mean of each plate, the greatest difference of the four."""
import argparse
import io
import json
import os
import pathlib
import statistics
import struct
import subprocess
import time
import zlib

from PIL import Image

import bench

ROOT = pathlib.Path(__file__).resolve().parents[2]
OWN = {"decode": "ZB_NO_DECODE", "filter": "ZB_NO_FILTER", "four rows": "ZB_NO_FOUR", "along a line": "ZB_NO_AXIAL",
       "gradients": "ZB_NO_SHADE"}
W, H = 785, 1780        # mm


# ---- files ----

def pdf_of(path, content, resources, objects=()):
    """A page of the board's size; objects: (dictionary, stream or None), numbered from 5."""
    pt = 72 / 25.4
    box = f"[0 0 {W * pt:.3f} {H * pt:.3f}]"
    whole = [("/Type /Catalog /Pages 2 0 R", None), ("/Type /Pages /Kids [3 0 R] /Count 1", None),
             (f"/Type /Page /Parent 2 0 R /MediaBox {box} /TrimBox {box} /Contents 4 0 R /Resources << {resources} >>",
              None), ("", f"{pt:.6f} 0 0 {pt:.6f} 0 0 cm\n{content}".encode()), *objects]
    out, offsets = bytearray(b"%PDF-1.6\n"), []
    for i, (words, stream) in enumerate(whole, 1):
        offsets.append(len(out))
        length = f" /Length {len(stream)}" if stream is not None else ""
        out += f"{i} 0 obj\n<< {words}{length} >>\n".encode()
        if stream is not None:
            out += b"stream\n" + stream + b"\nendstream\n"
        out += b"endobj\n"
    xref = len(out)
    out += f"xref\n0 {len(whole) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += f"trailer << /Size {len(whole) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n".encode()
    path.write_bytes(out)
    return path


FUNCTION = "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [{}] /C1 [{}] >>"
INKS = {"DeviceCMYK": ("1 .7 .1 .2", ".1 .05 0 0"), "DeviceRGB": (".05 .15 .5", ".8 .95 1")}


def gradient(folder, name, space, kind, coords):
    function = FUNCTION.format(*INKS[space])
    shading = (f"/Shading << /S << /ShadingType {kind} /ColorSpace /{space} /Coords [{coords}] /Extend [true true] "
               f"/Function {function} >> >>")
    return pdf_of(folder / f"{name}.pdf", "/S sh", shading)


def gradients(folder):
    for space, short in (("DeviceCMYK", "cmyk"), ("DeviceRGB", "rgb")):
        yield gradient(folder, f"{short} down", space, 2, f"0 0 0 {H}")
        yield gradient(folder, f"{short} aslant", space, 2, f"0 0 {W} {H}")
        yield gradient(folder, f"{short} round", space, 3, f"{W / 2} {H / 2} 0 {W / 2} {H / 2} {H / 2}")


def idat(image):
    """Deflated rows behind PNG's predictors."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    data, at, rows = out.getvalue(), 8, b""
    while at < len(data):
        n, kind = struct.unpack(">I4s", data[at:at + 8])
        rows += data[at + 8:at + 8 + n] if kind == b"IDAT" else b""
        at += 12 + n
    return rows


def pictures(folder, photos, space, predicted):
    """Six photographs as Flate pictures, as layout programs and office programs write them."""
    objects, names, content = [], [], []
    for i, photo in enumerate(photos[:6]):
        image = Image.open(photo).convert("RGB")
        if space == "DeviceCMYK":
            image = Image.merge("RGBA", (*image.split(), image.convert("L"))) # four bytes a pixel are all that counts
        n = len(image.getbands())
        rows = idat(image) if predicted else zlib.compress(image.tobytes(), 3)
        parms = f" /DecodeParms << /Predictor 15 /Colors {n} /Columns {image.width} >>" if predicted else ""
        objects.append((f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /ColorSpace /{space} "
                        f"/BitsPerComponent 8 /Filter /FlateDecode{parms}", rows))
        names.append(f"/P{i} {5 + i} 0 R")
        content.append(f"q 150 0 0 100 {60 + i % 2 * 400} {100 + i // 2 * 500} cm /P{i} Do Q")
    name = f"{'predicted' if predicted else 'plain'} {'cmyk' if space == 'DeviceCMYK' else 'rgb'}"
    return pdf_of(folder / f"{name}.pdf", "\n".join(content), f"/XObject << {' '.join(names)} >>", objects)


def files_of(args):
    folder = args.dir / "pdf-own"
    folder.mkdir(exist_ok=True)
    board = bench.make_board(args.photo, args.dir / "check-board", 1740, 1160)
    photos = sorted((args.dir / "check-board/pictures").glob("*.jpg"))
    specs = [(board, "seven photographs"), (ROOT / "examples/school/board.json", "school"),
             (ROOT / "examples/region/board.json", "region")]
    for spec, name in specs:
        if not (folder / f"{name}.pdf").exists():
            bench.run_quietly(args.program, "render", "-q", spec, "-o", folder / f"{name}.pdf")
        yield folder / f"{name}.pdf"
    yield from (pictures(folder, photos, s, p) for s in ("DeviceRGB", "DeviceCMYK") for p in (True, False))
    yield from gradients(folder)
    if args.corpus:
        yield from sorted((ROOT / "tests/corpus/files").glob("*.pdf"))


# ---- measuring ----

def facts_of(args, path, without=None):
    """CPU seconds, megabytes, facts; None when the reader gives up."""
    env = {k: v for k, v in os.environ.items() if k not in OWN.values()}
    if without:
        env[OWN[without]] = "1"
    out = args.dir / "facts.json"
    with out.open("wb") as to, open(os.devnull, "wb") as null:
        pid = os.posix_spawn(args.inspect, [args.inspect, "--profile", str(ROOT / "layouts/profiles/zhanban-coated.icc"),
                                            "--trim", f"{W}x{H}", "--seconds", "120", str(path)], env,
                             file_actions=[(os.POSIX_SPAWN_DUP2, to.fileno(), 1), (os.POSIX_SPAWN_DUP2, null.fileno(), 2)])
        _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status):
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.loads(out.read_bytes())


def ghostscript(path):
    """Mean of each plate, per cent; None when it refuses."""
    profile = ROOT / "layouts/profiles/zhanban-coated.icc"
    result = subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dLastPage=1", "-sDEVICE=ink_cov", "-r36",
                             f"-sOutputICCProfile={profile}", f"-sDefaultCMYKProfile={profile}", "-dRenderIntent=1",
                             f"--permit-file-read={profile}", "-sOutputFile=-", str(path)], capture_output=True, text=True)
    words = result.stdout.split()
    return [float(x) for x in words[:4]] if result.returncode == 0 and len(words) >= 4 else None


def off(facts, gs):
    plates = facts["survey"]["plate_mean"]
    return max(abs(a - b) for a, b in zip(plates, gs)) if plates and gs else float("nan")


def compare(args, path, without):
    ours, theirs, ratios = [], [], []
    for _ in range(args.runs):
        ours.append(facts_of(args, path))
        theirs.append(facts_of(args, path, without))
        if not ours[-1] or not theirs[-1]:
            return None
        ratios.append(theirs[-1][0] / ours[-1][0])
    return (statistics.median(x[0] for x in ours), statistics.median(x[0] for x in theirs), statistics.median(ratios),
            max(x[1] for x in ours), max(x[1] for x in theirs), ours[0][2], theirs[0][2])


def differing(a, b):
    """Names of the facts that differ; the survey's cells are summed up in total_max and the plates' means."""
    skipped = {"survey", "file"}
    names = [k for k in a if k not in skipped and a[k] != b[k]]
    return [k for k in names if k != "raster"]


def row(args, path, without, gs):
    found = compare(args, path, without)
    if not found:
        return [path.stem, without, "not read", "", "", "", "", ""]
    a, b, ratio, mb_a, mb_b, with_it, without_it = found
    return [path.stem, without, f"{a:.2f} / {b:.2f} s", f"{ratio:.2f}", f"{mb_a:.0f} / {mb_b:.0f} MB",
            f"{with_it['total_max']:.1f} / {without_it['total_max']:.1f}",
            f"{off(with_it, gs):.2f} / {off(without_it, gs):.2f}", ", ".join(differing(with_it, without_it)) or "none"]


def main():
    parser = argparse.ArgumentParser(description="our own decoding of PDF against MuPDF's")
    parser.add_argument("--program", required=True)
    parser.add_argument("--inspect", required=True)
    parser.add_argument("--photo", required=True, help="the program that draws the photographs")
    parser.add_argument("--dir", type=pathlib.Path, required=True, help="where the files go")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--corpus", action="store_true", help="the corpus too: files of a tenth of a second")
    parser.add_argument("--only", default="", help="files whose names hold this")
    args = parser.parse_args()
    print(f"{bench.machine()}; {time.strftime('%Y-%m-%d')}; medians of {args.runs}; ours / MuPDF's\n")
    head = ["file", "without", "CPU", "ratio", "memory", "total ink %", "plates off Ghostscript's, %", "facts that differ"]
    print("| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|")
    for path in files_of(args):
        if args.only not in path.stem:
            continue
        gs = ghostscript(path)
        drawn = path.parent.name == "pdf-own" and path.stem.split()[0] in ("cmyk", "rgb")
        packed = path.stem.split()[0] in ("predicted", "plain")
        for without in OWN:
            if (drawn and without in ("decode", "filter", "four rows")) or \
                    (packed and (without in ("along a line", "gradients") or (without != "decode" and "plain" in path.stem))):
                continue
            print("| " + " | ".join(row(args, path, without, gs)) + " |", flush=True)


if __name__ == "__main__":
    main()
