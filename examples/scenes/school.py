# SPDX-License-Identifier: Apache-2.0
"""The pictures of the primary school: AI in lessons, in preparing them, and in the evening at home.

Every scene keeps what matters between y = 110 and 630 and near its focus, so that it can be cropped to a flat strip
with a caption over its foot as well as to a nearly square picture.
"""
import copy

from .kit import dark, light, mix
from .people import cast, hand, person, tube
from . import things as t


def chair_back(g, p, x, y, w, colour):
    """The back of a pupil's chair, seen from behind, its upper edge at y."""
    g.rect(x - w / 2, y, w, w * .52, colour, w * .14)
    g.rect(x - w * .2, y + w * .13, w * .4, w * .07, dark(colour, .25), w * .03)
    for s in (-1, 1):
        g.rect(x + s * w * .36 - 5, y + w * .46, 10, 420, dark(p.deep2, .1))


def hero(g, p):
    """A lesson on symmetry: smart board, teacher, robot at the side, two rows of pupils seen from behind."""
    c = cast(p)
    t.room(g, p, 770)
    t.window(g, p, -60, 120, 210, 350, curtain=p.soft)
    t.window(g, p, 1268, 120, 190, 350, curtain=p.soft)
    t.sunbeam(g, p, [(0, 130), (150, 130), (640, 900), (300, 900)], .5)
    t.screen(g, p, 320, 112, 610, 372, lambda *a: t.geometry(g, p, *a), bezel=14)
    g.rect(320, 514, 610, 12, mix(p.white, p.mid, .3), 6)
    t.clock(g, p, 1180, 84, 40)
    # a shelf under the window and the robot on its stand
    t.plant(g, p, 1320, 770, 1.1, 'spike')
    g.rect(165, 690, 150, 120, mix(p.white, p.mid, .25), 10)
    g.rect(165, 690, 150, 16, p.white, 6)
    g.rect(185, 730, 110, 6, p.mid, 3)
    t.robot(g, p, 240, 692, .74, look=.6)
    t.plant(g, p, 60, 780, .9, 'broad', p.accent)
    # the teacher
    g.glow(1045, 868, 95, 18, '#0b1a30', .3)
    person(g, 1045, 236, 49, c['lin'], turn=-.35, mood='talk', hands=((-3.2, .9), (.9, 4.5)), point=(0,), legs='stand',
           shoes=p.deep)
    t.tablet(g, p, 1090, 452, 84, 108, lambda *a: t.mini_bars(g, p, *a), turn=-10)
    with g.at(1045, 236, 49):
        hand(g, (1.0, 4.75), 2.5, c['lin'].skin, .78, grip=True)
    # far row
    rows(g, p, [(345, 'hao', None), (550, 'qi', None), (755, 'tao', ((-1.5, 4.0), (2.1, -.6))), (960, 'lan', None)], 622, 44, 706)
    rows(g, p, [(180, 'ming', None), (420, 'yue', None), (660, 'bei', None), (900, 'xin', ((-2.0, -.6), (1.5, 4.0))),
                (1140, 'hao', None), (1380, 'lan', None)], 790, 58, 902)


def rows(g, p, pupils, y, r, desk_y):
    """One row of pupils from behind, their desks beyond them, their chairs before them."""
    c = cast(p)
    for x, name, hands in pupils:
        w = r * 4.2
        g.glow(x, desk_y + r * 2.6, w * .5, r * .4, '#0b1a30', .2)
        g.poly([(x - w * .44, desk_y - r * .75), (x + w * .44, desk_y - r * .75), (x + w / 2, desk_y), (x - w / 2, desk_y)],
               light(p.wood, .3))
        g.rect(x - w / 2, desk_y, w, r * .24, dark(p.wood, .1), 4)
        g.rect(x - w * .47, desk_y + r * .24, w * .94, r * .8, mix(p.soft, p.white, .2), 4)
        for s in (-1, 1):
            g.rect(x + s * w * .46 - 5, desk_y + r * .24, 10, 500, mix(p.mid, p.deep, .35))
        t.tablet(g, p, x + r * 1.4, desk_y - r * .72, r * 1.1, r * .82, lambda *a: t.mini_bars(g, p, *a), 0, p.pale)
        g.poly([(x - r * 1.85, desk_y - r * .5), (x - r * 1.2, desk_y - r * .5), (x - r * 1.2, desk_y - r * .16), (x - r * 1.95, desk_y - r * .16)],
               p.white)
    for x, name, hands in pupils:
        person(g, x, y, r, c[name], back=True, hands=hands or ((-1.5, 4.0), (1.5, 4.0)))
        chair_back(g, p, x, y + r * 3.2, r * 2.4, mix(p.mid, p.white, .12) if r < 55 else mix(p.mid, p.primary, .25))


