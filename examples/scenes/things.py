# SPDX-License-Identifier: Apache-2.0
"""Rooms and what stands in them. x, y is the top left corner of a thing that hangs, the middle of the foot of a thing
that stands. Sizes are scene units.
"""
import math
import cairo
from .kit import dark, light, mix


# ---- rooms

def room(g, p, floor_y, wall=None, floor=None, dado=True, boards=True):
    """Wall, skirting and a floor whose boards run to a vanishing point above the middle."""
    wall = wall or p.pale
    floor = floor or p.floor
    g.rect(0, 0, g.w, floor_y, g.lin(0, 0, 0, floor_y, (0, mix(wall, '#ffffff', .5)), (1, wall)))
    if dado:
        g.rect(0, floor_y - 120, g.w, 120, mix(wall, p.mid, .16))
        g.rect(0, floor_y - 126, g.w, 8, mix(wall, p.mid, .4))
    g.rect(0, floor_y, g.w, g.h - floor_y, g.lin(0, floor_y, 0, g.h, (0, dark(floor, .1)), (1, light(floor, .12))))
    if boards:
        vx, vy = g.w / 2, floor_y - 420
        for i in range(-16, 17):
            x = g.w / 2 + i * 170
            k = (floor_y - vy) / (g.h - vy)
            g.line([(vx + (x - vx) * k, floor_y), (x, g.h)], dark(floor, .2), 2.2, .5)
    g.rect(0, floor_y - 14, g.w, 14, p.white)
    g.rect(0, floor_y, g.w, 10, '#0b1a30', a=.14)


def hills(g, p, x, y, w, h, night=False, far=None):
    """What one sees outside: sky, sun or moon, two ranges of hills, trees."""
    sky = ('#1b3566', '#3d5f96') if night else (mix(p.soft, '#ffffff', .1), '#ffffff')
    g.rect(x, y, w, h, g.lin(x, y, x, y + h, (0, sky[0]), (1, sky[1])))
    c1, c2 = (mix(p.deep, p.mid, .3), mix(p.deep, p.mid, .16)) if night else (mix(p.soft, p.leaf, .32), mix(p.soft, p.leaf, .66))
    if not night:
        g.dot(x + w * .72, y + h * .24, h * .09, mix(p.accent, '#ffffff', .25))
        for cx, cy, s in ((.22, .2, 1), (.5, .32, .7)):
            cloud(g, x + w * cx, y + h * cy, h * .09 * s, '#ffffff', .95)
    g.blob([(x - w * .2, y + h * 1.3), (x - .1 * w, y + h * .7), (x + w * .25, y + h * .48), (x + w * .55, y + h * .68),
            (x + w * .85, y + h * .52), (x + w * 1.2, y + h * .75), (x + w * 1.2, y + h * 1.3)], c1)
    g.blob([(x - w * .2, y + h * 1.3), (x - w * .1, y + h * .82), (x + w * .3, y + h * .8), (x + w * .62, y + h * .74),
            (x + w * 1.1, y + h * .86), (x + w * 1.2, y + h * 1.3)], c2)


def cloud(g, x, y, s, colour, a=1.0):
    for dx, dy, r in ((-1.1, .2, .6), (-.4, -.15, .85), (.5, -.05, .75), (1.2, .25, .5)):
        g.dot(x + dx * s, y + dy * s, r * s, colour, a)
    g.rect(x - 1.6 * s, y + .1 * s, 3.2 * s, .66 * s, colour, .33 * s, a)


