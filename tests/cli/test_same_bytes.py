# SPDX-License-Identifier: Apache-2.0
"""The same spec gives the same bytes: twice, with one thread and with two, under a decimal-comma locale, and from
another folder."""
import hashlib
import shutil

from lib import EXAMPLES, check, end, run, scratch

out = scratch()


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


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