def prep(g, p):
    """Teachers prepare one lesson together; behind them the wall where the class's data becomes a plan."""
    c = cast(p)
    t.room(g, p, 790)
    t.window(g, p, 40, 120, 210, 380, curtain=p.soft)
    t.window(g, p, 1650, 120, 210, 380, curtain=p.soft)
    x, y, w, h = 350, 80, 1200, 400
    g.shade_box(x, y, w, h, 12, 24, .16)
    g.rect(x, y, w, h, p.white, 12)
    g.box_line(x, y, w, h, mix(p.mid, p.white, .3), 8, 12)
    for i, (cx, cy, k) in enumerate(((400, 120, 0), (520, 112, 1), (640, 122, 2), (400, 236, 3), (520, 242, 0),
                                     (1240, 116, 1), (1360, 122, 0), (1460, 112, 3), (1430, 236, 2), (1310, 240, 1))):
        col = (p.accent, p.soft, p.mid, light(p.coral, .3))[k]
        with g.at(cx, cy, turn=(-3, 2, 4, -2, 3)[i % 5]):
            g.rect(3, 5, 84, 84, '#0b1a30', 4, .12)
            g.rect(0, 0, 84, 84, col, 4)
            for j in range(3):
                g.line([(14, 24 + j * 19), (14 + (56, 40, 50)[(i + j) % 3], 24 + j * 19)], p.white if k in (0, 2, 3) else p.primary, 6, .8)
    g.rect(770, 112, 200, 150, p.pale, 8)
    t.mini_bars(g, p, 770, 112, 200, 150, (.35, .52, .48, .7, .92))
    g.rect(992, 112, 200, 150, p.pale, 8)
    t.mini_donut(g, p, 1092, 187, 44)
    g.line([(640, 290), (770, 290)], p.mid, 5)
    g.line([(1192, 290), (1290, 290)], p.mid, 5)
    t.mini_line(g, p, 760, 280, 440, 130, colour=p.primary)
    t.lamp(g, p, 610, 92, p.primary, 120)
    t.lamp(g, p, 1290, 92, p.primary, 120)
    t.plant(g, p, 300, 790, 1.25, 'spike')
    t.plant(g, p, 1615, 790, 1.2, 'broad', p.accent)
    person(g, 400, 262, 60, c['su'], turn=.5, hands=((-1.2, 4.75), (1.5, 4.6)), mood='smile', pitch=.2)
    person(g, 690, 246, 60, c['chen'], turn=.25, hands=((-1.5, 4.9), (2.5, 2.6)), mood='talk')
    person(g, 1210, 250, 60, c['lin'], turn=-.4, hands=((-1.5, 4.7), (1.4, 4.8)), mood='smile', tilt=-4)
    person(g, 1500, 256, 60, c['zhao'], turn=-.5, hands=((-1.8, 4.4), (1.2, 4.8)), mood='glad')
    t.table(g, p, 200, 640, 1500, 28, 112, front=mix(p.soft, p.white, .4))
    t.laptop(g, p, 545, 606, 168)
    t.laptop(g, p, 1360, 606, 168)
    for sx, sy, a in ((770, 585, 6), (850, 600, -12), (1130, 592, 14), (1040, 604, -6)):
        t.sheet(g, p, sx, sy, 110, 130, a, lay=True, mark=p.mid)
    t.tablet_flat(g, p, 950, 584, 130, 36)
    t.cup(g, p, 392, 604, .95, p.accent)
    t.cup(g, p, 1520, 600, .95, p.primary)
    t.pens(g, p, 1205, 585, .8)
    for cx, col in ((540, p.mid), (950, p.primary), (1360, p.mid)):
        chair_back(g, p, cx, 790, 190, col)


