# SPDX-License-Identifier: Apache-2.0
"""The pictures that `zhanban new` puts into a new board's folder: to be replaced, and to look tidy until they are.
Few flat colours, so that a picture of 300 ppi stays under 60 kB."""
from .kit import Pen, TECH_BLUE, mix

WIDTH, HEIGHT = 4300, 3000        # 364 × 254 mm at 300 ppi


def frame(g, p, x, y, s, back, line):
    """The sign for a picture: a frame with sun and hills in it."""
    w, h = 300 * s, 220 * s
    g.rect(x - w / 2, y - h / 2, w, h, line, 30 * s)
    k = 22 * s
    g.rect(x - w / 2 + k, y - h / 2 + k, w - 2 * k, h - 2 * k, back, 14 * s)
    with g.clip(lambda: g.p_rect(x - w / 2 + k, y - h / 2 + k, w - 2 * k, h - 2 * k, 14 * s)):
        g.dot(x - 72 * s, y - 38 * s, 26 * s, p.accent)
        g.poly([(x - 170 * s, y + 110 * s), (x - 50 * s, y + 5 * s), (x + 30 * s, y + 110 * s)], line)
        g.poly([(x - 60 * s, y + 110 * s), (x + 62 * s, y - 40 * s), (x + 180 * s, y + 110 * s)], line)


def pictures():
    """Yields (name, pen) five times; the colours and the shapes behind the sign tell them apart."""
    p = TECH_BLUE
    looks = ((p.soft, p.pale, p.primary), (p.primary, p.deep2, p.soft), (p.pale, p.soft, p.mid), (p.deep2, p.primary, p.soft),
             (mix(p.mid, p.white, .2), p.mid, p.white))
    for i, (back, shape, line) in enumerate(looks):
        g = Pen(WIDTH, HEIGHT)
        g.rect(0, 0, g.w, 1000, back)
        for k in range(3):
            x = g.w * ((.12, .5, .92)[k] + .07 * (i % 3 - 1))
            r = (300, 190, 250)[(i + k) % 3]
            if i % 2:
                g.rect(x - r, 1000 - r * 1.5, 2 * r, 2 * r, shape, 60)
            else:
                g.dot(x, 1000 - r * .3, r, shape)
        frame(g, p, g.w / 2, 440, 1.5, back, line)
        yield str(i + 1), g
