# SPDX-License-Identifier: Apache-2.0
"""The same spec gives the same PDF and PNG to the byte and the same TIFF to the pixel: twice, with one thread and with
two, under a decimal-comma locale, and from another folder; and so does each file whether it is written alone or with
the others, which share its pictures."""
import hashlib
import json
import shutil

from PIL import Image
from lib import EXAMPLES, check, end, run, scratch

Image.MAX_IMAGE_PIXELS = None
out = scratch()


def digest(path):
    """Of a TIFF's pixels in strips, so that the board is never held whole; of any other file's bytes."""
    if path.suffix != ".tif":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    total = hashlib.sha256()
    with Image.open(path) as image:
        for top in range(0, image.height, 2048):
            total.update(image.crop((0, top, image.width, min(top + 2048, image.height))).tobytes())
    return total.hexdigest()


copy = out / "copy"
shutil.copytree(EXAMPLES["school"].parent, copy)
variants = {
    "first": ([], {}, EXAMPLES["school"]),
    "again": ([], {}, EXAMPLES["school"]),
    "one-thread": (["--threads", "1"], {}, EXAMPLES["school"]),
    "two-threads": (["--threads", "2"], {}, EXAMPLES["school"]),
    "comma": ([], {"LC_ALL": "fr_FR.UTF-8"}, EXAMPLES["school"]),
    "elsewhere": ([], {}, copy / "board.json"),
}
for suffix, dpi in (("pdf", []), ("tif", []), ("png", ["--dpi", "50"])):
    digests = {}
    for name, (options, env, spec) in variants.items():
        target = out / f"{name}.{suffix}"
        result = run("render", spec, "-o", target, "--quiet", *dpi, *options, env=env)
        check(result.returncode == 0, f"{name}.{suffix} is rendered: {result.stderr}")
        digests[name] = digest(target) if target.exists() else name
        target.unlink(missing_ok=True)
    check(len(set(digests.values())) == 1, f"{suffix}: {digests}")

# One picture lies turned in its file, another is too coarse for the page.
pictures = sorted((copy / "pictures").glob("*.jpg"))
with Image.open(pictures[0]) as image:
    exif = Image.Exif()
    exif[0x0112] = 6
    image.transpose(Image.Transpose.ROTATE_90).save(copy / "turned.jpg", quality=92, exif=exif)
with Image.open(pictures[1]) as image:
    image.resize((image.width // 8, image.height // 8)).save(copy / "coarse.jpg", quality=92)
spec = json.loads((copy / "board.json").read_text(encoding="utf-8"))
photos = [f for s in spec["sections"] for f in s.get("figures", []) if f["type"] == "photo"]
photos[0]["src"], photos[1]["src"] = "turned.jpg", "coarse.jpg"
(copy / "board.json").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
suffixes = ("pdf", "tif", "png")
ways = {"alone": [[s] for s in suffixes], "together": [suffixes], "one thread": [suffixes]}
digests = {suffix: set() for suffix in suffixes}
for way, runs in ways.items():
    for targets in runs:
        outputs = [o for s in targets for o in ("-o", out / f"board.{s}")]
        result = run("render", copy / "board.json", *outputs, "--dpi", "200", "--quiet",
                     "--threads", "1" if way == "one thread" else "2")
        check(result.returncode in (0, 1), f"{way}: {targets} rendered: {result.stderr}")
        for suffix in targets:
            digests[suffix].add(digest(out / f"board.{suffix}"))
for suffix, found in digests.items():
    check(len(found) == 1, f"{suffix}: alone, together and with one thread: {found}")
shutil.rmtree(out)
end(least=29)
