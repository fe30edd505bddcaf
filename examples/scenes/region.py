# SPDX-License-Identifier: Apache-2.0
"""The pictures of the county: one platform joins the town's teachers and the village schools.

As in school.py, what matters lies between y = 110 and 630 and near the focus.
"""
import math
from .kit import dark, light, mix
from .people import cast, hand, person
from .school import g_book, rows
from . import things as t


def terraces(g, p, x, y, w, h):
    """The hills behind a village: terraced slopes, a river of mist, trees."""
    g.rect(x, y, w, h, g.lin(x, y, x, y + h, (0, mix(p.soft, '#cfe6f5', .6)), (1, '#fdf8ea')))
    g.dot(x + w * .76, y + h * .2, min(w, h) * .1, mix(p.accent, '#ffffff', .3))
    t.cloud(g, x + w * .2, y + h * .16, min(w, h) * .075, '#ffffff', .95)
    t.cloud(g, x + w * .55, y + h * .24, min(w, h) * .055, '#ffffff', .9)
    for k, (top, amp, ph, col) in enumerate(((.46, .13, .3, mix(p.soft, p.leaf, .25)), (.6, .1, 2.1, mix(p.soft, p.leaf, .55)),
                                             (.76, .07, 4.0, mix(p.leaf, p.primary, .25)))):
        pts = [(x + w * i / 40, y + h * (top - amp * math.sin(i * .16 + ph))) for i in range(41)]
        g.poly(pts + [(x + w, y + h), (x, y + h)], col)
        for j in range(1, 3):
            g.line([(a, b + h * .06 * j) for a, b in pts], light(col, .35), h * .008, .6)


def on_air(g, p, look, x, y, w, h, extra=None):
    """A remote teacher on a screen: a tidy study behind, the lesson's card beside."""
    g.rect(x, y, w, h, g.lin(x, y, x + w, y + h, (0, p.deep), (1, mix(p.primary, p.mid, .25))))
    t.panel(g, p, x + w * .44, y + h * .1, w * .5, h * .66, .12, 12)
    (extra or t.mini_line)(g, p, x + w * .46, y + h * .14, w * .46, h * .58)
    r = h * .125
    person(g, x + w * .22, y + h * .4, r, look, turn=.25, mood='talk', hands=((-1.9, 5.9), (2.6, 2.4)))
    for i in range(4):
        g.rect(x + w * .44 + i * w * .13, y + h * .82, w * .11, h * .12, (p.mid, p.soft, p.accent, p.soft)[i], 6, .9)
        g.dot(x + w * .495 + i * w * .13, y + h * .87, h * .03, p.skin[i % 4])
        g.rect(x + w * .465 + i * w * .13, y + h * .905, w * .06, h * .035, p.deep2, 5)
    g.dot(x + w * .05, y + h * .08, h * .025, p.red)
    g.line([(x + w * .085, y + h * .08), (x + w * .16, y + h * .08)], p.white, h * .03, .9)


def plane_shapes(g, p, x, y, w, h):
    """A card of a science lesson: sun, plant, arrows."""
    g.dot(x + w * .2, y + h * .24, h * .12, p.accent)
    for i in range(8):
        a = i * math.pi / 4
        g.line([(x + w * .2 + math.cos(a) * h * .16, y + h * .24 + math.sin(a) * h * .16),
                (x + w * .2 + math.cos(a) * h * .21, y + h * .24 + math.sin(a) * h * .21)], p.accent, h * .025)
    for a, l, k in ((-42, .34, .1), (40, .34, .25), (0, .46, .18)):
        t.leaf(g, x + w * .58, y + h * .78, a, h * l, h * .11, mix(p.mid, '#ffffff', k))
    g.rect(x + w * .44, y + h * .78, w * .28, h * .1, p.wood, 4)
    g.stroke(f'M {x + w * .32} {y + h * .34} Q {x + w * .42} {y + h * .36} {x + w * .48} {y + h * .46}', p.white, h * .022)
    for i in range(3):
        g.line([(x + w * .8, y + h * (.3 + .14 * i)), (x + w * (.94, .9, .92)[i], y + h * (.3 + .14 * i))], p.white, h * .03, .8)


def hero(g, p):
    """A dual-teacher lesson: the town's teacher on the screen, the village's teacher in the room."""
    c = cast(p)
    t.room(g, p, 770)
    t.window(g, p, -70, 110, 230, 380, view=lambda *a: terraces(g, p, *a), curtain=p.soft)
    t.window(g, p, 1262, 110, 230, 380, view=lambda *a: terraces(g, p, *a), curtain=p.soft)
    t.sunbeam(g, p, [(0, 130), (160, 130), (640, 900), (300, 900)], .5)
    t.screen(g, p, 270, 112, 660, 380, lambda *a: on_air(g, p, c['su'], *a, extra=plane_shapes), bezel=14)
    g.rect(582, 84, 36, 16, p.ink, 8)
    g.dot(600, 92, 5, p.mid)
    g.rect(270, 520, 660, 12, mix(p.white, p.mid, .3), 6)
    g.rect(80, 640, 250, 150, light(p.wood, .1), 6)
    g.rect(80, 640, 250, 14, light(p.wood, .35), 4)
    t.book_row(g, p, 96, 770, 214, 90, 2)
    t.plant(g, p, 150, 642, .62, 'broad', p.accent)
    g.dot(262, 596, 38, p.mid)
    g.ring(262, 596, 46, p.wood2, 6, 1, -60, 120)
    g.blob([(246, 578), (262, 570), (272, 586), (258, 602), (246, 596)], p.leaf)
    g.rect(252, 634, 24, 10, p.wood2, 4)
    t.plant(g, p, 1330, 780, 1.1, 'spike')
    g.glow(1055, 868, 95, 18, '#0b1a30', .3)
    person(g, 1055, 236, 49, c['wu'], turn=-.4, mood='smile', hands=((-3.0, 1.5), (1.3, 4.6)), legs='stand', shoes=p.deep)
    t.book_open(g, p, 1125, 462, .62, p.accent)
    rows(g, p, [(345, 'tao', None), (550, 'xin', None), (755, 'hao', ((-1.5, 4.0), (2.1, -.6))), (960, 'yue', None)], 622, 44, 706)
    rows(g, p, [(180, 'lan', None), (420, 'ming', None), (660, 'qi', None), (900, 'bei', ((-2.0, -.6), (1.5, 4.0))),
                (1140, 'xin', None), (1380, 'tao', None)], 790, 58, 902)


