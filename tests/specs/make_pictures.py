#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the files that the specs of wrong/ and right/ name: good pictures, bad pictures, links that lead outside.

    make_pictures.py FOLDER     FOLDER is created; "outside.jpg" is put next to it
"""
import io
import os
import struct
import sys
import zlib

from PIL import Image, ImageDraw


def picture(width, height):
    image = Image.new("RGB", (width, height), (240, 244, 248))
    draw = ImageDraw.Draw(image)
    for i in range(12):
        x, y = (i * 67) % width, (i * 43) % height
        draw.rectangle([x, y, x + width // 5, y + height // 6], fill=(20 * i, 90 + 10 * i, 200 - 12 * i))
    return image


def encoded(image, kind):
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(side):
    """A real PNG of side x side pixels, 1 bit each; written row by row, since it would not fit into memory."""
    rows = zlib.compressobj(1)
    data = b"".join(rows.compress(b"\0" * (1 + (side + 7) // 8)) for _ in range(side)) + rows.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def make(folder):
    os.makedirs(os.path.join(folder, "sub"), exist_ok=True)
    jpeg, png = encoded(picture(800, 600), "JPEG"), encoded(picture(600, 400), "PNG")
    write(os.path.join(folder, "classroom.jpg"), jpeg)
    write(os.path.join(folder, "sub", "classroom.png"), png)
    write(os.path.join(folder, "text.jpg"), "这是文字，不是图片。\n".encode())
    write(os.path.join(folder, "empty.jpg"), b"")
    write(os.path.join(folder, "cut.jpg"), jpeg[: len(jpeg) // 2])
    write(os.path.join(folder, "cut.png"), png[: len(png) // 2])
    write(os.path.join(folder, "huge.png"), huge_png(30000))
    os.mkdir(os.path.join(folder, "folder.jpg"))
    os.mkfifo(os.path.join(folder, "pipe.jpg"))
    outside = os.path.join(os.path.dirname(os.path.abspath(folder)), "outside.jpg")
    write(outside, jpeg)
    os.symlink(outside, os.path.join(folder, "link.jpg"))
    os.symlink(os.path.dirname(outside), os.path.join(folder, "linked"))
    os.symlink("classroom.jpg", os.path.join(folder, "inside.jpg"))


if __name__ == "__main__":
    make(sys.argv[1])
