# SPDX-License-Identifier: Apache-2.0
"""A small board in every format with several threads, and files checked side by side: what the thread sanitizer (preset tsan)
looks at, where each access that two threads do not agree on ends the program."""
import json
import shutil
import subprocess

from lib import check, end, run, scratch

out = scratch()
subprocess.run(["convert", "-size", "900x600", "gradient:red-blue", "-interlace", "Plane", out / "p.jpg"], check=True)
subprocess.run(["convert", "-size", "900x600", "gradient:green-white", out / "q.png"], check=True)
spec = out / "board.json"
spec.write_text(json.dumps({"standard": "feature-board", "size": [600, 800], "title": "试验", "sections": [
    {"heading": "第一部分", "text": "平台**汇聚学情**，教师把时间留给分层设计。",
     "figures": [{"type": "photo", "src": "p.jpg", "caption": "照片"}, {"type": "photo", "src": "q.png", "caption": "另一张"}]}],
    "qr": [{"url": "https://example.org", "label": "详情"}]}, ensure_ascii=False), encoding="utf-8")
suffixes = ("pdf", "tif", "jpg", "psd", "png")
files = [out / f"board.{suffix}" for suffix in suffixes]
for threads in ("1", "4"):
    result = run("render", spec, *(a for f in files for a in ("-o", f)), "--dpi", "60", "--threads", threads, "--quiet")
    check(result.returncode in (0, 1), f"render with {threads} threads: {result.returncode} {result.stderr[-3000:]}")
    check(all(f.exists() for f in files), f"every file is there: {threads}")
    result = run("check", *files[:4], "--threads", threads, "--json", out / "report.json", "--quiet")
    check(result.returncode in (0, 1), f"check with {threads} threads: {result.returncode} {result.stderr[-3000:]}")
    check(len(json.loads((out / "report.json").read_text(encoding="utf-8"))) == 4, "four reports")
shutil.rmtree(out)
end(least=8)