def county_map(g, p, x, y, w, h):
    """The county as a plane of patches with a node for every school, all tied to one heart."""
    cx, cy = x + w * .5, y + h * .52
    ring = [(.16, .42), (.24, .2), (.42, .1), (.6, .16), (.8, .14), (.87, .38), (.83, .66), (.68, .86), (.46, .92), (.26, .82), (.13, .64)]
    g.blob([(x + w * a, y + h * b) for a, b in ring], p.mid, .28)
    g.blob([(cx + (x + w * a - cx) * .8, cy + (y + h * b - cy) * .8) for a, b in ring], p.mid, .22)
    for a, b in ((ring[1], ring[8]), (ring[3], ring[9]), (ring[0], ring[6]), (ring[5], ring[8])):
        g.line([(x + w * a[0], y + h * a[1]), (cx + w * .05, cy - h * .04), (x + w * b[0], y + h * b[1])], p.white, 2.5, .22, smooth=True)
    nodes = ((.24, .36), (.34, .22), (.6, .24), (.76, .3), (.78, .56), (.66, .74), (.44, .8), (.26, .64), (.4, .44), (.62, .52))
    for i, (a, b) in enumerate(nodes):
        q = (x + w * a, y + h * b)
        mx, my = (q[0] + cx) / 2, (q[1] + cy) / 2 - h * .1
        g.stroke(f'M {cx} {cy} Q {mx} {my} {q[0]} {q[1]}', p.accent if i % 3 == 0 else p.soft, 4, .9)
        g.dot(*q, 17, p.white, .2)
        g.dot(*q, 9, p.accent if i % 3 == 0 else p.white)
    g.dot(cx, cy, 46, p.accent, .25)
    g.dot(cx, cy, 30, p.accent)
    g.poly([(cx - 16, cy - 2), (cx, cy - 16), (cx + 16, cy - 2)], p.deep)
    g.rect(cx - 12, cy - 2, 24, 15, p.deep)


def center(g, p):
    """The county's data and teaching research centre: a map wall and three people on shift."""
    c = cast(p)
    g.rect(0, 0, g.w, 1000, g.lin(0, 0, 0, 1000, (0, p.deep), (1, mix(p.deep, p.primary, .5))))
    g.rect(0, 770, g.w, 230, mix(p.deep, '#001008', .2))
    g.glow(950, 330, 980, 480, p.mid, .34)
    g.rect(0, 0, g.w, 40, mix(p.deep, '#000000', .25))
    for i in range(5):
        g.rect(230 + i * 330, 30, 120, 9, '#fff3cf', 4)
        g.poly([(230 + i * 330, 39), (350 + i * 330, 39), (420 + i * 330, 460), (160 + i * 330, 460)],
               g.lin(0, 39, 0, 460, (0, '#fff3cf', .13), (1, '#fff3cf', 0)))
    glass = g.lin(0, 80, 0, 560, (0, mix(p.deep, '#001008', .35)), (1, p.deep2))
    rim = mix(p.deep, p.mid, .25)
    t.screen(g, p, 560, 84, 780, 450, lambda *a: county_map(g, p, *a), glass, 10, rim=rim)
    for x, fn in ((110, left_wall), (1372, right_wall)):
        t.screen(g, p, x, 84, 418, 450, lambda *a, f=fn: f(g, p, *a), glass, 10, rim=rim)
    person(g, 440, 296, 62, c['chen'], turn=.45, mood='talk', hands=((-.9, 4.6), (2.9, 2.2)), point=(1,))
    person(g, 1235, 318, 62, c['he'], turn=-.4, mood='smile', hands=((-1.1, 4.6), (1.1, 4.6)))
    person(g, 1545, 300, 62, c['su'], turn=-.45, mood='smile', hands=((-2.2, 3.9), (1.0, 4.6)))
    g.path('M 120 690 Q 950 590 1780 690 L 1840 740 Q 950 640 60 740 Z', mix(p.soft, p.white, .35))
    g.path('M 60 740 Q 950 640 1840 740 L 1840 776 Q 950 676 60 776 Z', p.mid)
    g.path('M 110 772 Q 950 680 1790 772 L 1740 1000 L 160 1000 Z', g.lin(0, 700, 0, 1000, (0, p.primary), (1, p.deep)))
    g.stroke('M 130 800 Q 950 708 1770 800', p.accent, 7, .9)
    t.laptop(g, p, 600, 654, 168)
    t.laptop(g, p, 1400, 656, 168)
    t.cup(g, p, 760, 648, .9, p.accent)
    t.tablet_flat(g, p, 1000, 646, 140, 32)
    t.plant(g, p, 250, 690, .6, 'round', p.accent)
    t.plant(g, p, 1660, 688, .6, 'round', p.accent)


