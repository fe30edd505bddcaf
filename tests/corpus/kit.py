# SPDX-License-Identifier: Apache-2.0
"""What the makers of the corpus share: the list of files and their makers, a drawn picture, running programs."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE / "files"
WORK = pathlib.Path(tempfile.mkdtemp(prefix="corpus."))
MADE = []


def made(name):
    """Registers a maker under the name of the file that it makes."""
    def wrap(fn):
        MADE.append((name, fn))
        return fn
    return wrap


def run(*command, **keys):
    subprocess.run([str(c) for c in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300,
                   **keys)


def photo(name="photo.jpg", size=(480, 320), mode="RGB", **save):
    """A drawn picture: sky, hill, house; the same on every run."""
    from PIL import Image, ImageDraw
    path = WORK / name
    if path.exists():
        return path
    w, h = size
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for y in range(h):
        draw.line([(0, y), (w, y)], fill=(90 + 120 * y // h, 150 + 80 * y // h, 230 - 40 * y // h))
    draw.ellipse([w * .05, h * .55, w * 1.1, h * 1.6], fill=(70, 140, 70))
    draw.rectangle([w * .4, h * .4, w * .65, h * .75], fill=(200, 120, 80), outline=(60, 30, 20), width=3)
    draw.polygon([(w * .37, h * .42), (w * .525, h * .2), (w * .68, h * .42)], fill=(150, 50, 40))
    image = image.convert(mode) if mode != "CMYK" else image.convert("CMYK")
    image.save(path, **save)
    return path


def gimp(out, save):
    script = f'(let* ((image (car (gimp-file-load RUN-NONINTERACTIVE "{photo()}" "photo"))) (drawable (car (gimp-image-get-active-layer image)))) ' \
             f'(gimp-image-set-resolution image 254 254) {save})'
    run("gimp", "-i", "-d", "-f", "-b", script, "-b", "(gimp-quit 0)", env=dict(os.environ, HOME=str(WORK)))


def main():
    OUT.mkdir(exist_ok=True)
    words = sys.argv[1:]
    failed = 0
    for name, make in MADE:
        if words and not any(w in name for w in words):
            continue
        try:
            make(OUT / name)
            print(f"{(OUT / name).stat().st_size:8d}  {name}")
        except (OSError, subprocess.SubprocessError, ImportError) as fault:
            failed += 1
            print(f" not made  {name}: {fault}")
    shutil.rmtree(WORK)
    return 1 if failed else 0
