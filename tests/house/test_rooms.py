# SPDX-License-Identifier: Apache-2.0
"""A foreign library has one owner room, and a room's door speaks of no foreign library. Reads the #include lines of
src/ and compares them with this table; a header that the table does not know fails too, so that a new library is
added here on purpose."""
import pathlib
import re
import sys

OWNERS = {
    r"jansson\.h": {"json"},
    r"lcms2(_plugin)?\.h": {"ink"},
    r"hb\.h|hb-ot\.h|hb-ft\.h": {"type"},
    r"ft2build\.h|freetype/.*": {"type"},
    r"fontconfig/.*": {"type"},
    r"unicode/.*": {"text"},
    r"vips/.*|glib\.h|glib/.*": {"picture"},
    r"qrencode\.h": {"compose"},
    r"cairo.*\.h": {"raster"},
    r"qpdf/.*": {"write"},
    r"hb-subset\.h": {"write"},
    r"tiffio\.h": {"codec/tiff"},
    r"png\.h": {"codec/png"},
    r"jpeglib\.h|jerror\.h": {"codec/jpeg"},
    r"webp/.*": {"codec/webp"},
    r"zlib\.h": {"codec/deflate"},
    r"mupdf/.*": {"inspect"},
    r"zbar\.h": {"codes"},
    r"libexif/.*": {"codec/exif"},
    r"setjmp\.h": {"codec/escape"},
    r"seccomp\.h": {"inspector"},
    r"isa-l/.*|isa-l\.h": {"codec/deflate"},
    r"pthread\.h": {"core", "engine", "type", "raster", "picture", "ink", "inspect", "write"},
    r"iconv\.h": {"type"},
}
# hb-subset takes HarfBuzz's own objects: the writer of fonts sees hb.h too.
OWNERS[r"hb\.h|hb-ot\.h|hb-ft\.h"] = {"type", "write"}
LIBC = re.compile(
    r"(assert|ctype|dirent|errno|fcntl|float|fnmatch|getopt|inttypes|limits|locale|math|sched|poll|signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|"
    r"stdint|stdio|stdlib|string|strings|time|unistd)\.h|sys/.*\.h|emmintrin\.h")  # the last is the compiler's own

root = pathlib.Path(__file__).resolve().parents[2] / "src"
headers = {p.name for p in root.rglob("*.h")} | {p.stem for p in (root.parent / "cmake").glob("*.h.in")}
faults = []
seen = 0
for path in sorted(root.rglob("*.[ch]")):
    room, folder = path.relative_to(root).parts[0], str(path.relative_to(root).parent)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r"\s*#\s*include\s*([<\"])([^>\"]+)[>\"]", line)
        if not match:
            continue
        seen += 1
        bracket, header = match.groups()
        where = f"{path.relative_to(root.parent)}:{number}"
        if bracket == '"':
            if header not in headers:
                faults.append(f"{where}: \"{header}\" is no header of a room")
            elif header.endswith("_priv.h") and not any((p / header).exists() for p in [path.parent, path.parent.parent]):
                faults.append(f"{where}: \"{header}\" stays in its own room")
            continue
        if LIBC.fullmatch(header):
            continue
        owners = [rooms for pattern, rooms in OWNERS.items() if re.fullmatch(pattern, header)]
        if not owners:
            faults.append(f"{where}: <{header}> has no owner room in this test's table")
        elif not {room, folder} & owners[0]:
            faults.append(f"{where}: <{header}> belongs to {', '.join(sorted(owners[0]))}, not to {folder}")

print("\n".join(faults) or f"{seen} includes, each in its room")
sys.exit(1 if faults or seen < 100 else 0)
