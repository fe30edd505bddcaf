# SPDX-License-Identifier: Apache-2.0
"""Text in K alone overprints where the process wants it (offset), and knocks out elsewhere: in the TIFF, in the PDF as
Ghostscript separates it, and in the PSD's layers."""
import re
import shutil

from PIL import Image
from lib import EXAMPLES, check, end, run, scratch, tool

out = scratch()


def plates(picture, box):
    """Mean of C, M, Y on the pixels of a box that are nearly full of K."""
    cyan, magenta, yellow, black = (plate.getdata() for plate in picture.crop(box).split())
    where = [i for i, v in enumerate(black) if v > 220]
    check(len(where) > 5000, f"there is text: {len(where)} pixels")
    return [sum(plate[i] for i in where) / len(where) for plate in (cyan, magenta, yellow)]


for process, over in (("offset", True), ("xiezhen", False)):
    pdf, tiff, psd, drawn = (out / f"{process}.{suffix}" for suffix in ("pdf", "tif", "psd", "gs.tif"))
    done = run("render", EXAMPLES["school"], "--process", process, "--dpi", "72", "-o", pdf, "-o", tiff, "-o", psd, "--quiet")
    check(done.returncode in (0, 1), f"{process}: {done.stderr[-200:]}")
    tool("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", "-r72", f"-sOutputFile={drawn}", pdf)
    tinted = (100, 2200, 1200, 2900)  # body text of the second section, on a pale ground
    with Image.open(tiff) as ours, Image.open(drawn) as theirs:
        check(ours.size == theirs.size, f"{process}: {ours.size} {theirs.size}")
        mine, ghost = plates(ours, tinted), plates(theirs, tinted)
    check((mine[0] > 15 and mine[1] > 3) if over else max(mine) < 1, f"{process}: C, M, Y under the text: {mine}")
    check(all(abs(a - b) < 2 for a, b in zip(mine, ghost)), f"{process}: TIFF {mine}, Ghostscript {ghost}")
    states = tool("qpdf", "--qdf", "--object-streams=disable", pdf, "-")
    check(("/OPM 1" in states) == over, f"{process}: /OPM 1 in the PDF")
    modes = set(re.split(r", ?", tool("exiftool", "-s3", "-LayerBlendModes", psd).strip()))
    check(("Darken" in modes) == over and "Normal" in modes, f"{process}: the layers' modes: {modes}")
    report = run("check", pdf, "--process", process, "--quiet", "--json", "-")
    check("ink.overprint" not in report.stdout and '"verdict"' in report.stdout, f"{process}: black that overprints is no finding")
shutil.rmtree(out)
end(least=16)