def left_wall(g, p, x, y, w, h):
    t.panel(g, p, x + 24, y + 24, w - 48, h * .42)
    t.mini_line(g, p, x + 30, y + 30, w - 60, h * .4)
    t.panel(g, p, x + 24, y + h * .52, w - 48, h * .42)
    t.mini_bars(g, p, x + 24, y + h * .52, w - 48, h * .42, (.4, .55, .5, .72, .66, .9, .97))


def right_wall(g, p, x, y, w, h):
    t.panel(g, p, x + 24, y + 24, w - 48, h * .42)
    t.mini_donut(g, p, x + w * .3, y + 24 + h * .21, 62)
    t.mini_lines(g, p, x + w * .56, y + h * .14, w * .3, h * .26, 4, p.soft)
    t.panel(g, p, x + 24, y + h * .52, w - 48, h * .42)
    for i in range(4):
        yy = y + h * (.58 + i * .1)
        g.dot(x + 58, yy, 13, p.accent if i == 1 else p.mid)
        g.line([(x + 92, yy), (x + w - 60, yy)], p.white, 13, .14)
        g.line([(x + 92, yy), (x + 92 + (w - 152) * (.9, .62, .78, .7)[i], yy)], p.accent if i == 1 else p.mid, 13)


def village(g, p):
    """A school in the hills, morning; the network comes in from the sky like the weather."""
    c = cast(p)
    g.rect(0, 0, g.w, 1000, g.lin(0, 0, 0, 640, (0, mix('#8ec6e6', p.soft, .45)), (1, '#fdf6e3')))
    g.dot(1560, 190, 84, '#fff3cf', .7)
    g.dot(1560, 190, 60, mix(p.accent, '#ffffff', .25))
    t.cloud(g, 250, 170, 64, '#ffffff', .95)
    t.cloud(g, 1780, 330, 46, '#ffffff', .9)
    for top, amp, ph, n, col in ((360, 150, .4, .5, mix(p.soft, '#9fc9d8', .5)), (470, 110, 2.2, .62, mix(p.soft, p.leaf, .45)),
                                 (590, 60, 4.4, .7, mix(p.soft, p.leaf, .75))):
        pts = [(g.w * i / 20, top - amp * math.sin(i * n + ph)) for i in range(21)]
        g.poly(pts + [(g.w, 1000), (0, 1000)], col)
        if top > 450:
            for j in range(1, 5):
                g.line([(a, b + 26 * j) for a, b in pts], light(col, .4), 5, .7, smooth=True)
    g.rect(0, 640, g.w, 360, g.lin(0, 640, 0, 1000, (0, mix(p.leaf, p.mid, .55)), (1, p.leaf)))
    g.path('M 830 640 L 1070 640 C 1100 760 1300 860 1420 1000 L 480 1000 C 600 860 800 760 830 640 Z', light(p.sand, .1))
    g.path('M 830 640 L 1070 640 L 1076 668 L 824 668 Z', '#0b1a30', .1)
    # the school: two storeys, verandas, flag, wing
    g.glow(950, 646, 620, 40, '#0b1a30', .3)
    school_house(g, p, 560, 330, 780, 310)
    for q in ((950, 252), (376, 424)):
        g.c.set_dash([4, 22])
        g.line([(950, 205), q], p.white, 9)
        g.c.set_dash([])
    t.cloud(g, 950, 150, 84, '#ffffff', 1)
    g.glow(950, 150, 110, 60, p.soft, .5)
    g.rect(890, 100, 120, 84, p.primary, 12)
    g.poly([(934, 120), (934, 164), (972, 142)], p.accent)
    g.rect(926, 184, 48, 10, p.primary, 4)
    g.rect(1395, 250, 9, 400, mix(p.white, p.mid, .5), 4)
    g.path('M 1404 258 C 1450 240 1470 285 1530 262 L 1530 338 C 1470 360 1450 316 1404 334 Z', p.accent)
    t.leaf(g, 1462, 318, 24, 40, 15, p.white)
    g.poly([(330, 650), (352, 440), (368, 440), (390, 650)], mix(p.white, p.mid, .5))
    for yy in (500, 560, 615):
        g.line([(345 - (yy - 500) * .1, yy), (375 + (yy - 500) * .1, yy)], p.white, 5)
    g.dot(360, 436, 15, p.accent)
    for r in (36, 62, 88):
        g.ring(360, 436, r, p.white, 8, .9, -150, -30)
    for x, y, s in ((120, 690, 1.5), (245, 700, 1.1), (1660, 690, 1.6), (1800, 720, 1.9), (1520, 664, .9)):
        tree(g, p, x, y, s)
    person(g, 700, 560, 33, c['xin'], turn=.3, mood='glad', hands=((-2.1, .8), (1.5, 4.6)), legs='stand')
    person(g, 850, 600, 34, c['tao'], back=True, legs='stand')
    person(g, 1010, 596, 34, c['yue'], back=True, legs='stand', hands=((-1.5, 5.0), (2.2, 3.6)))
    person(g, 1190, 520, 36, c['lin'], turn=-.4, mood='smile', hands=((-2.8, 1.6), (2.0, 6.0)), legs='stand')
    for x, y, s in ((430, 880, 1), (520, 930, 1.2), (1480, 890, 1.1), (1560, 950, 1.3), (300, 950, 1.2), (1690, 930, 1)):
        for k in range(3):
            t.leaf(g, x + k * 9, y, -30 + k * 30, 40 * s, 9 * s, light(p.leaf, .2))
        g.dot(x - 6, y - 40 * s, 9 * s, p.accent)


