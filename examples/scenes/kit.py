# SPDX-License-Identifier: Apache-2.0
"""The pen: a thin skin over cairo, in which every scene is 1000 units high and as wide as its aspect.

Colours are '#rrggbb'. A palette is a Palette: the theme's colours plus the few that every room shares (wood, skin),
so that one scene can be drawn for any theme. Nothing here is random: a scene drawn twice is the same to the bit.
"""
import contextlib
import math
import cairo


def rgb(colour):
    return tuple(int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))


def mix(a, b, t):
    """a at t = 0, b at t = 1."""
    pairs = zip(rgb(a), rgb(b))
    return '#' + ''.join(f'{round(255 * (p + (q - p) * t)):02x}' for p, q in pairs)


def dark(colour, t=.18):
    return mix(colour, '#10182c', t)


def light(colour, t=.3):
    return mix(colour, '#ffffff', t)


class Palette:
    """deep … pale and accent are the theme's; the others are chosen to stand beside both themes."""
    wood, wood2, floor = '#e6c49d', '#cfa376', '#dcb78d'
    white, ink, red, coral, sand = '#ffffff', '#2b2f3c', '#d9483b', '#ee7f5b', '#f6e7d0'
    skin = ('#f8cfae', '#f2bd95', '#e8ab80', '#fbdcc2')
    hair = ('#2a2630', '#3a2a2a', '#1f232d', '#4a3429', '#b9bcc4')

    def __init__(self, deep, deep2, primary, mid, soft, pale, accent, leaf, second):
        self.deep, self.deep2, self.primary, self.mid = deep, deep2, primary, mid
        self.soft, self.pale, self.accent, self.leaf, self.second = soft, pale, accent, leaf, second


TECH_BLUE = Palette('#13274e', '#164577', '#0a62a6', '#4b9fda', '#b9d9f0', '#e7f2fb', '#fbaa2e', '#3f9e8d', '#35a5b8')
EDU_GREEN = Palette('#04412e', '#0a5238', '#146d46', '#68b67f', '#bfdfc3', '#e6f2e4', '#fbad28', '#3f9a5c', '#3fa39a')