def dash(g, p):
    """Two teachers read the class's data on a wall display in a dim studio."""
    c = cast(p)
    g.rect(0, 0, g.w, 1000, g.lin(0, 0, 0, 1000, (0, p.deep), (1, mix(p.deep, p.primary, .55))))
    for i in range(12):
        g.rect(i * 170 - 20, 0, 3, 770, p.white, a=.05)
    g.rect(0, 770, g.w, 230, mix(p.deep, p.deep2, .6))
    g.poly([(480, 770), (1480, 770), (1700, 1000), (260, 1000)], p.mid, .13)
    g.rect(0, 764, g.w, 6, p.mid, a=.5)
    g.glow(960, 350, 900, 480, p.mid, .36)
    t.screen(g, p, 470, 90, 1000, 540, lambda *a: t.dashboard(g, p, *a), bezel=12, rim=mix(p.deep, p.mid, .25),
             back=g.lin(470, 90, 1470, 630, (0, mix(p.deep, '#000814', .3)), (1, p.deep2)))
    g.rect(0, 0, g.w, 34, mix(p.deep, '#000000', .25))
    for x in (160, 320, 1620, 1780):
        g.rect(x - 50, 28, 100, 10, '#fff3cf', 5)
        g.poly([(x - 50, 38), (x + 50, 38), (x + 130, 520), (x - 130, 520)], g.lin(0, 38, 0, 520, (0, '#fff3cf', .2), (1, '#fff3cf', 0)))
    t.plant(g, p, 100, 800, 1.5, 'spike', p.accent)
    t.plant(g, p, 1800, 800, 1.5, 'broad', p.accent)
    person(g, 400, 250, 64, c['he'], turn=.55, mood='talk', hands=((-.6, 4.5), (3.1, 1.5)), point=(1,), legs='stand', shoes=p.deep)
    t.tablet(g, p, 352, 520, 108, 140, lambda *a: t.mini_lines(g, p, a[0] + 10, a[1] + 8, a[2] - 20, a[3] - 16), turn=8)
    with g.at(400, 250, 64):
        hand(g, (-1.0, 4.75), .2, c['he'].skin, .78, grip=True)
    person(g, 1530, 262, 64, c['chen'], turn=-.6, mood='smile', hands=((-3.0, 2.5), (2.0, 6.1)), legs='stand', shoes=p.ink)
    # the desk in front, with the light of the wall on it
    g.rect(600, 800, 740, 200, mix(p.deep, '#000814', .2), 14)
    g.rect(580, 778, 780, 30, mix(p.deep2, p.mid, .3), 10)
    t.laptop(g, p, 800, 780, 150)
    t.cup(g, p, 960, 780, .9, p.accent)
    t.plant(g, p, 1200, 780, .45, 'round')


def tablet(g, p):
    """A desk from above: one hand holds the tablet, the other the pen over the worksheet made for this pupil."""
    c = cast(p)['ming']
    g.rect(0, 0, g.w, 1000, g.lin(0, 0, g.w, 1000, (0, light(p.wood, .12)), (1, mix(p.wood, p.wood2, .5))))
    for i, y in enumerate((70, 208, 352, 470, 640, 782, 905)):
        g.stroke(f'M 0 {y} C {500 + i * 40} {y + 14} {1100 - i * 30} {y - 16} {g.w} {y + 6}', p.wood2, 3, .55)
    g.poly([(0, 0), (620, 0), (150, 1000), (0, 1000)], '#fff6dd', .16)
    # things around: notebook, cup, ruler, pencils, eraser, plant
    with g.at(255, 300, turn=-9):
        g.rect(-148, -190, 300, 400, '#0b1a30', 12, .16)
        g.rect(-155, -200, 300, 400, p.primary, 12)
        g.rect(-145, -200, 34, 400, p.deep2, 8)
        g.rect(-70, -130, 160, 90, p.white, 8)
        t.mini_lines(g, p, -55, -118, 130, 66, 3, p.mid)
        for i in range(9):
            g.ring(-150, -170 + i * 42, 13, p.white, 6, 1, 90, 270)
    g.glow(120, 790, 150, 120, '#0b1a30', .2)
    for i in range(9):
        t.leaf(g, 110, 770, i * 40, 150, 40, mix(p.leaf, '#ffffff', .08 * (i % 4)))
    g.dot(110, 770, 34, p.accent)
    sheet_marks(g, p, 1500, 370, 470, 600, 7)
    with g.at(700, 850, turn=-5):
        g.rect(4, 8, 460, 62, '#0b1a30', 6, .14)
        g.rect(0, 0, 460, 62, mix(p.soft, p.white, .25), 6)
        for i in range(22):
            g.line([(16 + i * 20, 3), (16 + i * 20, 30 if i % 5 == 0 else 18)], p.primary, 3)
    with g.at(1010, 760, turn=14):
        g.rect(3, 6, 120, 54, '#0b1a30', 10, .14)
        g.rect(0, 0, 120, 54, p.white, 10)
        g.rect(44, 0, 76, 54, p.coral, 10)
    g.glow(1795, 160, 120, 120, '#0b1a30', .22)
    g.dot(1790, 150, 100, p.white)
    g.dot(1790, 150, 76, mix(p.white, p.mid, .2))
    g.dot(1790, 150, 68, '#8a5a3a')
    g.ell(1770, 132, 30, 20, '#a8744e')
    g.ring(1888, 190, 34, p.white, 18)
    # the tablet
    g.shade_box(530, 140, 660, 480, 34, 40, .26, 16)
    g.rect(530, 140, 660, 480, p.deep, 34)
    g.rect(562, 172, 596, 416, p.white, 10)
    with g.clip(lambda: g.p_rect(562, 172, 596, 416, 10)):
        g.rect(562, 172, 596, 58, p.primary)
        g.dot(598, 201, 15, p.accent)
        g.line([(630, 201), (800, 201)], p.white, 11, .9)
        g.rect(586, 252, 250, 150, p.pale, 12)
        t.mini_bars(g, p, 586, 252, 250, 150, (.35, .55, .48, .72, .95))
        g.rect(856, 252, 278, 150, p.pale, 12)
        t.mini_donut(g, p, 935, 327, 44)
        t.mini_lines(g, p, 1010, 278, 104, 100, 3, p.mid)
        for i in range(3):
            y = 436 + i * 50
            g.dot(606, y, 17, (p.accent, p.mid, p.mid)[i])
            g.line([(598, y), (604, y + 7), (615, y - 7)], p.white, 5)
            g.line([(644, y), (644 + (300, 240, 330)[i], y)], p.soft, 12)
            g.rect(1044, y - 17, 90, 34, (p.accent, p.primary, p.primary)[i], 17)
    g.dot(546, 380, 6, p.mid)
    # left arm and thumb on the edge of the tablet; right arm with the pen
    sleeve(g, c, p, (300, 1090), (505, 610), 92)
    g.blob([(470, 640), (452, 560), (470, 478), (520, 432), (560, 446), (562, 500), (580, 560), (566, 640), (520, 672)], c.skin)
    g.line([(520, 560), (566, 500), (612, 470)], c.skin, 52, smooth=True)
    g.stroke('M 540 540 Q 572 512 600 500', dark(c.skin, .18), 5)
    g.path('M 604 448 Q 630 448 628 470 Q 622 486 606 484 Z', light(c.skin, .45))
    sleeve(g, c, p, (1500, 1090), (1302, 640), 92)
    right_hand(g, p, c, 1246, 532)