def tree(g, p, x, y, s):
    g.glow(x, y, 70 * s, 13 * s, '#0b1a30', .25)
    g.rect(x - 8 * s, y - 80 * s, 16 * s, 80 * s, '#8a6242', 4)
    for dx, dy, r, k in ((-36, -90, 44, 0), (36, -96, 42, .1), (0, -140, 54, .06), (-10, -100, 46, .16)):
        g.dot(x + dx * s, y + dy * s, r * s, mix(mix(p.leaf, p.primary, .3), '#ffffff', k))
    g.dot(x + 18 * s, y - 150 * s, 20 * s, '#ffffff', .12)


def school_house(g, p, x, y, w, h):
    """White walls, a roof in the theme's colour, lit windows, a panel of photovoltaics."""
    g.rect(x, y, w, h, light(p.sand, .45))
    g.rect(x + w * .62, y, w * .38, h, '#0b1a30', a=.05)
    g.poly([(x - 46, y + 6), (x + w + 46, y + 6), (x + w - 30, y - 78), (x + 30, y - 78)], p.primary)
    for i in range(14):
        xa = x - 46 + (w + 92) * i / 13
        xb = x + 30 + (w - 60) * i / 13
        g.line([(xa, y + 6), (xb, y - 78)], dark(p.primary, .2), 3, .7)
    g.poly([(x + 110, y - 16), (x + 300, y - 16), (x + 310, y - 62), (x + 136, y - 62)], p.deep2)
    for i in range(1, 4):
        g.line([(x + 110 + 47 * i, y - 16), (x + 136 + 43 * i, y - 62)], p.soft, 3)
    g.line([(x + 122, y - 39), (x + 305, y - 39)], p.soft, 3)
    g.rect(x - 20, y + 4, w + 40, 14, p.white)
    g.rect(x, y + h * .5 - 8, w, 16, mix(p.mid, p.white, .3))
    for r in (0, 1):
        for i in range(6):
            if r == 1 and i in (2, 3):
                continue
            wx, wy = x + 34 + i * (w - 50) / 6, y + 42 + r * h * .5
            g.rect(wx, wy, 88, 82, '#ffe9b8' if (i + r) % 3 == 0 else mix(p.mid, '#ffffff', .45), 4)
            g.poly([(wx + 10, wy + 82), (wx + 42, wy), (wx + 66, wy), (wx + 34, wy + 82)], '#ffffff', .35)
            g.box_line(wx, wy, 88, 82, p.white, 8, 3)
            g.line([(wx + 44, wy), (wx + 44, wy + 82)], p.white, 6)
    cx = x + w / 2
    g.poly([(cx - 150, y + h * .5 + 22), (cx + 150, y + h * .5 + 22), (cx + 120, y + h * .5 - 34), (cx - 120, y + h * .5 - 34)], p.accent)
    g.rect(cx - 110, y + h * .5 + 22, 220, h * .5 - 22, mix(p.deep2, p.primary, .4))
    g.rect(cx - 84, y + h * .5 + 40, 78, h * .5 - 40, mix('#ffe9b8', p.mid, .2))
    g.rect(cx + 6, y + h * .5 + 40, 78, h * .5 - 40, mix('#ffe9b8', p.mid, .2))
    for s in (-1, 1):
        g.rect(cx + s * 128 - 10, y + h * .5 + 20, 20, h * .5 - 20, p.white)
    g.rect(cx - 170, y + h - 8, 340, 14, mix(p.white, p.mid, .3), 3)
    g.dot(cx, y + h * .5 - 6, 15, p.white)


