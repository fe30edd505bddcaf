# SPDX-License-Identifier: Apache-2.0
"""Memory stays bounded whatever the spec holds: twenty photographs of a hundred megapixels each, on a board of nearly
three square metres, written as PDF, TIFF, JPEG and PSD in one run, in 256 MB; of every kind, also of those whose decoders
want the whole picture at once: progressive JPEG, interlaced PNG, WebP. What cannot be had for so little is refused."""
import json
import os
import shutil
import subprocess
import sys

from lib import PROGRAM, check, end, scratch

MOST_MB, PHOTOS, WIDTH, HEIGHT = 256, 20, 12000, 8400
out = scratch()

# A photograph of each kind under several names: they cost what twenty cost, as every file is decoded for itself. Drawn by
# another process, as the kernel counts what a parent holds towards its child.
DRAW = """
import struct, sys, zlib
from PIL import Image
Image.MAX_IMAGE_PIXELS = None
folder, width, height = sys.argv[1], *map(int, sys.argv[2:])
grain = [Image.effect_noise((width // 8, height // 8), 60 + 20 * i).resize((width, height), Image.Resampling.BILINEAR)
         for i in range(3)]
picture = Image.merge("RGB", grain)
picture.save(folder + "/base.jpg", quality=85)
picture.save(folder + "/progressive.jpg", quality=85, progressive=True)
picture.save(folder + "/lossy.webp", quality=60, method=0)
half = picture.crop((0, 0, width * 3 // 4, height * 3 // 4))
half.save(folder + "/lossless.webp", lossless=True, quality=0, method=0)
half.save(folder + "/raw.tif")

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

rows, packer = memoryview(grain[0].tobytes()), zlib.compressobj(0)
with open(folder + "/interlaced.png", "wb") as f:
    f.write(b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1)))
    for x, y, dx, dy in (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2):
        lines = (b"\\0" + bytes(rows[i * width + x:(i + 1) * width:dx]) for i in range(y, height, dy))
        f.write(chunk(b"IDAT", packer.compress(b"".join(lines))))
    f.write(chunk(b"IDAT", packer.flush()) + chunk(b"IEND", b""))
"""
subprocess.run([sys.executable, "-c", DRAW, out, str(WIDTH), str(HEIGHT)], check=True)
subprocess.run(["tiffcp", "-m", "1000", "-r", str(HEIGHT), "-c", "lzw", out / "raw.tif", out / "one-strip.tif"], check=True)
kinds = ["base.jpg", "progressive.jpg", "progressive.jpg", "interlaced.png", "lossy.webp"]
names = []
for i in range(PHOTOS):
    kind = kinds[i % len(kinds)]
    names.append(f"{i + 1}{os.path.splitext(kind)[1]}")
    os.link(out / kind, out / names[-1])


def board(pictures):
    sections = [{"heading": f"第{name}部分", "text": "平台**汇聚学情**，教师把时间留给分层设计，备课从经验走向证据。",
                 "figures": [{"type": "photo", "src": src, "caption": f"照片 {src.partition('.')[0]}"} for src in group]}
                for name, group in zip("一二三四五", (pictures[i:i + 4] for i in range(0, len(pictures), 4)))]
    return json.dumps({"standard": "feature-board", "size": [1200, 2400], "title": "二十张大照片", "sections": sections},
                      ensure_ascii=False)


def render(pictures, suffixes):
    """Exit status, peak in MB, report, outputs."""
    (out / "board.json").write_text(board(pictures), encoding="utf-8")
    made = [out / f"board.{suffix}" for suffix in suffixes]
    command = [PROGRAM, "render", str(out / "board.json"), *(a for t in made for a in ("-o", str(t))), "--json",
               str(out / "report.json"), "--quiet"]
    _, status, usage = os.wait4(os.posix_spawn(PROGRAM, command, dict(os.environ, LC_ALL="C.UTF-8")), 0)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024, report, made


status, peak_mb, report, made = render(names, ("pdf", "tif", "jpg", "psd"))
check(status in (0, 1), f"it is rendered: {status}")
check(report["facts"]["images"]["count"] == PHOTOS, f"all photographs are on the board: {report['facts']['images']['count']}")
for target in made:
    check(target.stat().st_size > 100_000_000, f"{target.name} holds them: {target.stat().st_size}")
check(peak_mb <= MOST_MB, f"peak memory {peak_mb:.0f} MB ≤ {MOST_MB}")
print(f"peak memory {peak_mb:.0f} MB")

# These two take more than that in their decoders alone: one sentence that tells the way out.
for kind, cure in ("lossless.webp", "save it as a JPG or PNG"), ("one-strip.tif", "TIFF without compression"):
    status, peak_mb, report, _ = render([kind], ("tif",))
    faults = report.get("faults") or [{"message": "", "place": ""}]
    check(status == 2 and cure in faults[0]["message"] and faults[0]["place"] == "/sections/0/figures/0/src",
          f"{kind} is refused: {status}, {faults}")
    check(peak_mb <= 64, f"{kind} is refused for {peak_mb:.0f} MB")
shutil.rmtree(out)
end(least=11)