def window(g, p, x, y, w, h, view=None, panes=2, night=False, curtain=None, sill=True):
    """A window with a view(g, x, y, w, h), frame, glass light and sill."""
    g.shade_box(x - 10, y - 10, w + 20, h + 20, 8, 14, .08, 6)
    with g.clip(lambda: g.p_rect(x, y, w, h)):
        (view or (lambda *a: hills(g, p, *a, night=night)))(x, y, w, h)
        g.poly([(x + w * .1, y), (x + w * .34, y), (x - w * .06, y + h), (x - w * .3, y + h)], '#ffffff', .06 if night else .22)
        g.poly([(x + w * .72, y), (x + w * .8, y), (x + w * .4, y + h), (x + w * .32, y + h)], '#ffffff', .05 if night else .18)
    fr = mix(p.wood, '#3a2a1a', .25) if night else p.white
    for i in range(1, panes):
        g.rect(x + w * i / panes - 5, y, 10, h, fr)
    g.rect(x, y + h * .3 - 4, w, 8, fr)
    g.box_line(x, y, w, h, fr, 16, 3)
    g.box_line(x + 8, y + 8, w - 16, h - 16, '#0b1a30', 2.5, 1, .12)
    if sill:
        g.rect(x - 26, y + h + 6, w + 52, 20, fr, 4)
        g.rect(x - 20, y + h + 26, w + 40, 8, '#0b1a30', 2, .1)
    if curtain:
        for s in (-1, 1):
            x0 = x - 34 if s < 0 else x + w + 34
            d = -s * w * .22
            g.path(f'M {x0} {y - 26} L {x0 + d} {y - 26} C {x0 + d} {y + h * .4} {x0 + d * .5} {y + h * .6} {x0 + d * .45} {y + h + 60} '
                   f'L {x0} {y + h + 60} Z', curtain)
            for k in (.25, .5, .75):
                g.stroke(f'M {x0 + d * k} {y - 26} C {x0 + d * k} {y + h * .4} {x0 + d * k * .5} {y + h * .6} {x0 + d * k * .45} {y + h + 60}',
                         dark(curtain, .14), 4, .8)
        g.rect(x - 56, y - 36, w + 112, 12, p.wood2, 6)


def sunbeam(g, p, pts, a=.2):
    ys = [q[1] for q in pts]
    g.poly(pts, g.lin(0, min(ys), 0, max(ys), (0, '#fff6dd', 0), (.35, '#fff6dd', a * .8), (1, '#fff6dd', 0)))


def lamp(g, p, x, y, colour, w=110, cord=True):
    """A pendant lamp whose lower edge is at y."""
    if cord:
        g.line([(x, 0), (x, y - w * .5)], dark(colour, .4), 5)
    g.poly([(x - w * .42, y), (x + w * .42, y), (x + w * 1.5, y + 420), (x - w * 1.5, y + 420)],
           g.lin(0, y, 0, y + 420, (0, '#fff3cf', .34), (1, '#fff3cf', 0)))
    g.path(f'M {x - w * .5} {y} C {x - w * .48} {y - w * .55} {x + w * .48} {y - w * .55} {x + w * .5} {y} Z', colour)
    g.ell(x, y, w * .5, w * .085, dark(colour, .3))
    g.ell(x, y + 1, w * .36, w * .055, '#fff3cf')


def clock(g, p, x, y, r):
    g.shade_box(x - r, y - r, 2 * r, 2 * r, r, 10, .1, 5)
    g.dot(x, y, r, p.white)
    g.ring(x, y, r - 4, p.primary, 8)
    for i in range(12):
        a = math.radians(i * 30)
        g.line([(x + math.cos(a) * r * .68, y + math.sin(a) * r * .68), (x + math.cos(a) * r * .76, y + math.sin(a) * r * .76)], p.deep, 4)
    g.line([(x, y), (x - r * .3, y - r * .38)], p.deep, 6)
    g.line([(x, y), (x + r * .42, y - r * .32)], p.accent, 5)


# ---- things that grow, stand, lie about

def leaf(g, x, y, turn, length, width, colour):
    with g.at(x, y, turn=turn):
        g.path(f'M 0 0 C {width} {-length * .3} {width * .8} {-length * .75} 0 {-length} C {-width * .8} {-length * .75} {-width} {-length * .3} 0 0 Z', colour)
        with g.clip(lambda: g.p_rect(0, -length, width * 1.5, length)):
            g.path(f'M 0 0 C {width} {-length * .3} {width * .8} {-length * .75} 0 {-length} C {-width * .8} {-length * .75} {-width} {-length * .3} 0 0 Z',
                   dark(colour, .14))
        g.line([(0, -4), (0, -length * .85)], light(colour, .25), max(1.5, width * .06))


