# SPDX-License-Identifier: Apache-2.0
"""Memory stays bounded whatever the spec holds: twenty photographs of a hundred megapixels each, on a board of nearly
three square metres, written as PDF, TIFF, JPEG and PSD in one run, in 256 MB."""
import json
import os
import shutil
import subprocess
import sys

from lib import PROGRAM, check, end, scratch

MOST_MB, PHOTOS, WIDTH, HEIGHT = 256, 20, 12000, 8400
out = scratch()

# One photograph under twenty names: they cost what twenty cost, as every file is decoded for itself. Drawn by another
# process, as the kernel counts what a parent holds towards its child.
DRAW = """
import sys
from PIL import Image
Image.MAX_IMAGE_PIXELS = None
width, height = map(int, sys.argv[2:])
grain = [Image.effect_noise((width // 8, height // 8), 60 + 20 * i).resize((width, height), Image.Resampling.BILINEAR)
         for i in range(3)]
Image.merge("RGB", grain).save(sys.argv[1], quality=90)
"""
subprocess.run([sys.executable, "-c", DRAW, out / "1.jpg", str(WIDTH), str(HEIGHT)], check=True)
for i in range(2, PHOTOS + 1):
    os.link(out / "1.jpg", out / f"{i}.jpg")

sections = [{"heading": f"第{name}部分", "text": "平台**汇聚学情**，教师把时间留给分层设计，备课从经验走向证据。",
             "figures": [{"type": "photo", "src": f"{4 * s + f}.jpg", "caption": f"第 {4 * s + f} 张照片"}
                         for f in range(1, 5)]} for s, name in enumerate("一二三四五")]
spec = out / "board.json"
spec.write_text(json.dumps({"standard": "feature-board", "size": [1200, 2400], "title": "二十张大照片",
                            "sections": sections}, ensure_ascii=False), encoding="utf-8")

targets = [out / f"board.{suffix}" for suffix in ("pdf", "tif", "jpg", "psd")]
command = [PROGRAM, "render", str(spec), *(a for t in targets for a in ("-o", str(t))), "--json",
           str(out / "report.json"), "--quiet"]
_, status, usage = os.wait4(os.posix_spawn(PROGRAM, command, os.environ), 0)
peak_mb = usage.ru_maxrss / 1024
check(os.waitstatus_to_exitcode(status) in (0, 1), f"it is rendered: {status}")
facts = json.loads((out / "report.json").read_text(encoding="utf-8"))["facts"]
check(facts["images"]["count"] == PHOTOS, f"all photographs are on the board: {facts['images']['count']}")
for target in targets:
    check(target.stat().st_size > 100_000_000, f"{target.name} holds them: {target.stat().st_size}")
check(peak_mb <= MOST_MB, f"peak memory {peak_mb:.0f} MB ≤ {MOST_MB}")
print(f"peak memory {peak_mb:.0f} MB")
shutil.rmtree(out)
end(least=7)