def sleeve(g, look, p, a, b, w):
    tube(g, a, b, w, w * .8, look.top)
    g.line([a, b], look.trim, 20)
    dx, dy = b[0] - a[0], b[1] - a[1]
    n = (dx * dx + dy * dy) ** .5
    nx, ny = -dy / n * w * .74, dx / n * w * .74
    q = (a[0] + dx * .985, a[1] + dy * .985)
    g.line([(q[0] + nx, q[1] + ny), (q[0] - nx, q[1] - ny)], look.trim, 34)


def right_hand(g, p, look, x, y):
    """A hand that writes, its pencil's point up and to the left."""
    s = look.skin
    g.glow(x + 10, y + 60, 150, 90, '#0b1a30', .2)
    with g.at(x - 34, y - 14, turn=26):
        g.rect(-60, -13, 340, 26, p.accent, 5)
        g.rect(-60, -13, 340, 9, light(p.accent, .4), 4)
        g.rect(262, -13, 22, 26, p.coral, 6)
        g.poly([(-58, -13), (-58, 13), (-112, 0)], p.sand)
        g.poly([(-94, -4.5), (-94, 4.5), (-112, 0)], p.ink)
    g.blob([(x - 40, y + 30), (x - 36, y - 26), (x - 2, y - 58), (x + 54, y - 44), (x + 92, y + 10), (x + 96, y + 84),
            (x + 52, y + 128), (x - 10, y + 100)], s)
    for i in range(3):
        g.line([(x + 40 - i * 22, y + 22 + i * 34), (x - 34 + i * 4, y + 24 + i * 32)], s, 42)
        g.stroke(f'M {x - 40 + i * 4} {y + 42 + i * 32} Q {x - 8} {y + 40 + i * 33} {x + 22} {y + 36 + i * 33}', dark(s, .16), 5)
    g.line([(x + 34, y - 20), (x - 20, y - 40), (x - 66, y - 40)], s, 42, smooth=True)
    g.stroke(f'M {x - 50} {y - 18} Q {x - 10} {y - 16} {x + 20} {y + 2}', dark(s, .18), 5)
    g.path(f'M {x - 86} {y - 48} Q {x - 64} {y - 60} {x - 54} {y - 48} Q {x - 60} {y - 32} {x - 82} {y - 34} Z', light(s, .45))