def plant(g, p, x, y, s=1.0, kind='broad', pot=None):
    """A pot plant standing on y."""
    pot = pot or p.white
    g.glow(x, y, 70 * s, 14 * s, '#0b1a30', .22)
    top = y - 78 * s
    col = mix(p.leaf, p.primary, .15)
    if kind == 'broad':
        for t, l, w, k in ((-62, 150, 42, .2), (58, 140, 42, .1), (-34, 210, 46, 0), (30, 200, 46, .25), (-4, 240, 46, .12)):
            leaf(g, x + t * .1 * s, top + 8 * s, t, l * s, w * s * .85, mix(col, '#ffffff', k))
    elif kind == 'spike':
        for t, l, k in ((-30, 190, .15), (26, 180, 0), (-14, 240, 0), (12, 250, .2), (0, 210, .3), (-46, 120, .25), (42, 120, .1)):
            leaf(g, x + t * .4 * s, top + 8 * s, t, l * s, 17 * s, mix(col, '#ffffff', k))
    else:
        for i, (dx, dy, r) in enumerate(((-40, -50, 46), (38, -56, 44), (0, -100, 56), (-20, -140, 40), (26, -138, 36), (0, -40, 40))):
            g.dot(x + dx * s, top + dy * s * .8, r * s, mix(col, '#ffffff', .08 * (i % 4)))
    g.path(f'M {x - 50 * s} {top} L {x + 50 * s} {top} L {x + 36 * s} {y} L {x - 36 * s} {y} Z', pot)
    g.path(f'M {x + 14 * s} {top} L {x + 50 * s} {top} L {x + 36 * s} {y} L {x + 8 * s} {y} Z', '#0b1a30', .09)
    g.rect(x - 56 * s, top - 8 * s, 112 * s, 22 * s, mix(pot, p.mid, .12), 6 * s)


def cup(g, p, x, y, s=1.0, colour=None):
    c = colour or p.white
    g.ring(x + 20 * s, y - 24 * s, 13 * s, dark(c, .06), 7 * s)
    g.path(f'M {x - 22 * s} {y - 50 * s} L {x + 22 * s} {y - 50 * s} L {x + 18 * s} {y} L {x - 18 * s} {y} Z', c)
    g.path(f'M {x + 6 * s} {y - 50 * s} L {x + 22 * s} {y - 50 * s} L {x + 18 * s} {y} L {x + 5 * s} {y} Z', '#0b1a30', .1)
    g.ell(x, y - 50 * s, 22 * s, 5 * s, dark(c, .14))


def pens(g, p, x, y, s=1.0):
    for dx, t, c in ((-10, -12, p.accent), (0, 3, p.primary), (10, 14, p.coral)):
        with g.at(x + dx * s, y - 30 * s, s, t):
            g.rect(-5, -62, 10, 62, c, 3)
            g.poly([(-5, -60), (5, -60), (0, -76)], p.wood)
    g.rect(x - 24 * s, y - 52 * s, 48 * s, 52 * s, p.deep2, 6 * s)
    g.rect(x - 24 * s, y - 40 * s, 48 * s, 8 * s, p.mid)


BOOKS = (0, 3, 1, 4, 2, 0, 5, 1, 3, 0, 2, 4, 1, 5, 0, 2, 3, 1)


def book_row(g, p, x, y, w, h, seed=0):
    """Books standing on y, as wide as w; seed shifts the order of colours."""
    cols = (p.primary, p.mid, p.accent, p.white, p.deep2, p.coral)
    i, at = seed, x
    while at < x + w - 10:
        k = BOOKS[i % 18]
        bw, bh = 15 + (k * 7 + i * 3) % 16, h * (.66 + ((k * 5 + i * 7) % 10) / 32)
        if at + bw > x + w:
            break
        c = cols[k]
        if i % 9 == 7 and at + bh * .4 + bw < x + w:           # one leans
            with g.at(at + 4, y, turn=11):
                g.rect(0, -bh, bw, bh, c, 2)
            at += bw + bh * .22
        else:
            g.rect(at, y - bh, bw, bh, c, 2)
            g.rect(at + bw * .66, y - bh, bw * .34, bh, '#0b1a30', 1, .1)
            g.rect(at + 3, y - bh + 9, bw - 6, 5, light(c, .55) if c != p.white else p.soft, a=.9)
            if k % 2:
                g.rect(at + 3, y - 22, bw - 6, 5, light(c, .4) if c != p.white else p.mid, a=.9)
            at += bw + 1.5
        i += 1


