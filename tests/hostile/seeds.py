# SPDX-License-Identifier: Apache-2.0
"""Valid files from which hostile ones are made: small ones of many producers, so that one check takes a moment."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS, FUZZ, PSD = ROOT / "tests/corpus/files", ROOT / "tests/fuzz/corpus/files", ROOT / "tests/inspect/psd"

PDFS = [CORPUS / f"{name}.pdf" for name in ("cairo-outlines", "ghostscript", "graphicsmagick", "libreoffice-writer", "mutool-clean",
                                            "qpdf-objstreams", "reportlab-cmyk", "reportlab-pages", "xelatex", "typst")]
FILES = {
    "pdf": ("pdf", [FUZZ / "words.pdf", FUZZ / "picture.pdf", *PDFS]),
    "tiff": ("tif", [*sorted(FUZZ.glob("*.tif")), *(CORPUS / f"{name}.tif" for name in (
        "imagemagick-bilevel-g4", "imagemagick-alpha", "pillow-palette", "pillow-lab", "vips-tiled-jpeg", "vips-bigtiff-pyramid", "gimp",
        "imagemagick-rgb16-zip"))]),
    "jpeg": ("jpg", [*sorted(FUZZ.glob("*.jpg")), *(CORPUS / f"{name}.jpg" for name in (
        "ai-made", "graphicsmagick-progressive", "vips-gray", "imagemagick-cmyk", "gimp"))]),
    "psd": ("psd", [*sorted(FUZZ.glob("*.psd")), *sorted(PSD.glob("*.psd")), CORPUS / "ag-psd-text.psd"]),
    "psb": ("psb", sorted(PSD.glob("*.psb"))),
    "spec": ("json", [ROOT / "tests/specs/right" / f"{name}.json" for name in (
        "charts", "everything", "marks", "minimal", "limits", "title-two-lines")]),
}


def plain(path):
    """The same PDF with its streams and object streams laid open, so that its words can be changed."""
    done = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", path, "-"], capture_output=True)
    assert done.returncode in (0, 3), done.stderr  # 3: with warnings
    return done.stdout


def illustrator(data):
    """A PDF with what Illustrator adds to its own files: private data by the page."""
    return data.replace(b"/Type /Page\n", b"/Type /Page\n  /PieceInfo << /Illustrator << /Private << /AIMetaData 1 0 R /NumBlock 1 >> "
                                          b"/LastModified (D:20250101) >> >>\n", 1)


def seeds():
    """(format, suffix, {name: bytes}) of each format."""
    for kind, (suffix, paths) in FILES.items():
        files = {p.name: p.read_bytes() for p in paths}
        if kind == "pdf":
            opened = {f"plain-{p.name}": plain(p) for p in paths}
            yield kind, suffix, {**files, **opened}
            yield "ai", "ai", {**{name: illustrator(data) for name, data in opened.items()},
                               "postscript.ai": (CORPUS / "postscript.ai").read_bytes()}
        else:
            yield kind, suffix, files


def cut_seeds(folder, run, check):
    """A small board in every format, and how others write them."""
    made = run("render", ROOT / "layouts/starter/board.json", "--quiet", "--dpi", "20",
               *[w for kind in ("pdf", "tif", "jpg", "psd") for w in ("-o", folder / f"seed.{kind}")])
    check(made.returncode == 0, f"seeds: {made.stderr}")
    made = run("render", ROOT / "layouts/starter/board.json", "--quiet", "--dpi", "20", "-o", folder / "seed-lzw.tif",
               "--compression", "lzw")
    check(made.returncode == 0, f"seeds: {made.stderr}")
    from PIL import Image
    with Image.open(folder / "seed.jpg") as picture:
        picture.convert("RGB").save(folder / "seed-progressive.jpg", progressive=True)
    return sorted(folder.glob("seed*"))