def workshop(g, p):
    """A training day: the trainer explains, the village's teachers try it out at once."""
    c = cast(p)
    t.room(g, p, 780)
    t.window(g, p, 40, 120, 230, 360, view=lambda *a: terraces(g, p, *a), curtain=p.soft)
    t.screen(g, p, 640, 84, 620, 350, lambda *a: flow_card(g, p, *a), bezel=11)
    g.line([(1600, 780), (1650, 120), (1700, 780)], p.wood2, 12)
    g.rect(1500, 120, 300, 360, '#0b1a30', 8, .1)
    g.rect(1494, 112, 300, 360, p.white, 8)
    g.rect(1494, 112, 300, 26, p.primary, 6)
    t.mini_donut(g, p, 1580, 230, 48)
    t.mini_lines(g, p, 1660, 186, 100, 92, 3, p.mid)
    t.mini_bars(g, p, 1510, 300, 270, 150, (.4, .55, .7, .95))
    t.plant(g, p, 420, 780, 1.2, 'spike')
    g.glow(1390, 792, 90, 16, '#0b1a30', .3)
    person(g, 1392, 212, 47, c['lin'], turn=-.45, mood='talk', hands=((-3.0, 1.4), (1.6, 3.5)), point=(0,), legs='stand', shoes=p.deep)
    for x, name, y, kw in ((330, 'grandma', 330, dict(turn=.5, mood='smile', hands=((-1.1, 4.5), (1.2, 4.5)))),
                           (650, 'wu', 345, dict(turn=.35, mood='talk', hands=((-1.2, 4.5), (2.3, 1.9)))),
                           (980, 'he', 348, dict(turn=.4, mood='smile', hands=((-1.1, 4.5), (1.1, 4.5)))),
                           (1240, 'zhao', 345, dict(turn=.2, mood='glad', hands=((-1.2, 4.5), (1.2, 4.5))))):
        if name != 'zhao':
            person(g, x, y, 57, c[name], **kw)
    person(g, 1620, 338, 57, c['zhao'], turn=-.4, mood='glad', hands=((-1.8, 3.9), (1.2, 4.5)))
    t.table(g, p, 120, 672, 1660, 28, 104, front=mix(p.soft, p.white, .4))
    for x in (350, 960, 1600):
        t.laptop(g, p, x, 636, 160)
    t.tablet_flat(g, p, 650, 630, 150, 40)
    t.cup(g, p, 500, 640, .9, p.accent)
    t.sheet(g, p, 800, 632, 100, 120, 8, lay=True, mark=p.mid)
    t.sheet(g, p, 1150, 630, 100, 120, -8, lay=True, mark=p.mid)
    t.cup(g, p, 1260, 640, .9, p.primary)
    t.plant(g, p, 1390, 640, .42, 'round', p.accent)


def flow_card(g, p, x, y, w, h):
    """Three steps and a loop back."""
    for i in range(3):
        cx, cy = x + w * (.2 + .3 * i), y + h * .42
        g.dot(cx, cy, h * .17, p.white, .14)
        g.dot(cx, cy, h * .13, p.accent if i == 1 else p.soft)
        if i < 2:
            g.line([(cx + h * .22, cy), (cx + w * .3 - h * .24, cy)], p.white, 7, .8)
            g.poly([(cx + w * .3 - h * .26, cy - 15), (cx + w * .3 - h * .26, cy + 15), (cx + w * .3 - h * .2, cy)], p.white)
        g.line([(cx - w * .08, y + h * .7), (cx + w * .08, y + h * .7)], p.white, 11, .85)
        g.line([(cx - w * .05, y + h * .78), (cx + w * .05, y + h * .78)], p.soft, 9, .7)
    cx, cy = x + w * .2, y + h * .42
    t.mini_bars(g, p, cx - 34, cy - 34, 68, 68, (.5, .75, .95), 9, p.deep)
    t.bulb(g, p, x + w * .5, cy - 4, .8, p.white)
    g.line([(x + w * .8 - 20, cy + 2), (x + w * .8 - 5, cy + 18), (x + w * .8 + 22, cy - 16)], p.deep, 10)
    g.line([(x + w * .3, y + h * .12), (x + w * .7, y + h * .12)], p.accent, 12)


def flask(g, p, x, y, s, col, level=.5, tube=False):
    if tube:
        g.rect(x - 15 * s, y - 110 * s, 30 * s, 110 * s, '#ffffff', 14 * s, .65)
        g.rect(x - 12 * s, y - 110 * s * level, 24 * s, 110 * s * level - 3, col, 11 * s)
        g.rect(x - 20 * s, y - 114 * s, 40 * s, 8 * s, mix(p.soft, p.white, .4), 4 * s)
        return
    d = f'M {x - 14 * s} {y - 120 * s} L {x + 14 * s} {y - 120 * s} L {x + 14 * s} {y - 78 * s} L {x + 54 * s} {y - 10 * s} Q {x + 56 * s} {y} {x + 46 * s} {y} L {x - 46 * s} {y} Q {x - 56 * s} {y} {x - 54 * s} {y - 10 * s} L {x - 14 * s} {y - 78 * s} Z'
    g.path(d, '#ffffff', .78)
    with g.clip(lambda: g.p_path(d)):
        g.rect(x - 60 * s, y - 100 * s * level, 120 * s, 120 * s, col)
        for i, (dx, dy) in enumerate(((-18, -18), (10, -30), (24, -12), (-4, -40))):
            g.dot(x + dx * s, y + dy * s, (6 - i) * s, '#ffffff', .7)
    g.stroke(d, mix(p.soft, p.white, .3), 4 * s)
    g.rect(x - 20 * s, y - 126 * s, 40 * s, 10 * s, mix(p.soft, p.white, .3), 4 * s)