def shelf(g, p, x, y, w, h, rows=3, seed=0, wood=None, back=True, gap=(), frame=14):
    """A bookcase; gap: numbers of compartments of the form row*2+half that hold an ornament in place of books."""
    wood = wood or p.wood
    g.shade_box(x, y, w, h, 6, 18, .12, 8)
    g.rect(x, y, w, h, wood, 6)
    rh = (h - frame) / rows
    for r in range(rows):
        cy, ch = y + frame + r * rh, rh - frame
        g.rect(x + frame, cy, w - 2 * frame, ch, dark(wood, .26) if back else p.pale)
        g.rect(x + frame, cy, w - 2 * frame, 12, '#0b1a30', a=.14)
        half = (w - 2 * frame) / 2
        for k in (0, 1):
            x0 = x + frame + k * half + 6
            if r * 2 + k in gap:
                book_row(g, p, x0, cy + ch, half * .4, ch * .95, seed + r * 5 + k * 3)
                plant(g, p, x0 + half * .72, cy + ch, ch / 330, ('broad', 'spike', 'round')[(r + k) % 3], p.accent)
            else:
                book_row(g, p, x0, cy + ch, half - 12, ch * .95, seed + r * 5 + k * 3)
        g.rect(x, cy + ch, w, frame, light(wood, .12))
    g.rect(x, y, frame, h, light(wood, .18), 3)
    g.rect(x + w - frame, y, frame, h, dark(wood, .1), 3)


def table(g, p, x, y, w, thick=26, top=70, colour=None, leg=None, foot=940, front=None):
    """A table seen a little from above: y is the front edge, top the depth of its upper side. front: the colour of
    the boards that close it towards the viewer; people sit behind it."""
    c = colour or p.wood
    inset = min(w * .05, 70)
    g.glow(x + w / 2, foot - 6, w * .52, 34, '#0b1a30', .24)
    for lx in (x + 46, x + w - 46):
        g.poly([(lx - 15, y), (lx + 15, y), (lx + 9, foot), (lx - 9, foot)], leg or dark(c, .28))
    if front:
        g.rect(x + 62, y + thick, w - 124, foot - y - thick - 22, g.lin(0, y, 0, foot, (0, dark(front, .2)), (.3, front), (1, front)))
        n = max(3, round(w / 260))
        for i in range(1, n):
            g.line([(x + 62 + (w - 124) * i / n, y + thick), (x + 62 + (w - 124) * i / n, foot - 22)], dark(front, .18), 3)
    g.poly([(x + inset, y - top), (x + w - inset, y - top), (x + w, y), (x, y)], g.lin(0, y - top, 0, y, (0, light(c, .16)), (1, c)))
    g.rect(x, y, w, thick, dark(c, .13), 5)
    g.rect(x + 14, y + thick, w - 28, 12, '#0b1a30', a=.16)