def sheet_marks(g, p, x, y, w, h, turn):
    """A worksheet: a figure, lines to write on, ticks."""
    with g.at(x, y, turn=turn):
        g.rect(-w / 2 + 8, -h / 2 + 12, w, h, '#0b1a30', 6, .16)
        g.rect(-w / 2, -h / 2, w, h, p.white, 6)
        g.line([(-w * .4, -h * .41), (w * .08, -h * .41)], p.primary, 15)
        g.line([(-w * .4, -h * .35), (-w * .1, -h * .35)], p.soft, 10)
        g.rect(-w * .4, -h * .29, w * .38, h * .2, p.pale, 8)
        g.poly([(-w * .33, -h * .12), (-w * .21, -h * .26), (-w * .09, -h * .12)], p.mid)
        g.line([(-w * .21, -h * .275), (-w * .21, -h * .105)], p.accent, 5)
        for i in range(3):
            g.line([(w * .05, -h * .26 + i * 44), (w * .05 + (150, 110, 134)[i], -h * .26 + i * 44)], p.soft, 10)
        for i in range(5):
            yy = h * .01 + i * h * .095
            g.dot(-w * .37, yy, 13, (p.mid, p.mid, p.accent, p.mid, p.soft)[i])
            g.line([(-w * .3, yy), (-w * .3 + (w * .5, w * .42, w * .56, w * .36, w * .5)[i], yy)], p.soft, 9)
            if i < 4:
                g.line([(w * .32, yy - 4), (w * .345, yy + 10), (w * .4, yy - 18)], (p.leaf, p.leaf, p.red, p.leaf)[i], 8)


def robot(g, p):
    """Pupils try out a learning robot on a table of blocks and path cards."""
    c = cast(p)
    t.room(g, p, 790, boards=True)
    t.shelf(g, p, 40, 110, 330, 470, 3, 2, gap=(1, 4))
    t.screen(g, p, 640, 84, 620, 300, lambda *a: code_blocks(g, p, *a), bezel=11)
    t.window(g, p, 1590, 120, 250, 360, curtain=p.soft)
    t.sunbeam(g, p, [(1600, 130), (1830, 130), (1560, 900), (1160, 900)], .4)
    for i in range(4):
        x = 440 + (i % 2) * 100 + (930 if i > 1 else 0)
        g.rect(x, 120, 74, 74, (p.accent, p.mid, p.mid, p.accent)[i], 8)
        if i % 2:
            t.gear(g, x + 37, 157, 24, p.white, p.mid if i == 1 else p.accent)
        else:
            t.mini_bars(g, p, x, 120, 74, 74, (.4, .7, .9), 9, p.white)
    t.plant(g, p, 1520, 790, 1.2, 'spike')
    person(g, 330, 300, 66, c['yue'], turn=.6, mood='glad', hands=((-1.1, 3.6), (1.55, 3.9)))
    person(g, 600, 272, 70, c['ming'], turn=.55, mood='talk', hands=((-1.3, 4.1), (2.55, 3.15)), point=(1,), pitch=.2)
    person(g, 1300, 280, 70, c['xin'], turn=-.55, mood='smile', hands=((-2.5, 3.35), (1.2, 4.1)), pitch=.2)
    person(g, 1580, 304, 66, c['hao'], turn=-.5, mood='glad', hands=((-1.7, 3.7), (1.2, 3.7)))
    t.table(g, p, 150, 650, 1600, 30, 112, front=mix(p.soft, p.white, .4))
    # the path on the table
    for i, (x, y) in enumerate(((740, 622), (815, 606), (890, 622), (965, 606), (1040, 622), (1115, 606))):
        g.poly([(x - 30, y - 11), (x + 34, y - 11), (x + 40, y + 11), (x - 36, y + 11)], (p.primary, p.mid, p.accent)[i % 3])
        g.line([(x - 12, y), (x + 12, y)], p.white, 5)
    t.robot(g, p, 950, 602, 1.14, look=-.5)
    for x, y, s, col in ((420, 610, 54, p.accent), (474, 612, 46, p.primary), (446, 560, 48, p.mid), (1450, 610, 54, p.primary),
                         (1396, 612, 44, p.accent), (1424, 562, 46, p.coral)):
        g.rect(x - s / 2, y - s, s, s, col, 6)
        g.rect(x + s * .2, y - s, s * .3, s, '#0b1a30', 5, .12)
        g.dot(x - s * .1, y - s * .52, s * .15, light(col, .5))
    t.tablet_flat(g, p, 620, 620, 150, 40)
    t.tablet_flat(g, p, 1270, 622, 150, 40)


