#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the pictures of the example boards: flat vector scenes of invented places, big enough for print.

  draw.py DIR                the pictures of every board, as DIR/<board>/pictures/<name>.jpg; the reference boards
                             borrow theirs from the others (a spec's pictures lie in its own folder)
  draw.py DIR --only NAME    one board ("school") or one picture ("school/hero")
  draw.py DIR --starter      the replaceable pictures of `zhanban new`, as DIR/<name>.png

Needs python3-cairo and python3-pil. The same scene is the same picture to the bit, wherever it is drawn.
"""
import argparse
import multiprocessing
import pathlib
import shutil
import sys
import time

from PIL import Image, ImageCms

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
from scenes import kit, region, school, starter  # noqa: E402

PPI = 300
STRIP, HERO = (5168, 2720), (4200, 3000)      # 437 × 230 mm and 356 × 254 mm at 300 ppi
# board, its scenes, its theme; every scene is drawn as a STRIP but those named in HEROES
BOARDS = {'school': (school.SCENES, kit.TECH_BLUE), 'region': (region.SCENES, kit.EDU_GREEN)}
HEROES = {'school/hero', 'region/hero'}
# board, the board whose pictures it shares, their names
COPIES = {
    'reference/a': ('school', ('hero', 'prep', 'dash', 'tablet', 'robot')),
    'reference/b': ('school', ('hero', 'dash', 'library', 'home', 'robot')),
    'reference/c': ('school', ('hero', 'prep', 'dash', 'tablet', 'robot')),
    'reference/d': ('region', ('hero', 'center', 'workshop', 'parents', 'experiment')),
}


def picture(pen):
    """The pen's pixels as an RGB image."""
    s = pen.surface
    s.flush()
    return Image.frombuffer('RGB', (s.get_width(), s.get_height()), bytes(s.get_data()), 'raw', 'BGRX', s.get_stride(), 1)


def srgb_profile():
    """The sRGB profile, its date of making put to a fixed one: else no two runs give the same file."""
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
    return icc[:24] + b'\x07\xd0\x00\x01\x00\x01' + bytes(6) + icc[36:]


def draw(job):
    name, out, scale = job
    board, scene = name.split('/')
    scenes, palette = BOARDS[board]
    size = HERO if name in HEROES else STRIP
    pen = kit.Pen(*(round(n * scale) for n in size))
    scenes[scene](pen, palette)
    path = pathlib.Path(out) / board / 'pictures' / f'{scene}.jpg'
    path.parent.mkdir(parents=True, exist_ok=True)
    picture(pen).save(path, quality=92, subsampling=0, dpi=(PPI, PPI), icc_profile=srgb_profile())
    return f'{path}  {pen.surface.get_width()} × {pen.surface.get_height()}  {path.stat().st_size / 1e6:.1f} MB'


def copy(out, drawn):
    """The borrowed pictures of those that were drawn."""
    for board, (source, scenes) in COPIES.items():
        for scene in scenes:
            if f'{source}/{scene}' in drawn:
                target = pathlib.Path(out) / board / 'pictures' / f'{scene}.jpg'
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                shutil.copyfile(pathlib.Path(out) / source / 'pictures' / f'{scene}.jpg', target)


def draw_starter(out):
    for name, pen in starter.pictures():
        path = pathlib.Path(out) / f'{name}.png'
        path.parent.mkdir(parents=True, exist_ok=True)
        picture(pen).quantize(16, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True, dpi=(PPI, PPI))
        print(f'{path}  {pen.surface.get_width()} × {pen.surface.get_height()}  {path.stat().st_size / 1e3:.0f} kB')


def main():
    parser = argparse.ArgumentParser(description='Draws the pictures of the example boards.')
    parser.add_argument('out', metavar='DIR', help='where to put them')
    parser.add_argument('--only', metavar='NAME', help='one board, or one picture as board/name')
    parser.add_argument('--starter', action='store_true', help='the pictures of the starter spec, into DIR itself')
    parser.add_argument('--scale', type=float, default=1, help='smaller pictures for a look (1)')
    parser.add_argument('--jobs', type=int, default=2, help='processes (2)')
    args = parser.parse_args()
    if args.starter:
        draw_starter(args.out)
        return 0
    names = [f'{board}/{scene}' for board, (scenes, _) in BOARDS.items() for scene in scenes]
    if args.only:
        names = [n for n in names if args.only in (n, n.split('/')[0])]
        if not names:
            parser.error(f'no board or picture is called "{args.only}"')
    start = time.monotonic()
    with multiprocessing.Pool(min(args.jobs, len(names))) as pool:
        jobs = [(n, args.out, args.scale) for n in names]
        for i, line in enumerate(pool.imap(draw, jobs), 1):
            print(f'[{i}/{len(names)}] {line}', flush=True)
    copy(args.out, set(names))
    print(f'{len(names)} pictures in {time.monotonic() - start:.1f} s')
    return 0


if __name__ == '__main__':
    sys.exit(main())