def laptop(g, p, x, y, w=150, back=True, lit=None):
    """Standing on y, seen from behind (the lid) or from the front (the screen)."""
    h = w * .62
    g.glow(x, y + 2, w * .62, 10, '#0b1a30', .25)
    if back:
        c = p.white
        g.path(f'M {x - w / 2} {y - 4} L {x - w * .47} {y - h} Q {x - w * .46} {y - h - 8} {x - w * .42} {y - h - 8} L {x + w * .42} {y - h - 8} '
               f'Q {x + w * .46} {y - h - 8} {x + w * .47} {y - h} L {x + w / 2} {y - 4} Z', mix(c, p.mid, .22))
        g.path(f'M {x + w * .1} {y - 4} L {x + w * .3} {y - h - 8} L {x + w * .42} {y - h - 8} Q {x + w * .46} {y - h - 8} {x + w * .47} {y - h} L {x + w / 2} {y - 4} Z',
               '#0b1a30', .07)
        g.dot(x, y - h * .52, w * .07, p.white)
        g.dot(x, y - h * .52, w * .034, p.accent)
    else:
        g.rect(x - w / 2, y - h - 6, w, h, p.deep, 8)
        g.rect(x - w / 2 + 8, y - h + 2, w - 16, h - 14, p.pale, 3)
        (lit or (lambda *a: mini_bars(g, p, *a)))(x - w / 2 + 8, y - h + 2, w - 16, h - 14)
    g.rect(x - w * .56, y - 7, w * 1.12, 10, mix(p.white, p.mid, .4), 5)


def tablet(g, p, x, y, w, h, draw=None, turn=0, paper=None):
    """A tablet lying or held, centre at x, y."""
    with g.at(x, y, turn=turn):
        g.rect(-w / 2, -h / 2, w, h, p.deep, 12)
        b = min(w, h) * .07
        g.rect(-w / 2 + b, -h / 2 + b, w - 2 * b, h - 2 * b, paper or p.white, 4)
        if draw:
            with g.clip(lambda: g.p_rect(-w / 2 + b, -h / 2 + b, w - 2 * b, h - 2 * b, 4)):
                draw(-w / 2 + b, -h / 2 + b, w - 2 * b, h - 2 * b)


def sheet(g, p, x, y, w, h, turn=0, marks=5, mark=None, lay=False):
    """A sheet of paper with grey lines, centre at x, y; lay: seen flat on a table from the front."""
    with g.at(x, y, turn=turn):
        if lay:
            g.c.transform(cairo.Matrix(1, 0, -.25, .34, 0, 0))
        g.rect(-w / 2 + 4, -h / 2 + 5, w, h, '#0b1a30', 3, .14)
        g.rect(-w / 2, -h / 2, w, h, p.white, 3)
        for i in range(marks):
            yy = -h * .36 + i * h * .72 / max(marks - 1, 1)
            k = (.62, .74, .55, .7, .4)[i % 5]
            g.line([(-w * .36, yy), (-w * .36 + w * k, yy)], mark or p.soft, max(3, h * .03))


def book_open(g, p, x, y, s=1.0, cover=None):
    """An open book held or lying, seen from the reader's other side."""
    c = cover or p.accent
    g.path(f'M {x - 62 * s} {y - 36 * s} L {x} {y - 26 * s} L {x + 62 * s} {y - 36 * s} L {x + 62 * s} {y + 34 * s} L {x} {y + 44 * s} L {x - 62 * s} {y + 34 * s} Z', c)
    g.path(f'M {x} {y - 26 * s} L {x + 62 * s} {y - 36 * s} L {x + 62 * s} {y + 34 * s} L {x} {y + 44 * s} Z', '#0b1a30', .12)
    g.path(f'M {x - 56 * s} {y - 42 * s} Q {x - 20 * s} {y - 46 * s} {x} {y - 30 * s} Q {x + 20 * s} {y - 46 * s} {x + 56 * s} {y - 42 * s} L {x + 58 * s} {y - 34 * s} '
           f'L {x} {y - 24 * s} L {x - 58 * s} {y - 34 * s} Z', p.white)
    g.line([(x, y - 24 * s), (x, y + 42 * s)], dark(c, .25), 4 * s)
    g.rect(x - 44 * s, y - 12 * s, 28 * s, 6 * s, light(c, .6))


def bubble(g, p, x, y, w, h, tail='left', colour=None, draw=None):
    """A speech bubble; the tail points down to the left or right. draw(cx, cy) fills it."""
    c = colour or p.white
    g.shade_box(x, y, w, h, 26, 12, .1, 6)
    g.rect(x, y, w, h, c, 26)
    tx = x + w * (.26 if tail == 'left' else .74)
    d = -1 if tail == 'left' else 1
    g.poly([(tx - 20, y + h - 4), (tx + 20, y + h - 4), (tx + d * 26, y + h + 34)], c)
    if draw:
        draw(x + w / 2, y + h / 2)


