# SPDX-License-Identifier: Apache-2.0
"""Small PDF files, object by object, for facts that no everyday producer writes on demand."""
import zlib

PT = 72 / 25.4


class Pdf:
    """Objects are numbered in the order in which they are added; text is kept as it is given."""

    def __init__(self, version="1.6"):
        self.version = version
        self.objects = []

    def add(self, body):
        self.objects.append(body if isinstance(body, bytes) else body.encode("utf-8"))
        return len(self.objects)

    def reserve(self):
        return self.add("null")

    def put(self, number, body):
        self.objects[number - 1] = body if isinstance(body, bytes) else body.encode("utf-8")

    def stream(self, data, more="", flate=False):
        data = data if isinstance(data, bytes) else data.encode("utf-8")
        if flate:
            data = zlib.compress(data)
            more += " /Filter /FlateDecode"
        return self.add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more.encode(), data))

    def write(self, path, root, info=None, more=""):
        out = bytearray(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % self.version.encode())
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        for place in places:
            out += b"%010d 00000 n \n" % place
        trailer = f"/Root {root} 0 R /Size {len(places) + 1} {more}"
        if info:
            trailer += f" /Info {info} 0 R"
        out += b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer.encode(), start)
        path.write_bytes(out)
        return path


def page_file(path, content="", resources="", page="", width_mm=200, height_mm=300, bleed_mm=0, boxes=True,
              objects=None, catalog="", trailer="", pages=(), version="1.6", info=None):
    """One page of the finished size with bleed; `objects` adds objects first and returns names for %(name)s in
    content, resources, page and catalog. `pages`: contents of further pages."""
    pdf = Pdf(version)
    names = objects(pdf) if objects else {}
    fill = lambda text: text % names if names else text
    w, h, b = width_mm * PT, height_mm * PT, bleed_mm * PT
    media = f"/MediaBox [0 0 {w + 2 * b:.4f} {h + 2 * b:.4f}]"
    if boxes:
        media += f" /TrimBox [{b:.4f} {b:.4f} {w + b:.4f} {h + b:.4f}]"
    if boxes and bleed_mm:
        media += f" /BleedBox [0 0 {w + 2 * b:.4f} {h + 2 * b:.4f}]"
    tree = pdf.reserve()
    kids = []
    for text in (content, *pages):
        stream = pdf.stream(fill(text))
        kids.append(pdf.add(f"<< /Type /Page /Parent {tree} 0 R {media} /Contents {stream} 0 R "
                            f"/Resources << {fill(resources)} >> {fill(page)} >>"))
    pdf.put(tree, f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>")
    root = pdf.add(f"<< /Type /Catalog /Pages {tree} 0 R {fill(catalog)} >>")
    number = pdf.add(info) if info else None
    return pdf.write(path, root, number, trailer)


def image(pdf, w, h, space="/DeviceCMYK", n=4, more="", data=None, bits=8):
    """An image XObject whose pixels differ, so that no two are the same picture by chance."""
    if data is None:
        data = bytes((x * 7 + y * 13 + c * 29 + w) & 255 for y in range(h) for x in range(w) for c in range(n))
    return pdf.stream(data, f"/Type /XObject /Subtype /Image /Width {w} /Height {h} /ColorSpace {space} "
                            f"/BitsPerComponent {bits} {more}", flate=True)


def place(name, x_mm, y_mm, w_mm, h_mm, page_h_mm=300):
    """Draws an XObject with its top left at x, y from the page's top left."""
    return (f"q {w_mm * PT:.4f} 0 0 {h_mm * PT:.4f} {x_mm * PT:.4f} {(page_h_mm - y_mm - h_mm) * PT:.4f} cm "
            f"/{name} Do Q\n")


def rect(x_mm, y_mm, w_mm, h_mm, colour="0 0 0 1 k", page_h_mm=300):
    return (f"{colour} {x_mm * PT:.4f} {(page_h_mm - y_mm - h_mm) * PT:.4f} {w_mm * PT:.4f} {h_mm * PT:.4f} "
            f"re f\n")


def text(words, x_mm, y_mm, size_pt, colour="0 0 0 1 k", mode=0, font="F1", page_h_mm=300):
    return (f"BT /{font} {size_pt} Tf {colour} {mode} Tr {x_mm * PT:.4f} {(page_h_mm - y_mm) * PT:.4f} Td "
            f"({words}) Tj ET\n")


HELVETICA = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
