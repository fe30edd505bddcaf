# SPDX-License-Identifier: Apache-2.0
"""TIFF and JPEG cut off after every hundredth of their bytes (other layouts after every twentieth): each is answered, none is taken for whole, and what the
tags say is kept as long as they are there. Then bytes changed at random, always the same ones."""
import random
import shutil

from files import board, check, end, inspect, scratch, tool

out = scratch()
picture, icc = board(out)
picture = picture.resize((155, 351))
picture.save(out / "lzw.tif", compression="tiff_lzw", dpi=(5, 5))
picture.save(out / "raw.tif", compression="raw", dpi=(5, 5))
tool("tiffcp", "-t", "-w", "64", "-l", "64", "-c", "zip", out / "raw.tif", out / "tiles.tif")
tool("tiffcp", "-p", "separate", "-c", "packbits", out / "raw.tif", out / "planes.tif")
picture.save(out / "base.jpg", quality=90, dpi=(5, 5), icc_profile=icc)
picture.save(out / "progressive.jpg", quality=90, dpi=(5, 5), progressive=True)
picture.convert("RGB").save(out / "rgb.jpg", quality=80, dpi=(5, 5))
names = ("lzw.tif", "raw.tif", "tiles.tif", "planes.tif", "base.jpg", "progressive.jpg", "rgb.jpg")


def answered(name, what):
    """Exit status 0 with facts, or 2 with one sentence; the facts."""
    status, facts, error = inspect(out / name, timeout=60)
    check((status == 0 and facts) or (status == 2 and error.count("\n") == 1), f"{what}: exits {status}: {error[:300]}")
    return facts


for name in names:
    data = (out / name).read_bytes()
    whole = answered(name, name)
    check(whole["container"]["reading"] == "whole", f"{name}: {whole['container']}")
    sized = 0
    for percent in range(0, 100, 1 if name in ("lzw.tif", "base.jpg") else 5):
        (out / f"cut-{name}").write_bytes(data[:len(data) * percent // 100])
        facts = answered(f"cut-{name}", f"{name} cut at {percent} %")
        if facts:
            check(facts["container"]["reading"] != "whole", f"{name} cut at {percent} % is not whole")
            check(facts["container"]["trouble"]["id"], f"{name} {percent}: says why")
            sized += facts["raster"]["px_w"] == 155
    # A TIFF's directory may stand at its end; a JPEG's frame stands at its head (behind the profile).
    check(sized >= 1 or name.endswith(".tif"), f"{name}: its size was read {sized} times")

rng = random.Random(20251125)
for name in names:
    data = (out / name).read_bytes()
    for n in range(40):
        other = bytearray(data)
        for _ in range(rng.choice((1, 4, 30))):
            # Half of the changes at the head and the tail, where the structure is.
            at = rng.randrange(len(other)) if rng.random() < 0.5 else rng.choice((rng.randrange(600), -rng.randrange(1, 600)))
            other[at] = rng.choice((0, 0xFF, 0x7F, 0x80, rng.randrange(256)))
        (out / f"odd-{name}").write_bytes(other)
        answered(f"odd-{name}", f"{name}, change {n}")
shutil.rmtree(out)
end(least=1000)