def bulb(g, p, x, y, s, colour=None):
    c = colour or p.accent
    g.dot(x, y - 8 * s, 24 * s, c)
    g.poly([(x - 17 * s, y + 6 * s), (x + 17 * s, y + 6 * s), (x + 11 * s, y + 24 * s), (x - 11 * s, y + 24 * s)], c)
    g.rect(x - 11 * s, y + 26 * s, 22 * s, 6 * s, p.deep2, 3 * s)
    g.rect(x - 8 * s, y + 34 * s, 16 * s, 6 * s, p.deep2, 3 * s)
    g.stroke(f'M {x - 13 * s} {y - 12 * s} Q {x - 9 * s} {y - 24 * s} {x + 1 * s} {y - 24 * s}', '#ffffff', 4.5 * s, .85)
    for a in (-150, -115, -65, -30):
        r = math.radians(a)
        g.line([(x + math.cos(r) * 33 * s, y - 8 * s + math.sin(r) * 33 * s), (x + math.cos(r) * 42 * s, y - 8 * s + math.sin(r) * 42 * s)], c, 4.5 * s)


def gear(g, x, y, r, colour, hole, teeth=8):
    for i in range(teeth):
        with g.at(x, y, turn=360 / teeth * i):
            g.rect(-r * .17, -r, r * .34, r * .5, colour, r * .06)
    g.dot(x, y, r * .76, colour)
    g.dot(x, y, r * .34, hole)


# ---- screens and what they show

def screen(g, p, x, y, w, h, draw=None, back=None, bezel=12, stand=False, rim=None):
    """A display on the wall. draw(x, y, w, h) fills the glass."""
    g.shade_box(x - bezel, y - bezel, w + 2 * bezel, h + 2 * bezel, 14, 26, .2, 12)
    g.rect(x - bezel, y - bezel, w + 2 * bezel, h + 2 * bezel, rim or '#1c2230', 14)
    g.rect(x, y, w, h, back or g.lin(x, y, x + w, y + h, (0, p.deep), (1, p.primary)), 4)
    with g.clip(lambda: g.p_rect(x, y, w, h, 4)):
        if draw:
            draw(x, y, w, h)
        g.poly([(x + w * .62, y), (x + w * .9, y), (x + w * .56, y + h), (x + w * .28, y + h)], '#ffffff', .035)


def mini_bars(g, p, x, y, w, h, values=(.4, .6, .5, .8, .95), hot=-1, colours=None, pad=.12):
    n = len(values)
    bw = w * (1 - 2 * pad) / (n * 1.6 - .6)
    for i, v in enumerate(values):
        c = p.accent if i == hot % n else (colours or p.mid)
        bh = h * (1 - 2 * pad) * v
        g.rect(x + w * pad + i * bw * 1.6, y + h * (1 - pad) - bh, bw, bh, c, bw * .18)


def mini_line(g, p, x, y, w, h, values=(.25, .4, .34, .55, .5, .78, .9), colour=None, area=True, lw=None):
    c = colour or p.accent
    pts = [(x + w * (.06 + .88 * i / (len(values) - 1)), y + h * (.92 - .8 * v)) for i, v in enumerate(values)]
    if area:
        g.poly(pts + [(pts[-1][0], y + h * .94), (pts[0][0], y + h * .94)], g.lin(0, y, 0, y + h, (0, c, .42), (1, c, .03)))
    g.line(pts, c, lw or max(4, h * .028))
    for q in pts[::2]:
        g.dot(*q, max(5, h * .034), p.white)


def mini_donut(g, p, cx, cy, r, parts=((0, 205, 'a'), (212, 290, 'm'), (297, 353, 's')), w=None):
    for a, b, k in parts:
        g.c.set_line_cap(0)
        g.ring(cx, cy, r, {'a': p.accent, 'm': p.mid, 's': p.soft}[k], w or r * .38, 1, a - 90, b - 90)
        g.c.set_line_cap(1)


