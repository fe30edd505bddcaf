# SPDX-License-Identifier: Apache-2.0
"""The same spec gives the same PDF and PNG to the byte and the same TIFF to the pixel: twice, with one thread and with
two, under a decimal-comma locale, and from another folder."""
import hashlib
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
shutil.rmtree(out)
end(least=21)
