# SPDX-License-Identifier: Apache-2.0
"""Memory that runs out inside the libraries which write: one sentence, exit status 3, no file. Each allocation of libtiff
and libpng in turn, others at even steps, and some of the program's own from its first to its last. (glib, under libvips,
ends the program by design; every allocation of our own writers fails in turn in the unit tests.)"""
import json
import os
import re
import shutil
import subprocess

from lib import PROGRAM, ROOT, check, end, run, scratch

out = scratch()
shim = out / "failing_malloc.so"
subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", shim, ROOT / "tests/cli/failing_malloc.c", "-ldl"],
               check=True)
spec = out / "board.json"
spec.write_text(json.dumps({"standard": "feature-board", "size": [600, 800], "title": "试验", "sections": [
    {"heading": "第一部分", "text": "平台**汇聚学情**，教师把时间留给分层设计。"}]}, ensure_ascii=False), encoding="utf-8")


def render(library, number, targets, **more):
    options = ["--dpi", "30", "--threads", "1", "--quiet", *(more.pop("options", []))]
    return run("render", spec, *(a for t in targets for a in ("-o", t)), *options,
               env={"LD_PRELOAD": str(shim), "FAIL_IN": library, "FAIL_AT": str(number), **more})


CASES = [  # the library, its outputs, options, at most so many allocations tried
    ("libtiff", ["tif"], [], 1000), ("libtiff", ["tif"], ["--compression", "lzw"], 25), ("libpng", ["png"], [], 1000),
    ("libjpeg", ["jpg"], [], 10), ("libz.", ["pdf"], [], 5), ("libcairo", ["tif", "psd"], [], 10),
    (os.path.basename(PROGRAM), ["tif", "pdf", "jpg", "png", "psd"], [], 20),
]
for library, suffixes, options, most in CASES:
    targets = [out / f"board.{suffix}" for suffix in suffixes]
    counted = re.search(r"allocations: (\d+)", render(library, 0, targets, options=options, FAIL_COUNT="1").stderr)
    n = int(counted.group(1)) if counted else 0
    for target in targets:
        target.unlink(missing_ok=True)
    refused = 0
    for number in range(1, n + 1, max(1, -(-n // most))):
        result = render(library, number, targets, options=options)
        there = [t.name for t in targets if t.exists()]
        said = result.stderr.splitlines()
        if result.returncode in (0, 1):              # it did without that memory
            check(len(there) == len(targets), f"{library} {number}: all files: {there}")
        else:
            refused += 1
            # cairo 1.16 has its own longjmp for this, which now and then finds its frame gone: nothing may be left then.
            dead = library == "libcairo" and result.returncode < 0 and not there
            check(dead or result.returncode == 3 and len(said) == 1 and not there,
                  f"{library} {number}: status {result.returncode}, {said}, {there}")
        for target in targets:
            target.unlink(missing_ok=True)
    check(refused > 0, f"{library}: {refused} of {n} allocations were refused")
    print(f"{library} {' '.join(options)}: {n} allocations, {refused} ended the run")
check(sorted(p.name for p in out.iterdir()) == ["board.json", shim.name], "nothing else is left")
shutil.rmtree(out)
end(least=80)