def mini_lines(g, p, x, y, w, h, n=4, colour=None, hot=1):
    for i in range(n):
        k = (.9, .62, .78, .5, .7)[i % 5]
        g.line([(x, y + h * (i + .5) / n), (x + w * k, y + h * (i + .5) / n)], p.accent if i == hot else (colour or p.soft), h / n * .28)


def panel(g, p, x, y, w, h, a=.1, r=10):
    g.rect(x, y, w, h, '#ffffff', r, a)


def dashboard(g, p, x, y, w, h):
    """A class dashboard: ring, trend, seats, bars, list."""
    m = h * .045
    lw = w * .27
    panel(g, p, x + m, y + m, lw, h * .5)
    mini_donut(g, p, x + m + lw / 2, y + m + h * .25, min(lw, h * .5) * .33)
    g.dot(x + m + lw / 2, y + m + h * .25, min(lw, h * .5) * .1, p.white, .9)
    panel(g, p, x + 2 * m + lw, y + m, w - lw - 3 * m, h * .5)
    for i in range(1, 4):
        yy = y + m + h * .5 * i / 4
        g.line([(x + 3 * m + lw, yy), (x + w - 2 * m, yy)], p.white, 2, .18)
    mini_line(g, p, x + 2 * m + lw, y + m, w - lw - 3 * m, h * .5)
    y2, h2 = y + h * .5 + 2 * m, h * .5 - 3 * m
    k = (w - 4 * m) / 3
    panel(g, p, x + m, y2, k, h2)
    n, gap = 8, k * .07
    cell = min((k - gap * 2) / n, (h2 - gap * 1.4) / 5)
    ox = x + m + (k - cell * n) / 2
    oy = y2 + (h2 - cell * 5) / 2
    for r in range(5):
        for c in range(n):
            q = (r * 5 + c * 3 + r * c) % 9
            col = p.accent if q == 7 else (p.mid if q in (1, 2, 5) else p.soft)
            g.rect(ox + c * cell + cell * .1, oy + r * cell + cell * .1, cell * .8, cell * .8, col, cell * .2, .55 if q == 4 else .95)
    panel(g, p, x + 2 * m + k, y2, k, h2)
    mini_bars(g, p, x + 2 * m + k, y2, k, h2, (.45, .6, .4, .75, .66, .95))
    panel(g, p, x + 3 * m + 2 * k, y2, k, h2)
    for i in range(3):
        yy = y2 + h2 * (.25 + .25 * i)
        v = (.85, .62, .74)[i]
        g.line([(x + 3 * m + 2 * k + k * .12, yy), (x + 3 * m + 2 * k + k * .88, yy)], p.white, h2 * .07, .16)
        g.line([(x + 3 * m + 2 * k + k * .12, yy), (x + 3 * m + 2 * k + k * (.12 + .76 * v), yy)], p.accent if i == 1 else p.mid, h2 * .07)


def geometry(g, p, x, y, w, h):
    """A lesson on symmetry: figure at the left, marks at the right."""
    cx, by, s = x + w * .32, y + h * .8, min(h * .56, w * .3)
    for i in range(1, 8):
        g.line([(x + w * .06, y + h * i / 8), (x + w * .58, y + h * i / 8)], p.white, 1.5, .1)
    for i in range(1, 8):
        g.line([(x + w * (.06 + .52 * i / 8), y + h * .1), (x + w * (.06 + .52 * i / 8), y + h * .9)], p.white, 1.5, .1)
    g.poly([(cx - s * .72, by), (cx, by - s), (cx, by)], p.mid, .75)
    g.poly([(cx + s * .72, by), (cx, by - s), (cx, by)], p.soft, .6)
    g.line([(cx - s * .72, by), (cx, by - s), (cx + s * .72, by)], p.white, 6, close=True)
    g.c.set_dash([16, 12])
    g.line([(cx, by - s * 1.16), (cx, by + s * .1)], p.accent, 6)
    g.c.set_dash([])
    for q in ((cx - s * .72, by), (cx, by - s), (cx + s * .72, by)):
        g.dot(*q, 10, p.accent)
    mini_lines(g, p, x + w * .66, y + h * .16, w * .27, h * .34, 3, p.soft, 0)
    g.rect(x + w * .66, y + h * .58, w * .27, h * .26, '#ffffff', 10, .12)
    mini_bars(g, p, x + w * .66, y + h * .58, w * .27, h * .26, (.5, .8, .65, .95))