def code_blocks(g, p, x, y, w, h):
    """Blocks of a visual program, and at the right the map they drive over."""
    for i, (dx, wd, col) in enumerate(((0, 190, p.accent), (0, 250, p.mid), (34, 190, p.soft), (34, 160, p.coral), (0, 210, p.mid))):
        yy = y + h * .1 + i * h * .165
        g.rect(x + w * .06 + dx, yy, wd, h * .13, col, 9)
        g.rect(x + w * .06 + dx + 24, yy + h * .12, 34, 10, col, 4)
        g.line([(x + w * .06 + dx + 24, yy + h * .065), (x + w * .06 + dx + wd * .6, yy + h * .065)], p.white if col != p.soft else p.primary, 7, .9)
    ox, oy, k = x + w * .58, y + h * .12, h * .152
    for r in range(5):
        for q in range(5):
            g.rect(ox + q * k * 1.02 + 2, oy + r * k + 2, k - 4, k - 4, p.white, 5, .1)
    path = [(0, 4), (0, 2), (2, 2), (2, 1), (4, 1)]
    g.line([(ox + (a + .5) * k * 1.02, oy + (b + .5) * k) for a, b in path], p.accent, 9)
    for a, b in (path[0], path[-1]):
        g.dot(ox + (a + .5) * k * 1.02, oy + (b + .5) * k, 15, p.white)


def group(g, p):
    """A discussion group: everybody has a thought, and the teacher listens from behind."""
    c = cast(p)
    t.room(g, p, 780)
    t.window(g, p, 60, 120, 260, 360, curtain=p.soft)
    t.window(g, p, 1580, 120, 260, 360, curtain=p.soft)
    t.screen(g, p, 690, 100, 520, 290, lambda *a: t.geometry(g, p, *a), bezel=11)
    t.plant(g, p, 400, 780, 1.1, 'spike')
    person(g, 950, 232, 48, c['lin'], mood='smile', hands=((-.5, 4.1), (.6, 4.0)), legs='stand')
    t.bubble(g, p, 470, 96, 150, 120, 'left', draw=lambda x, y: t.bulb(g, p, x, y - 4, 1.05))
    t.bubble(g, p, 1290, 92, 150, 120, 'right', draw=lambda x, y: t.mini_bars(g, p, x - 60, y - 54, 120, 108, (.4, .62, .95)))
    person(g, 500, 322, 68, c['qi'], turn=.5, mood='talk', hands=((-1.2, 3.9), (1.9, 1.7)))
    person(g, 760, 345, 70, c['ming'], turn=.25, mood='smile', hands=((-1.2, 3.9), (1.2, 3.9)), pitch=.3)
    person(g, 1140, 345, 70, c['lan'], turn=-.3, mood='glad', hands=((-1.2, 3.9), (1.3, 3.9)))
    person(g, 1400, 322, 68, c['tao'], turn=-.5, mood='talk', hands=((-2.1, 1.9), (1.2, 3.9)), point=(0,))
    t.table(g, p, 280, 668, 1340, 30, 110, front=mix(p.soft, p.white, .4))
    g.poly([(720, 580), (1180, 580), (1230, 650), (670, 650)], p.white)
    for x, y, k in ((800, 602, p.accent), (950, 596, p.primary), (1100, 602, p.mid), (870, 630, p.mid), (1030, 630, p.accent)):
        g.ell(x, y, 40, 13, k)
    for a, b in (((800, 602), (870, 630)), ((950, 596), (870, 630)), ((950, 596), (1030, 630)), ((1100, 602), (1030, 630))):
        g.line([a, b], p.deep2, 4, .5)
    t.tablet_flat(g, p, 520, 626, 150, 42)
    t.tablet_flat(g, p, 1380, 626, 150, 42)
    t.pens(g, p, 630, 610, .75)
    t.cup(g, p, 1275, 618, .8, p.accent)


