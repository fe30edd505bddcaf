# SPDX-License-Identifier: Apache-2.0
"""zhanban check on finished files: kinds, order, waivers, the same board, pages, and every way in which reading them
may fail."""
import json
import os
import shutil
import stat

from PIL import Image, ImageChops

from lib import EXAMPLES, PROGRAM, check, end, run, scratch

Image.MAX_IMAGE_PIXELS = None
folder = scratch()
spec = EXAMPLES["school"]


def script(name, text):
    path = folder / name
    path.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def reports(*args, status=None, **more):
    result = run("check", *args, "--json", "-", cwd=folder, **more)
    check(status is None or result.returncode == status, f"{args}: exit status {result.returncode}: {result.stderr}")
    found = json.loads(result.stdout) if result.stdout else []
    return found if isinstance(found, list) else [found]


def rules(report, severity=None):
    return {f["rule"] for f in report["findings"] if severity in (None, f["severity"]) and not f.get("waived")}


made = run("render", spec, *[word for kind in ("pdf", "tif", "jpg", "psd") for word in ("-o", folder / f"a.{kind}")],
           "--quiet", "--dpi", "72")
check(made.returncode == 0, f"rendered: {made.stderr}")

# ---- kinds and order ----
names = ["a.tif", "a.pdf", str(spec), "a.psd", "a.jpg"]
for threads in ("1", "4"):
    found = reports(*names, "--threads", threads)
    check([r["file"] for r in found] == names, f"reports in the order given: {[r['file'] for r in found]}")
    check([r["kind"] for r in found] == ["tiff", "pdf", "spec", "psd", "jpeg"], "kinds")
os.symlink("a.tif", folder / "named.pdf")
check(reports("named.pdf")[0]["kind"] == "tiff", "a kind is seen in the bytes, not in the name")
one = reports("a.tif")
check(len(one) == 1 and "same" not in one[0], "one file: one report, nothing to compare")
check("image.resolution" in rules(one[0], "error"), "72 dpi are too few")
check(abs(one[0]["facts"]["page"]["width_mm"] - 785) < 0.5, "its size")