def experiment(g, p):
    """Pupils watch an experiment on the screen and do it themselves."""
    c = cast(p)
    t.room(g, p, 790)
    t.window(g, p, 70, 120, 270, 350, view=lambda *a: terraces(g, p, *a), curtain=p.soft)
    t.shelf(g, p, 1590, 110, 300, 440, 3, 1, gap=(1, 4))
    t.screen(g, p, 700, 84, 520, 330, lambda *a: on_air(g, p, c['he'], *a, extra=lab_card), bezel=11)
    t.plant(g, p, 450, 790, 1.2, 'spike')
    person(g, 330, 330, 68, c['yue'], turn=.5, mood='glad', hands=((-1.2, 3.8), (2.0, 3.25)))
    person(g, 585, 345, 70, c['tao'], turn=.35, pitch=.35, mood='smile', hands=((-1.2, 3.9), (2.15, 2.75)), grip=(1,))
    person(g, 1330, 345, 70, c['lan'], turn=-.35, pitch=.35, mood='talk', hands=((-2.0, 3.1), (1.2, 3.9)))
    person(g, 1585, 330, 68, c['hao'], turn=-.5, mood='smile', hands=((-1.3, 3.75), (1.3, 3.8)))
    t.table(g, p, 200, 672, 1500, 30, 112, colour=mix(p.white, p.soft, .35), front=mix(p.mid, p.white, .45), leg=p.mid)
    flask(g, p, 955, 640, 1.15, p.accent, .5)
    g.rect(905, 640, 100, 9, p.deep2, 4)
    with g.at(770, 565, turn=62):
        flask(g, p, 0, 10, .8, p.mid, .55, True)
    for i, col in enumerate((p.accent, p.mid, p.coral)):
        flask(g, p, 1080 + i * 42, 628, .8, col, .45 + .12 * i, True)
    g.rect(1048, 600, 150, 18, p.wood2, 5)
    g.rect(1048, 626, 150, 14, dark(p.wood2, .1), 4)
    t.plant(g, p, 1460, 640, .5, 'broad', p.accent)
    t.tablet_flat(g, p, 430, 632, 150, 42)
    t.sheet(g, p, 1330, 636, 110, 120, -8, lay=True, mark=p.mid)
    flask(g, p, 820, 636, .72, p.mid, .6)
    g.ring(640, 628, 22, p.deep2, 7)
    g.line([(656, 640), (682, 654)], p.deep2, 10)


def lab_card(g, p, x, y, w, h):
    flask(g, p, x + w * .3, y + h * .86, h / 190, p.accent, .5)
    flask(g, p, x + w * .62, y + h * .86, h / 230, p.mid, .6)
    for i, (a, b, r) in enumerate(((.3, .2, 7), (.35, .12, 9), (.27, .08, 5))):
        g.ring(x + w * a, y + h * b, r, p.white, 3, .8)
    for i in range(3):
        g.line([(x + w * .8, y + h * (.3 + .16 * i)), (x + w * (.97, .92, .95)[i], y + h * (.3 + .16 * i))], p.white, 8, .8)


def parents(g, p):
    """A village home at dusk: grandmother, child, and father on the phone look at the week's report."""
    c = cast(p)
    warm = mix(p.sand, p.soft, .25)
    t.room(g, p, 780, wall=warm, dado=False)
    t.window(g, p, 640, 84, 560, 330, view=lambda *a: terraces(g, p, *a), panes=3, curtain=mix(p.mid, p.white, .25))
    # a shelf with certificates at the left, cupboard and clock at the right
    for i, (x, y, k) in enumerate(((90, 130, 0), (250, 118, 1), (170, 270, 2))):
        g.shade_box(x, y, 130, 104, 4, 10, .1, 5)
        g.rect(x, y, 130, 104, (p.accent, p.wood2, p.accent)[k], 4)
        g.rect(x + 9, y + 9, 112, 86, p.white, 2)
        if k == 1:
            terraces(g, p, x + 12, y + 12, 106, 80)
        else:
            g.dot(x + 65, y + 42, 20, p.red if k == 0 else p.mid)
            g.line([(x + 32, y + 76), (x + 98, y + 76)], p.soft, 7)
    t.clock(g, p, 1390, 160, 54)
    g.rect(1530, 330, 330, 460, light(p.wood, .05), 6)
    g.rect(1510, 318, 370, 22, light(p.wood, .3), 5)
    for x in (1546, 1702):
        g.rect(x, 360, 142, 400, dark(p.wood, .1), 6)
        g.dot(x + (124 if x < 1600 else 18), 560, 9, p.accent)
    t.plant(g, p, 1600, 320, .8, 'broad')
    g.rect(1720, 218, 120, 90, p.deep2, 8)
    terraces(g, p, 1730, 228, 100, 70)
    t.lamp(g, p, 950, 80, p.accent, 120)
    person(g, 560, 300, 60, c['grandma'], turn=.5, mood='glad', hands=((-1.0, 4.5), (1.8, 3.9)))
    person(g, 1330, 268, 62, c['wu'], turn=-.5, mood='smile', hands=((-2.0, 3.5), (.9, 4.6)), grip=(0,))
    person(g, 920, 350, 68, c['xin'], turn=.25, mood='glad', hands=((-1.2, 3.85), (1.5, 3.3)))
    t.table(g, p, 320, 668, 1280, 30, 106, front=dark(p.wood, .12))
    # the phone, held so that all can see, and what is on it
    with g.at(1120, 468, 1, 8):
        g.rect(-88, -140, 176, 290, '#0b1a30', 26, .2)
        g.rect(-92, -146, 176, 290, p.deep, 26)
        g.rect(-80, -132, 152, 262, p.white, 14)
        g.rect(-80, -132, 152, 56, p.primary, 14)
        g.rect(-80, -96, 152, 20, p.primary)
        g.dot(-54, -104, 15, p.accent)
        g.line([(-26, -104), (46, -104)], p.white, 9)
        t.mini_line(g, p, -72, -70, 136, 92, colour=p.accent)
        for i in range(3):
            g.dot(-56, 48 + i * 30, 10, (p.accent, p.mid, p.primary)[i])
            g.line([(-34, 48 + i * 30), ((44, 20, 36)[i], 48 + i * 30)], p.soft, 10)
    hand_on_phone(g, c['wu'].skin)
    g.ell(740, 628, 84, 20, p.white)
    for x, y, col in ((705, 612, p.accent), (745, 602, p.coral), (780, 614, p.accent), (742, 622, p.coral)):
        g.dot(x, y, 24, col)
        t.leaf(g, x, y - 20, 30, 18, 6, p.leaf)
    t.cup(g, p, 480, 640, 1, p.mid)
    t.cup(g, p, 1430, 640, 1, p.primary)
    t.book_open(g, p, 930, 616, .9, p.primary)