def library(g, p):
    """The reading corner: shelves to the ceiling, a round window, a bench, cushions."""
    c = cast(p)
    t.room(g, p, 660)
    t.shelf(g, p, 30, 40, 560, 570, 4, 0, gap=(1, 4))
    t.shelf(g, p, 1310, 40, 560, 570, 4, 4, gap=(2, 7))
    with g.clip(lambda: g.p_ell(950, 270, 250, 235)):
        t.hills(g, p, 690, 30, 520, 480)
        g.poly([(800, 20), (900, 20), (720, 520), (620, 520)], '#ffffff', .2)
    g.ring(950, 270, 244, p.white, 20)
    g.rect(943, 34, 14, 474, p.white)
    g.rect(706, 264, 488, 12, p.white)
    t.sunbeam(g, p, [(780, 120), (1120, 120), (1400, 940), (600, 940)], .55)
    t.lamp(g, p, 640, 110, p.accent, 100)
    t.lamp(g, p, 1260, 110, p.accent, 100)
    g.ell(950, 880, 760, 120, p.mid, .35)
    g.ell(950, 876, 640, 94, p.soft, .9)
    # the window bench
    g.rect(600, 560, 700, 60, light(p.wood, .1), 10)
    g.rect(600, 612, 700, 120, dark(p.wood, .12), 4)
    for x in (640, 880, 1120):
        g.rect(x, 632, 150, 78, dark(p.wood, .24), 6)
    for x, col in ((660, p.accent), (1240, p.primary)):
        with g.at(x, 528, turn=-10 if x < 900 else 10):
            g.rect(-48, -42, 96, 84, col, 22)
    sit = (((-.86, 4.7), (-.8, 5.95)), ((.86, 4.7), (.84, 5.95)))
    book = lambda col: (lambda g: g_book(g, p, col))
    person(g, 830, 292, 62, c['lan'], turn=.3, pitch=.9, hands=((-.75, 3.55), (.75, 3.55)), legs=sit, grip=(0, 1), hold=book(p.accent))
    person(g, 1080, 300, 62, c['hao'], turn=-.3, pitch=.6, hands=((-.75, 3.55), (.75, 3.55)), legs=sit, grip=(0, 1), hold=book(p.coral))
    # two more on cushions
    for x, col in ((450, p.primary), (1450, p.coral)):
        g.glow(x, 800, 190, 34, '#0b1a30', .26)
        g.blob([(x - 150, 790), (x - 165, 690), (x - 90, 600), (x + 60, 590), (x + 150, 660), (x + 168, 760), (x + 120, 806), (x - 90, 808)], col)
        g.blob([(x + 20, 806), (x + 110, 720), (x + 120, 640), (x + 165, 720), (x + 160, 790), (x + 100, 808)], '#0b1a30', .1)
    lap = (((-1.25, 4.7), (-.35, 5.5)), ((1.25, 4.7), (.35, 5.55)))
    person(g, 460, 405, 66, c['bei'], turn=.35, pitch=.5, hands=((-.75, 3.6), (.75, 3.6)), legs=lap, grip=(0, 1),
           hold=lambda g: lap_tablet(g, p))
    person(g, 1440, 405, 66, c['xin'], turn=-.35, pitch=.6, mood='smile', hands=((-.75, 3.6), (.75, 3.6)), legs=lap, grip=(0, 1),
           hold=book(p.accent))
    for x, col in ((640, p.coral), (1240, p.mid)):
        g.rect(x - 60, 842, 120, 18, col, 4)
        g.rect(x - 50, 826, 112, 17, p.accent if col != p.accent else p.primary, 4)
        g.rect(x - 56, 811, 104, 16, p.white, 4)


def lap_tablet(g, p):
    with g.at(0, 3.3, 1 / 66):
        t.tablet(g, p, 0, 0, 128, 96, None, 0, p.deep2)


def g_book(g, p, col):
    t.book_open(g, p, 0, 3.35, .0165, col)