class Pen:
    def __init__(self, width_px, height_px):
        self.surface = cairo.ImageSurface(cairo.FORMAT_RGB24, width_px, height_px)
        self.c = cairo.Context(self.surface)
        self.w, self.h = 1000 * width_px / height_px, 1000.0
        self.c.scale(height_px / 1000, height_px / 1000)
        self.c.set_line_cap(cairo.LINE_CAP_ROUND)
        self.c.set_line_join(cairo.LINE_JOIN_ROUND)

    # -- where
    @contextlib.contextmanager
    def at(self, x=0, y=0, scale=1.0, turn=0.0, flip=False):
        """Inside: origin at x, y, scaled, turned by degrees, mirrored left to right when flip."""
        self.c.save()
        self.c.translate(x, y)
        self.c.rotate(math.radians(turn))
        self.c.scale(-scale if flip else scale, scale)
        yield self
        self.c.restore()

    @contextlib.contextmanager
    def clip(self, trace):
        """Inside: only what lies in the path that trace() leaves is drawn."""
        self.c.save()
        self.c.new_path()
        trace()
        self.c.clip()
        yield self
        self.c.restore()

    # -- paths (left for clip, or filled by the drawing calls)
    def p_rect(self, x, y, w, h, r=0):
        c = self.c
        if r <= 0:
            c.rectangle(x, y, w, h)
            return
        r = min(r, w / 2, h / 2)
        c.new_sub_path()
        for cx, cy, a in ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180)):
            c.arc(cx, cy, r, math.radians(a), math.radians(a + 90))
        c.close_path()

    def p_ell(self, cx, cy, rx, ry):
        self.c.save()
        self.c.translate(cx, cy)
        self.c.scale(rx, ry)
        self.c.new_sub_path()
        self.c.arc(0, 0, 1, 0, 2 * math.pi)
        self.c.restore()

    def p_path(self, d):
        """M, L, C, Q, Z with absolute coordinates, as in SVG."""
        c, op, nums = self.c, None, []
        need = {'M': 2, 'L': 2, 'C': 6, 'Q': 4}
        for tok in d.replace(',', ' ').split():
            if tok == 'Z':
                c.close_path()
                op = None
            elif tok in need:
                op, nums = tok, []
            else:
                nums.append(float(tok))
                if len(nums) == need[op]:
                    if op == 'M':
                        c.move_to(*nums)
                        op = 'L'
                    elif op == 'L':
                        c.line_to(*nums)
                    elif op == 'C':
                        c.curve_to(*nums)
                    else:
                        x0, y0 = c.get_current_point()
                        x1, y1, x2, y2 = nums
                        c.curve_to(x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0),
                                   x2 + 2 / 3 * (x1 - x2), y2 + 2 / 3 * (y1 - y2), x2, y2)
                    nums = []

    def p_poly(self, pts, close=True):
        self.c.new_sub_path()
        for p in pts:
            self.c.line_to(*p)
        if close:
            self.c.close_path()

    def p_smooth(self, pts, close=True):
        """A soft curve through the points (Catmull–Rom)."""
        n = len(pts)
        self.c.move_to(*pts[0])
        for i in range(n if close else n - 1):
            a = pts[(i - 1) % n] if close or i else pts[0]
            b, d = pts[i], pts[(i + 1) % n]
            e = pts[(i + 2) % n] if close or i + 2 < n else pts[-1]
            self.c.curve_to(b[0] + (d[0] - a[0]) / 6, b[1] + (d[1] - a[1]) / 6,
                            d[0] - (e[0] - b[0]) / 6, d[1] - (e[1] - b[1]) / 6, *d)
        if close:
            self.c.close_path()

    # -- ink
    def ink(self, colour, a=1.0):
        if isinstance(colour, str):
            self.c.set_source_rgba(*rgb(colour), a)
        else:
            self.c.set_source(colour)

    def _fill(self, colour, a):
        self.ink(colour, a)
        self.c.fill()

    def rect(self, x, y, w, h, colour, r=0, a=1.0):
        self.p_rect(x, y, w, h, r)
        self._fill(colour, a)

    def ell(self, cx, cy, rx, ry, colour, a=1.0, turn=0):
        with self.at(cx, cy, turn=turn):
            self.p_ell(0, 0, rx, ry)
            self._fill(colour, a)

    def dot(self, cx, cy, r, colour, a=1.0):
        self.ell(cx, cy, r, r, colour, a)

    def poly(self, pts, colour, a=1.0):
        self.p_poly(pts)
        self._fill(colour, a)

    def blob(self, pts, colour, a=1.0):
        self.p_smooth(pts)
        self._fill(colour, a)

    def path(self, d, colour, a=1.0):
        self.p_path(d)
        self._fill(colour, a)

    def stroke(self, d, colour, w, a=1.0):
        self.p_path(d)
        self.ink(colour, a)
        self.c.set_line_width(w)
        self.c.stroke()

    def line(self, pts, colour, w, a=1.0, smooth=False, close=False):
        (self.p_smooth if smooth else self.p_poly)(pts, close)
        self.ink(colour, a)
        self.c.set_line_width(w)
        self.c.stroke()

    def ring(self, cx, cy, r, colour, w, a=1.0, start=0, end=360):
        self.c.new_sub_path()
        self.c.arc(cx, cy, r, math.radians(start), math.radians(end))
        self.ink(colour, a)
        self.c.set_line_width(w)
        self.c.stroke()

    def box_line(self, x, y, w, h, colour, lw, r=0, a=1.0):
        self.p_rect(x, y, w, h, r)
        self.ink(colour, a)
        self.c.set_line_width(lw)
        self.c.stroke()

    # -- light
    def lin(self, x0, y0, x1, y1, *stops):
        """A gradient to use as a colour; stops are (place, colour, alpha) or (place, colour)."""
        g = cairo.LinearGradient(x0, y0, x1, y1)
        for s in stops:
            g.add_color_stop_rgba(s[0], *rgb(s[1]), s[2] if len(s) > 2 else 1)
        return g

    def rad(self, cx, cy, r, *stops):
        g = cairo.RadialGradient(cx, cy, 0, cx, cy, r)
        for s in stops:
            g.add_color_stop_rgba(s[0], *rgb(s[1]), s[2] if len(s) > 2 else 1)
        return g

    def glow(self, cx, cy, rx, ry, colour, a):
        """A soft round light; dark colours make a soft shadow on the ground."""
        with self.at(cx, cy):
            self.c.scale(rx, ry)
            self.p_ell(0, 0, 1, 1)
            self._fill(self.rad(0, 0, 1, (0, colour, a), (.55, colour, a * .6), (1, colour, 0)), 1)

    def shade_box(self, x, y, w, h, r=12, spread=26, a=.16, dy=10, colour='#0b1a30'):
        """The soft shadow that a board or a table casts on the wall behind it."""
        n = 22
        for i in range(n):
            k = spread * (1 - i / (n - 1))
            self.rect(x - k, y - k + dy, w + 2 * k, h + 2 * k, colour, r + k, a / n * 1.6)