# ---- the same board ----
tif = Image.open(folder / "a.tif")
tif.load()
dpi = tif.info["dpi"]
tif.convert("RGB").save(folder / "other.jpg", quality=50, dpi=dpi)
px = tif.width / 785
box = [int(v * px) for v in (640, 1650, 745, 1755)]  # the QR code
missing = tif.copy()
missing.paste((0, 0, 0, 0), box)
missing.save(folder / "missing.tif", compression="tiff_lzw", dpi=dpi)
ImageChops.offset(tif, tif.width // 3, tif.height // 3).save(folder / "another.tif", compression="tiff_lzw", dpi=dpi)
found = {r["file"]: r for r in reports("a.tif", "a.jpg", "other.jpg", "missing.tif", "another.tif")}
same = {other["file"]: other for other in found["a.tif"]["same"]}
check(sorted(same) == ["a.jpg", "missing.tif", "other.jpg"], f"one board: {sorted(same)}")
check(same["a.jpg"]["verdict"] == "same" and same["a.jpg"]["differences"] == [], "JPEG noise is no difference")
check(same["missing.tif"]["verdict"] == "differs", f"a code is missing: {same['missing.tif']}")
spots = same["missing.tif"]["differences"]
check(len(spots) == 1 and abs(spots[0]["box_mm"][0] - 650) < 20 and abs(spots[0]["box_mm"][1] - 1660) < 20,
      f"where: {spots}")
check(spots[0]["on"] == "this" and found["missing.tif"]["same"][0]["differences"][0]["on"] == "other", f"on which: {spots}")
check(found["another.tif"]["same"] == [], "another board is another")
for lang, words in (("en", ["the same board: a.tif, missing.tif", "differ in 1 place:", "2 different boards in all"]),
                    ("zh", ["同一块展板：a.tif、missing.tif", "1 处不一样", "一共是 2 块不同的展板"])):
    said = run("check", "a.tif", "missing.tif", "another.tif", "--lang", lang, cwd=folder).stdout
    for word in words:
        check(word in said, f"says '{word}': {said[-600:]}")

# ---- waivers ----
waived = reports("a.tif", "--waive", "image.resolution=a proof only")[0]
check("image.resolution" not in rules(waived) and
      any(f.get("waived") == "a proof only" for f in waived["findings"]), "a rule is waived with its reason")
(folder / "waive.json").write_text(json.dumps({"waive": [{"rule": "image.resolution", "why": "a proof"},
                                                         {"rule": "title.marks", "why": "agreed"}]}))
waived = reports("a.tif", "--waive", "waive.json")[0]
check(not rules(waived) & {"image.resolution", "waiver.unused"}, "waivers from a file; one that is not needed is no remark")
check(not rules(reports(spec, "--waive", "title.marks=agreed")[0]), "nor for a spec")

# ---- a page ----
result = run("check", "a.tif", str(spec), "--html", "page.html", "--quiet", cwd=folder)
page = (folder / "page.html").read_text(encoding="utf-8")
check("<html" in page.lower() or page.lower().startswith("<!doctype html"), "a page was written")
check("a.tif" in page and "board.json" in page, "with both boards")

# ---- what cannot be read ----
(folder / "empty.pdf").write_bytes(b"")
(folder / "words.docx").write_bytes(b"PK\3\4 something else")
os.mkfifo(folder / "pipe.pdf")
for name, words in (("empty.pdf", "empty"), ("words.docx", "unknown kind"), ("pipe.pdf", "not a regular file"),
                    ("nowhere.pdf", "no such file"), (".", "a folder")):
    result = run("check", name, cwd=folder)
    check(result.returncode == 2 and words in result.stderr and result.stderr.count("\n") == 1,
          f"{name}: {result.returncode} {result.stderr}")
    found = reports(name, "a.tif", status=2)
    check(found[0]["kind"] is None and found[0]["error"]["place"] == name and found[1]["kind"] == "tiff",
          f"{name} does not stop the others: {found[0]}")

# ---- what zhanban-inspect may do ----
for name, text, reading in (("crash", "kill -SEGV $$", "damaged"),
                            ("nonsense", "echo '{\"file\": 3}'", "damaged"),
                            ("silence", "exit 0", "damaged"),
                            ("refuses", "exit 2", "damaged"),
                            ("memory", "exit 4", "too complex"),
                            ("flood", "exec yes", "too complex"),
                            ("hang", "exec sleep 1000", "too complex"),
                            ("closed", "exec >&-; exec sleep 1000", "too complex")):
    files = ["a.tif"] if "sleep" in text else ["a.tif", "a.jpg"]
    found = reports(*files, "--limit-seconds", "1", env={"ZHANBAN_INSPECT": str(script(name, text))})
    check([r["file"] for r in found] == files and {r["kind"] for r in found} <= {"tiff", "jpeg"}, f"{name}: all are answered")
    for report in found:
        said = [f["measured"] for f in report["findings"] if f["rule"] == "file.readable" and f["severity"] == "error"]
        check(report["verdict"] == "fail" and said == [reading], f"{name}: a finding about the file: {report['findings']}")
        if reading == "too complex":
            check("--limit-" in json.dumps(report["findings"]), f"{name}: how to allow more: {report['findings']}")
for path, words in (("/nowhere/zhanban-inspect", "missing"), (script("cannot", "exit 3"), "cannot work")):
    result = run("check", "a.tif", cwd=folder, env={"ZHANBAN_INSPECT": str(path)})
    check(result.returncode == 3 and words in result.stderr, f"{path}: {result.returncode} {result.stderr}")
    result = run("check", str(spec), "--quiet", cwd=folder, env={"ZHANBAN_INSPECT": str(path)})
    check(result.returncode == 0, "a spec needs no zhanban-inspect")
shutil.copy(PROGRAM, folder / "alone")
result = run("check", "a.tif", cwd=folder, program=str(folder / "alone"), env={"ZHANBAN_DATA": str(spec.parents[2])})
check(result.returncode == 3 and "zhanban-inspect is missing" in result.stderr, f"alone: {result.stderr}")

shutil.rmtree(folder)
end(least=70)