# ---- robots

def robot(g, p, x, y, s=1.0, wave=True, look=0.0, body=None, legs=True):
    """The class's learning robot, standing on y, 300 s high; look −1…1 turns the eyes."""
    c = body or p.white
    rim = mix(c, p.mid, .3)
    with g.at(x, y, s):
        g.glow(0, 0, 110, 18, '#0b1a30', .3)
        if legs:
            for d in (-1, 1):
                g.rect(d * 36 - 22, -42, 44, 40, rim, 14)
                g.rect(d * 36 - 27, -16, 54, 18, p.deep2, 9)
        up = (86, -226) if wave else (96, -70)
        for (a, b, q) in (((-62, -118), (-94, -84), (-88, -52)), ((62, -118), (98, -128 if wave else -88), up)):
            g.line([a, b, q], rim, 26, smooth=True)
            g.dot(*q, 20, p.accent)
        g.path('M -66 -136 C -70 -80 -58 -34 -40 -30 L 40 -30 C 58 -34 70 -80 66 -136 Z', c)
        g.path('M 24 -136 L 66 -136 C 70 -80 58 -34 40 -30 L 18 -30 C 30 -60 30 -110 24 -136 Z', '#0b1a30', .08)
        g.rect(-30, -112, 60, 46, p.deep2, 12)
        mini_bars(g, p, -30, -112, 60, 46, (.45, .7, .95), pad=.2)
        g.line([(0, -262), (0, -294)], rim, 7)
        g.dot(0, -298, 13, p.accent)
        for d in (-1, 1):
            g.rect(d * 92 - 12, -222, 24, 46, p.accent, 11)
        g.rect(-90, -268, 180, 138, c, 58)
        g.path('M 34 -268 L 40 -268 C 70 -266 90 -240 90 -212 L 90 -186 C 90 -154 66 -130 34 -130 C 66 -160 66 -240 34 -268 Z', '#0b1a30', .07)
        g.rect(-68, -244, 136, 90, p.deep, 40)
        for d in (-1, 1):
            g.ell(d * 30 + look * 10, -204, 12, 16, '#8fe3ff' if p.primary == '#0a62a6' else '#a5f0c5')
            g.dot(d * 30 + look * 10 + 4, -210, 4.5, '#ffffff')
        g.stroke(f'M {-15 + look * 10} -178 Q {look * 10} -164 {15 + look * 10} -178', '#8fe3ff' if p.primary == '#0a62a6' else '#a5f0c5', 6)


def tablet_flat(g, p, x, y, w, d, lit=True):
    """A tablet lying on a table that is seen from the front; x, y is its middle, d its depth on the picture."""
    g.poly([(x - w * .46, y - d / 2), (x + w * .46, y - d / 2), (x + w / 2, y + d / 2), (x - w / 2, y + d / 2)], p.deep)
    k = .8
    g.poly([(x - w * .46 * k, y - d / 2 * k), (x + w * .46 * k, y - d / 2 * k), (x + w / 2 * k, y + d / 2 * k), (x - w / 2 * k, y + d / 2 * k)],
           p.pale if lit else p.primary)
    for i, v in enumerate((.4, .75, .55)):
        g.rect(x - w * .22 + i * w * .1, y + d * .28 - d * .5 * v, w * .06, d * .5 * v, p.accent if i == 1 else p.primary)
    g.line([(x + w * .12, y - d * .12), (x + w * .3, y - d * .12)], p.mid, d * .1)
    g.line([(x + w * .12, y + d * .14), (x + w * .26, y + d * .14)], p.mid, d * .1)