def hand_on_phone(g, skin):
    """Fingers round the right edge of the phone."""
    g.ell(1208, 508, 34, 44, skin)
    for i in range(4):
        g.line([(1212, 476 + i * 23), (1186, 474 + i * 23)], skin, 22)
    for i in range(3):
        g.line([(1184, 486 + i * 23), (1206, 487 + i * 23)], dark(skin, .16), 3)


def reading(g, p):
    """The book corner of a village school: beams, steps to sit on, books of paper and books of light."""
    c = cast(p)
    t.room(g, p, 700, wall=mix(p.pale, p.sand, .4), dado=False)
    for x in (140, 690, 1210, 1740):
        g.rect(x, 0, 34, 700, p.wood2)
        g.rect(x + 22, 0, 12, 700, dark(p.wood2, .14))
    g.rect(0, 0, g.w, 44, p.wood2)
    g.rect(0, 36, g.w, 10, dark(p.wood2, .18))
    t.shelf(g, p, 190, 90, 480, 400, 3, 5, gap=(0, 5))
    t.shelf(g, p, 1262, 90, 460, 400, 3, 2, gap=(1, 4))
    t.window(g, p, 770, 96, 400, 290, view=lambda *a: terraces(g, p, *a), panes=3)
    t.sunbeam(g, p, [(780, 110), (1160, 110), (1360, 940), (560, 940)], .6)
    # two steps with cushions
    for x, y, w, h in ((330, 556, 1240, 130), (210, 680, 1480, 150)):
        g.rect(x, y, w, h, dark(p.wood, .1), 8)
        g.rect(x, y, w, 34, light(p.wood, .2), 8)
        for i in range(1, 8):
            g.line([(x + w * i / 8, y + 36), (x + w * i / 8, y + h)], dark(p.wood, .22), 3)
    g.ell(950, 930, 800, 70, p.mid, .4)
    book = lambda col: (lambda g: g_book(g, p, col))
    sit = (((-.86, 4.7), (-.8, 5.95)), ((.86, 4.7), (.84, 5.95)))
    for x, y, col in ((560, 560, p.accent), (950, 560, p.primary), (1340, 560, p.coral)):
        g.rect(x - 92, y - 16, 184, 30, col, 15)
    person(g, 560, 300, 62, c['lan'], turn=.35, pitch=.9, hands=((-.75, 3.5), (.75, 3.5)), legs=sit, grip=(0, 1), hold=book(p.accent))
    person(g, 1340, 300, 62, c['ming'], turn=-.35, pitch=.6, hands=((-.75, 3.5), (.75, 3.5)), legs=sit, grip=(0, 1), hold=book(p.coral))
    person(g, 950, 262, 57, c['lin'], turn=-.25, mood='talk', hands=((-1.0, 4.4), (1.0, 4.4)), grip=(0, 1),
           legs=(((-.7, 6.5), (-.75, 9.4)), ((.7, 6.5), (.75, 9.4))), shoes=p.deep, hold=lambda g: story(g, p))
    for x, y, col in ((390, 690, p.mid), (760, 690, p.coral), (1150, 690, p.accent), (1520, 690, p.primary)):
        g.rect(x - 92, y - 14, 184, 30, col, 15)
    person(g, 390, 430, 62, c['tao'], turn=.5, mood='smile', hands=((-.75, 3.5), (.75, 3.5)), legs=sit, grip=(0, 1), hold=book(p.white))
    person(g, 760, 432, 62, c['yue'], back=True, hands=((-1.2, 4.0), (1.2, 4.0)))
    person(g, 1150, 432, 62, c['bei'], back=True, hands=((-1.2, 4.0), (1.2, 4.0)))
    person(g, 1520, 430, 62, c['qi'], turn=-.5, mood='glad', hands=((-.75, 3.5), (.75, 3.5)), legs=sit, grip=(0, 1), hold=book(p.primary))


def story(g, p):
    """The big picture book that the teacher shows."""
    with g.at(0, 4.0, 1 / 57):
        g.rect(-92, -64, 184, 118, p.accent, 6)
        g.rect(-86, -60, 84, 108, p.white, 3)
        g.rect(2, -60, 84, 108, p.white, 3)
        terraces(g, p, -82, -56, 78, 64)
        t.mini_lines(g, p, -78, 16, 66, 26, 2, p.mid, 9)
        t.mini_lines(g, p, 12, -50, 62, 88, 5, p.mid, 9)