def home(g, p):
    """Evening at home: lamp, desk, night in the window, and the AI tutor on the screen."""
    c = cast(p)
    wall = mix(p.deep2, p.deep, .35)
    g.rect(0, 0, g.w, 1000, g.lin(0, 0, g.w, 0, (0, mix(wall, p.mid, .22)), (.5, wall), (1, mix(wall, p.deep, .5))))
    # the door to the warm room, with mother and a glass of milk
    g.rect(60, 90, 330, 910, mix(p.accent, '#fff2d6', .55))
    g.rect(60, 90, 330, 910, g.lin(60, 0, 390, 0, (0, '#e9a54b', .35), (1, '#ffffff', 0)))
    g.box_line(54, 84, 342, 930, mix(p.wood, '#3a2a1a', .25), 22, 4)
    person(g, 230, 268, 52, c['su'], turn=.5, mood='smile', hands=((-.7, 4.6), (1.35, 3.6)), legs='stand', grip=(1,))
    t.cup(g, p, 322, 478, .8, p.white)
    t.window(g, p, 520, 80, 520, 380, view=lambda *a: night(g, p, *a), panes=2, night=True, curtain=mix(p.primary, p.deep, .35))
    t.shelf(g, p, 1560, 110, 300, 300, 2, 3, wood=mix(p.wood, '#3a2a1a', .3), gap=(1,))
    # the pool of lamplight
    g.glow(800, 560, 640, 420, '#ffd58a', .5)
    g.poly([(640, 360), (700, 300), (1010, 640), (560, 640)], g.lin(660, 330, 780, 640, (0, '#fff0c4', .5), (1, '#fff0c4', .05)))
    girl = copy.copy(c['yue'])
    girl.kind, girl.top, girl.scarf = 'sweater', p.accent, None
    person(g, 800, 322, 74, girl, turn=.55, mood='smile', hands=((-1.0, 3.75), (1.75, 3.75)), grip=(1,))
    g.rect(330, 660, 1480, 34, dark(p.wood, .22), 6)
    g.poly([(420, 588), (1720, 588), (1810, 664), (330, 664)], g.lin(420, 0, 1720, 0, (0, light(p.wood, .1)), (.35, '#ffe6bb'), (1, dark(p.wood, .25))))
    g.rect(400, 694, 1340, 306, mix(p.deep, '#000814', .25))
    for x in (1130, 1430):
        g.rect(x, 720, 270, 110, mix(p.deep, p.wood, .3), 8)
        g.rect(x + 100, 768, 70, 12, p.accent, 6)
    # notebook under the pencil, lamp, screen
    g.poly([(830, 622), (1010, 622), (1030, 650), (830, 652)], p.white)
    g.poly([(650, 622), (826, 622), (826, 652), (640, 650)], '#f4f6fa')
    for i in range(3):
        g.line([(670, 628 + i * 8), (800, 628 + i * 8)], p.mid, 2.6, .8)
        g.line([(850, 628 + i * 8), (960, 628 + i * 8)], p.mid, 2.6, .8)
    with g.at(800, 322, 74):
        g.line([(1.85, 3.4), (2.2, 4.2)], p.accent, .12)
    g.ell(520, 640, 70, 16, p.deep)
    g.line([(520, 634), (470, 420), (590, 300)], p.primary, 16)
    g.dot(470, 420, 15, p.accent)
    with g.at(600, 300, turn=38):
        g.path('M -20 -40 L 70 -46 C 90 -20 90 20 70 46 L -20 40 Z', p.primary)
        g.ell(74, 0, 16, 46, '#fff3cf')
    g.rect(1260, 596, 110, 18, mix(p.deep, p.mid, .3), 6)
    g.rect(1300, 540, 30, 64, mix(p.deep, p.mid, .3))
    g.glow(1315, 380, 420, 330, p.mid, .36)
    t.screen(g, p, 1090, 190, 450, 340, lambda *a: tutor(g, p, *a), bezel=12)
    t.cup(g, p, 1590, 640, .9, p.accent)
    t.plant(g, p, 1680, 640, .5, 'round')


def tutor(g, p, x, y, w, h):
    """The tutor on the screen: robot at the left, a hint in steps at the right."""
    g.rect(x, y, w, h, g.lin(x, y, x, y + h, (0, p.primary), (1, p.deep2)))
    t.robot(g, p, x + w * .24, y + h * 1.02, .82, look=-.4)
    g.rect(x + w * .48, y + h * .12, w * .46, h * .36, p.white, 18)
    g.poly([(x + w * .5, y + h * .36), (x + w * .5, y + h * .46), (x + w * .42, y + h * .46)], p.white)
    t.mini_lines(g, p, x + w * .54, y + h * .17, w * .34, h * .26, 3, p.mid, 1)
    for i in range(3):
        yy = y + h * (.6 + i * .13)
        g.dot(x + w * .54, yy, 13, p.accent if i == 0 else p.mid)
        g.line([(x + w * .6, yy), (x + w * (.9, .8, .86)[i], yy)], p.white, 10, .8)


def night(g, p, x, y, w, h):
    g.rect(x, y, w, h, g.lin(x, y, x, y + h, (0, mix(p.deep, '#000814', .4)), (1, mix(p.deep2, p.mid, .45))))
    g.glow(x + w * .76, y + h * .25, 90, 90, p.accent, .3)
    g.dot(x + w * .76, y + h * .25, 34, '#ffe7b0')
    for i, (sx, sy) in enumerate(((.1, .15), (.24, .3), (.38, .1), (.55, .22), (.9, .45), (.46, .38), (.16, .42))):
        g.dot(x + w * sx, y + h * sy, 3 + i % 2, '#ffffff', .9)
    for i, (bx, bw, bh) in enumerate(((0, .17, .3), (.15, .12, .46), (.26, .2, .26), (.44, .13, .4), (.56, .2, .3), (.74, .12, .5), (.85, .2, .34))):
        col = mix(p.deep, p.mid, .1 + .08 * (i % 3))
        g.rect(x + w * bx, y + h * (1 - bh), w * bw, h * bh, col)
        for r in range(int(bh * 16)):
            for q in range(3):
                if (i + r * 2 + q * 3) % 4 < 2:
                    g.rect(x + w * (bx + bw * (.18 + .26 * q)), y + h * (1 - bh) + 12 + r * 19, w * bw * .14, 9, '#ffd77f', 1, .9)


SCENES = {'hero': hero, 'prep': prep, 'dash': dash, 'tablet': tablet, 'robot': robot, 'group': group, 'library': library,
          'home': home}
