# SPDX-License-Identifier: Apache-2.0
"""A PDF of our own, changed in one place: objects added and replaced by an incremental update (ISO 32000-1, 7.5.6), so that
what is not touched stays as it was written. Places are millimetres from the top left."""
import re
import subprocess
import zlib

PT = 72 / 25.4


class Edit:
    def __init__(self, path):
        self.path = path
        self.data = path.read_bytes()
        trailer = self.data[self.data.rindex(b"trailer"):]
        self.size = int(re.search(rb"/Size (\d+)", trailer).group(1))
        self.start = int(re.search(rb"startxref\s+(\d+)", trailer).group(1))
        self.tail = re.search(rb"trailer <<(.*?)/Size", trailer, re.S).group(1).strip() + b" " + re.search(rb"/ID \[.*?\]", trailer).group(0)
        self.objects = {}
        self.root = int(re.search(rb"/Root (\d+)", trailer).group(1))
        self.page_number = self.page_of(self.root)
        self.page = self.text(self.page_number)
        self.height = float(re.search(r"/MediaBox \[ ?\S+ \S+ \S+ (\S+) ?\]", self.page).group(1))
        self.drawn = ""

    def text(self, number):
        """An object's own text; of a stream, its dictionary."""
        done = subprocess.run(["qpdf", f"--show-object={number}", self.path], capture_output=True, check=True)
        text = done.stdout.decode("utf-8", "replace").strip()
        return text[text.index("<<"):] if text.startswith("Object is stream") else text

    def stream(self, number):
        return subprocess.run(["qpdf", f"--show-object={number}", "--filtered-stream-data", self.path], capture_output=True,
                              check=True).stdout

    def page_of(self, root):
        pages = self.text(int(re.search(r"/Pages (\d+)", self.text(root)).group(1)))
        return int(re.search(r"/Kids \[ ?(\d+)", pages).group(1))

    # ---- changes ----

    def put(self, number, body):
        self.objects[number] = body if isinstance(body, bytes) else body.encode("latin-1")
        return number

    def add(self, body):
        self.size += 1
        return self.put(self.size - 1, body)

    def add_stream(self, data, more=""):
        packed = zlib.compress(data if isinstance(data, bytes) else data.encode("latin-1"))
        return self.add(f"<< /Length {len(packed)} /Filter /FlateDecode {more} >>\nstream\n".encode() + packed + b"\nendstream")

    def resource(self, kind, name, body):
        """Adds a resource to the page."""
        if f"/{kind} <<" in self.page:
            self.page = self.page.replace(f"/{kind} <<", f"/{kind} << /{name} {body}", 1)
        else:
            self.page = self.page.replace("/Resources <<", f"/Resources << /{kind} << /{name} {body} >>", 1)

    def catalog(self, more):
        self.put(self.root, self.text(self.root)[:-2] + more + " >>")

    def draw(self, operators):
        """Draws over all that is there."""
        self.drawn += f"q {operators} Q\n"

    def content(self):
        return self.stream(int(re.search(r"/Contents (\d+)", self.page).group(1))).decode("latin-1")

    def replace(self, old, new, count=1):
        """In the page's content; old is a pattern."""
        text, n = re.subn(old, new, self.content(), count=count, flags=re.S)
        assert n, old
        self.page = re.sub(r"/Contents \d+ 0 R", f"/Contents {self.add_stream(text)} 0 R", self.page)

    # ---- things to draw ----

    def box(self, x, y, w, h):
        return f"{x * PT:.3f} {self.height - (y + h) * PT:.3f} {w * PT:.3f} {h * PT:.3f}"

    def rect(self, x, y, w, h, colour):
        self.draw(f"{colour} {self.box(x, y, w, h)} re f")

    def image(self, x, y, w, h, data, px, space="/DeviceCMYK", more=""):
        """px: its width and height; data: bytes, or a finished stream object (JPEG)."""
        head = f"/Type /XObject /Subtype /Image /Width {px[0]} /Height {px[1]} /ColorSpace {space} /BitsPerComponent 8 {more}"
        number = self.add_stream(data, head) if "/Filter" not in more else self.add(
            f"<< /Length {len(data)} {head} >>\nstream\n".encode() + data + b"\nendstream")
        self.place(number, x, y, w, h)
        return number

    def place(self, number, x, y, w, h):
        self.resource("XObject", f"E{number}", f"{number} 0 R")
        self.draw(f"{w * PT:.3f} 0 0 {h * PT:.3f} {x * PT:.3f} {self.height - (y + h) * PT:.3f} cm /E{number} Do")

    def codes(self, font):
        """Character to code of one of the page's fonts, from its ToUnicode map."""
        number = int(re.search(rf"/{font} (\d+) 0 R", self.page).group(1))
        cmap = self.stream(int(re.search(r"/ToUnicode (\d+)", self.text(number)).group(1))).decode("latin-1")
        pairs = re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", cmap[cmap.index("beginbfchar"):])
        return {bytes.fromhex(to).decode("utf-16-be"): code for code, to in pairs}

    def words(self, text, x, baseline, size, colour="0 0 0 0.9 k", font="F4", mode=0):
        """A line of the board's own font, of characters that the board already has."""
        codes = self.codes(font)
        code = "".join(codes[c] for c in text)
        self.draw(f"BT /{font} {size} Tf {colour} {mode} Tr 1 0 0 1 {x * PT:.3f} {self.height - baseline * PT:.3f} Tm <{code}> Tj ET")

    # ---- the file ----

    def save(self, path):
        if self.drawn:
            contents = re.search(r"/Contents (\d+) 0 R", self.page).group(0)
            self.page = self.page.replace(contents, f"/Contents [{contents.split(' ', 1)[1]} {self.add_stream(self.drawn)} 0 R]")
        self.put(self.page_number, self.page)
        out, places = bytearray(self.data), {}
        for number, body in sorted(self.objects.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n"
        for number, place in sorted(places.items()):
            out += b"%d 1\n%010d 00000 n \n" % (number, place)
        out += b"trailer\n<< %s /Size %d /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (self.tail, self.size, self.start, start)
        path.write_bytes(out)
        return path