def music(g, p):
    """A music lesson that two schools sing together: the other class is on the screen."""
    c = cast(p)
    t.room(g, p, 760)
    t.window(g, p, 60, 110, 250, 360, view=lambda *a: terraces(g, p, *a), curtain=p.soft)
    t.window(g, p, 1600, 110, 250, 360, view=lambda *a: terraces(g, p, *a), curtain=p.soft)
    t.screen(g, p, 560, 74, 780, 350, lambda *a: choir(g, p, *a), bezel=12)
    for x, y, s in ((420, 180, 1), (500, 120, .75), (1400, 130, .85), (1480, 200, 1.05), (1380, 270, .7)):
        note(g, p, x, y, s, (p.accent, p.primary, p.mid)[int(x) % 3])
    g.ell(950, 880, 800, 90, p.mid, .3)
    g.ell(950, 876, 680, 68, p.soft, .8)
    t.plant(g, p, 150, 790, 1.2, 'spike')
    t.plant(g, p, 1760, 790, 1.2, 'broad', p.accent)
    up = 'stand'
    person(g, 560, 436, 58, c['yue'], turn=.3, mood='glad', hands=((-2.6, .3), (2.4, .6)), legs=up)
    person(g, 790, 422, 58, c['hao'], turn=.15, mood='talk', hands=((-1.9, 3.7), (2.0, .2)), legs=up)
    person(g, 1040, 422, 58, c['qi'], turn=-.1, mood='glad', hands=((-2.2, .4), (2.2, .4)), legs=up)
    drum(g, p, c, 1290, 430)
    # the teacher at the keyboard
    person(g, 330, 292, 55, c['lin'], turn=.55, mood='talk', hands=((-.3, 4.6), (2.0, 4.4)), legs='stand', shoes=p.deep)
    g.glow(440, 850, 150, 18, '#0b1a30', .28)
    g.line([(360, 590), (500, 850)], p.deep2, 11)
    g.line([(500, 590), (360, 850)], p.deep2, 11)
    g.rect(290, 552, 290, 46, p.deep, 10)
    g.rect(302, 556, 266, 24, p.white, 3)
    for i in range(1, 18):
        g.line([(302 + i * 14.8, 557), (302 + i * 14.8, 579)], p.soft, 2)
    for i in range(17):
        if i % 7 not in (2, 6):
            g.rect(312 + i * 14.8, 556, 8, 13, p.deep)
    person(g, 1540, 436, 58, c['tao'], turn=-.45, mood='glad', hands=((-2.3, .9), (2.3, 1.8)), legs=up)


def drum(g, p, c, x, y):
    """A pupil with a hand drum."""
    look = c['xin']
    person(g, x, y, 58, look, turn=-.25, mood='glad', hands=((-1.5, 3.0), (1.7, 2.4)), legs='stand')
    g.glow(x - 8, y + 200, 66, 60, '#0b1a30', .2)
    g.dot(x - 6, y + 190, 64, p.coral)
    g.dot(x - 6, y + 190, 53, p.sand)
    g.ring(x - 6, y + 190, 36, dark(p.sand, .1), 4, .7)
    for i in range(10):
        a = i * math.pi / 5
        g.dot(x - 6 + math.cos(a) * 59, y + 190 + math.sin(a) * 59, 5, p.accent)
    with g.at(x, y, 58):
        hand(g, (-1.05, 3.6), .5, look.skin, .72, grip=True)
        hand(g, (.95, 2.75), 2.5, look.skin, .72)


def note(g, p, x, y, s, col):
    g.ell(x, y, 21 * s, 15 * s, col, turn=-18)
    g.line([(x + 18 * s, y - 4 * s), (x + 18 * s, y - 72 * s)], col, 7 * s)
    g.path(f'M {x + 15 * s} {y - 75 * s} C {x + 40 * s} {y - 60 * s} {x + 52 * s} {y - 44 * s} {x + 40 * s} {y - 20 * s} C {x + 42 * s} {y - 40 * s} {x + 30 * s} {y - 48 * s} {x + 15 * s} {y - 50 * s} Z', col)


def choir(g, p, x, y, w, h):
    """The partner class, singing."""
    c = cast(p)
    g.rect(x, y, w, h, g.lin(x, y, x, y + h, (0, mix(p.primary, p.mid, .4)), (1, p.deep2)))
    g.rect(x + w * .06, y + h * .1, w * .2, h * .34, p.white, 6, .14)
    g.rect(x + w * .74, y + h * .1, w * .2, h * .34, p.white, 6, .14)
    for i, n in enumerate(('lan', 'ming', 'bei', 'xin', 'hao')):
        person(g, x + w * (.14 + .18 * i), y + h * (.36 if i % 2 else .4), h * .115, c[n], turn=(.3, .15, 0, -.15, -.3)[i], mood=('talk', 'glad')[i % 2],
               hands=((-1.0, 3.6), (1.0, 3.6)))
    g.rect(x, y + h * .88, w, h * .12, p.deep, a=.85)
    for i in range(26):
        v = abs(math.sin(i * 1.1)) * .7 + .2
        g.rect(x + w * .2 + i * w * .023, y + h * (.94 - .04 * v), w * .011, h * .08 * v, p.accent if i % 5 == 0 else p.soft, 3)
    g.dot(x + w * .05, y + h * .94, h * .026, p.red)


SCENES = {'hero': hero, 'center': center, 'village': village, 'workshop': workshop, 'experiment': experiment, 'parents': parents,
          'reading': reading, 'music': music}
