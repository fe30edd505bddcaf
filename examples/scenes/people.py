# SPDX-License-Identifier: Apache-2.0
"""People with proportion. Everything is measured in head half-widths (r): a child is about nine of them tall
when standing, an adult fourteen. A person stands at the centre of the head; hands are given as points and
the elbows follow from the lengths of the arm.
"""
import math
from .kit import dark, light, mix


class Look:
    """Who it is: skin, hair, clothes. Poses belong to the call, not to the look."""

    def __init__(self, skin, hair, cut, top, kind='uniform', trim='#ffffff', adult=False, female=False, glasses=False,
                 legs='#33415e', scarf=None, inner='#ffffff', band=None):
        self.skin, self.hair, self.cut, self.top, self.kind, self.trim = skin, hair, cut, top, kind, trim
        self.adult, self.female, self.glasses, self.legs, self.scarf = adult, female, glasses, legs, scarf
        self.inner, self.band = inner, band
        self.sw = (1.62 if female else 1.9) if adult else 1.42   # half width of the shoulders
        self.arm = (1.95, 1.85) if adult else (1.5, 1.45)
        self.hip = 5.7 if adult else 4.1                         # y of the hip
        self.leg = (3.3, 3.3) if adult else (2.0, 2.0)


def cast(p):
    """The people of one board: eight pupils, six grown-ups, in the palette's colours."""
    s, h = p.skin, p.hair
    u = dict(kind='uniform', scarf=p.red, legs=p.deep2)
    kid = lambda skin, hair, cut, top, **k: Look(s[skin], h[hair], cut, top, **{**u, **k})
    return {
        'ming': kid(0, 0, 'crop', p.primary), 'yue': kid(3, 1, 'pigtails', p.primary, female=True, band=p.accent),
        'hao': kid(1, 2, 'side', p.primary, glasses=True), 'lan': kid(0, 0, 'bob', p.primary, female=True),
        'tao': kid(2, 2, 'spiky', p.primary), 'xin': kid(3, 3, 'pony', p.primary, female=True, band=p.red),
        'bei': kid(1, 1, 'mop', p.mid, kind='hoodie', trim=p.white, scarf=None),
        'qi': kid(0, 2, 'bun', p.accent, kind='sweater', scarf=None, female=True, band=p.primary),
        'lin': Look(s[0], h[1], 'pony', p.accent, 'cardigan', adult=True, female=True, legs=p.deep2, inner=p.white),
        'chen': Look(s[1], h[0], 'side', p.primary, 'blazer', adult=True, legs=p.ink, inner=p.white, glasses=True),
        'su': Look(s[3], h[3], 'long', p.second, 'blazer', adult=True, female=True, legs=p.deep, inner=p.sand),
        'zhao': Look(s[2], h[4], 'crop', p.deep2, 'sweater', adult=True, legs=p.ink, inner=p.soft, glasses=True),
        'he': Look(s[0], h[2], 'bob', p.white, 'shirt', trim=p.soft, adult=True, female=True, legs=p.primary, glasses=True),
        'grandma': Look(s[1], h[4], 'bun', p.coral, 'cardigan', adult=True, female=True, legs=p.deep, inner=p.sand,
                        glasses=True),
        'wu': Look(s[2], h[0], 'crop', p.mid, 'shirt', trim=p.white, adult=True, legs=p.ink),
    }


def joint(a, b, la, lb, side):
    """The elbow or knee between a and b; side −1 or 1 says which way it bends."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    d = min(max(math.hypot(dx, dy), 1e-6), (la + lb) * .999)
    k = (la * la - lb * lb + d * d) / (2 * d)
    h = math.sqrt(max(la * la - k * k, 0)) * side
    n = math.hypot(dx, dy) or 1
    ux, uy = dx / n, dy / n
    return (a[0] + ux * k - uy * h, a[1] + uy * k + ux * h), (a[0] + ux * d, a[1] + uy * d)


def easy_elbow(shoulder, target, la, lb):
    """The way an arm bends by itself: the elbow outwards and down."""
    out = -1 if shoulder[0] < 0 else 1
    both = [joint(shoulder, target, la, lb, side) for side in (1, -1)]
    return max(both, key=lambda e: e[0][0] * out * .8 + e[0][1])


def tube(g, a, b, ra, rb, colour):
    """A tapering limb with round ends."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    n = math.hypot(dx, dy) or 1
    nx, ny = -dy / n, dx / n
    g.poly([(a[0] + nx * ra, a[1] + ny * ra), (b[0] + nx * rb, b[1] + ny * rb),
            (b[0] - nx * rb, b[1] - ny * rb), (a[0] - nx * ra, a[1] - ny * ra)], colour)
    g.dot(*a, ra, colour)
    g.dot(*b, rb, colour)


def hand(g, at, towards, skin, size, point=False, grip=False):
    """A hand at the end of a forearm that runs in direction towards (radians)."""
    with g.at(at[0], at[1], size, math.degrees(towards)):
        if point:
            g.line([(.2, -.1), (1.05, -.16)], skin, .24)
            g.ell(.22, .02, .42, .33, skin)
            g.line([(.1, -.2), (.42, -.46)], skin, .2)
            g.stroke('M .38 .1 Q .2 .14 .1 .05', dark(skin, .16), .05)
        elif grip:
            g.ell(.2, 0, .42, .38, skin)
            for i in range(4):
                g.line([(.32, -.24 + i * .16), (.55, -.22 + i * .16)], skin, .17)
            g.line([(.1, -.22), (.5, -.42)], skin, .2)
        else:
            g.ell(.2, 0, .44, .33, skin)
            for i, (y, x) in enumerate(((-.2, .62), (-.06, .72), (.08, .7), (.21, .58))):
                g.line([(.3, y * .9), (x, y * 1.1)], skin, .15)
            g.line([(.08, -.16), (.36, -.46)], skin, .17)


def arm(g, look, shoulder, target, side, shade=False, point=False, grip=False, bare=.0):
    """Sleeve, cuff and hand. side: which way the elbow bends, 0: by itself. bare: share of the forearm without sleeve."""
    la, lb = look.arm
    reach = math.hypot(target[0] - shoulder[0], target[1] - shoulder[1])
    near = max(.5, min(1, reach * 1.13 / (la + lb)))     # an arm that comes towards the viewer looks shorter
    la, lb = la * near, lb * near
    elbow, end = joint(shoulder, target, la, lb, side) if side else easy_elbow(shoulder, target, la, lb)
    col = look.top
    if shade:
        col = dark(col, .13)
    k = 1 if look.adult else .9
    ang = math.atan2(end[1] - elbow[1], end[0] - elbow[0])
    wrist = (elbow[0] + (end[0] - elbow[0]) * .93, elbow[1] + (end[1] - elbow[1]) * .93)
    hand(g, wrist, ang, dark(look.skin, .07) if shade else look.skin, .82 * k, point, grip)
    cut = (elbow[0] + (wrist[0] - elbow[0]) * (1 - bare), elbow[1] + (wrist[1] - elbow[1]) * (1 - bare))
    if bare:
        tube(g, cut, wrist, .33 * k, .25 * k, look.skin)
    top = .42 if look.kind == 'uniform' else 0           # where the colour of the sleeve begins
    tube(g, (shoulder[0] + (elbow[0] - shoulder[0]) * top, shoulder[1] + (elbow[1] - shoulder[1]) * top), elbow,
         (.52 - .09 * top) * k - (.02 if top else 0), .43 * k, col)
    tube(g, elbow, cut, .43 * k, .33 * k, col)
    if look.kind == 'uniform':                       # white shoulders, then a stripe, then colour
        white = dark(look.trim, .12) if shade else look.trim
        n = (-(elbow[1] - shoulder[1]), elbow[0] - shoulder[0])
        d = math.hypot(*n) or 1
        at = lambda t, h: (shoulder[0] + (elbow[0] - shoulder[0]) * t + n[0] / d * h,
                           shoulder[1] + (elbow[1] - shoulder[1]) * t + n[1] / d * h)
        wide = lambda t: (.52 - .09 * t) * k
        g.dot(*shoulder, .52 * k, white)
        for t0, t1 in ((0, .5), (.62, .72)):
            g.poly([at(t0, wide(t0)), at(t1, wide(t1)), at(t1, -wide(t1)), at(t0, -wide(t0))], white)
    if look.kind in ('uniform', 'hoodie', 'shirt', 'blazer', 'sweater', 'cardigan') and bare < .2:
        n = (-math.sin(ang), math.cos(ang))
        cuff = {'blazer': look.inner, 'uniform': look.trim}.get(look.kind, dark(look.top, .14))
        g.line([(cut[0] + n[0] * .27 * k, cut[1] + n[1] * .27 * k), (cut[0] - n[0] * .27 * k, cut[1] - n[1] * .27 * k)],
               cuff, .15 * k)


def torso(g, look, back=False, turn=0.0):
    """Neck, trunk and what is worn on it, down to the hip."""
    sw, hip = look.sw, look.hip
    waist = .74 if look.female and look.adult else .86
    nk = .36 if not look.adult else (.36 if look.female else .45)
    trunk = (f'M {-nk - .12} 1.42 C {-nk - .3} 1.6 {-sw * .75} 1.62 {-sw} 2.05 C {-sw - .1} 2.3 {-sw - .02} 2.9 {-sw * .92} 3.2 '
             f'L {-sw * waist} {hip * .78} L {-sw * .92} {hip} L {sw * .92} {hip} L {sw * waist} {hip * .78} L {sw * .92} 3.2 '
             f'C {sw + .02} 2.9 {sw + .1} 2.3 {sw} 2.05 C {sw * .75} 1.62 {nk + .3} 1.6 {nk + .12} 1.42 Z')
    base = look.trim if look.kind == 'uniform' else look.top
    if look.kind == 'cardigan' or look.kind == 'blazer':
        base = look.top
    g.path(trunk, base)
    with g.clip(lambda: g.p_path(trunk)):
        wear(g, look, back, turn, sw, hip, nk)
        g.path(f'M {sw * .3} 1 C {sw * .75} 2.4 {sw * .62} 4 {sw * .5} {hip + 1} L {sw + 2} {hip + 1} L {sw + 2} 1 Z',
               '#0b1a30', .09)
    # the neck, with the shade of the chin
    g.path(f'M {-nk} .6 L {-nk} 1.45 Q {turn * .1} 1.95 {nk} 1.45 L {nk} .6 Z', dark(look.skin, .05))
    with g.clip(lambda: g.p_path(f'M {-nk} .6 L {-nk} 1.45 Q 0 1.95 {nk} 1.45 L {nk} .6 Z')):
        if not back:
            g.ell(turn * .2, .62, .95, .72, dark(look.skin, .22))
    if not back:
        collar(g, look, nk, turn)
    elif look.kind in ('uniform', 'shirt', 'blazer', 'hoodie'):
        g.path(f'M {-nk - .16} 1.5 Q 0 1.22 {nk + .16} 1.5 Q 0 1.86 {-nk - .16} 1.5 Z',
               look.top if look.kind != 'blazer' else dark(look.top, .12))


def wear(g, look, back, turn, sw, hip, nk):
    """Inside the clipped trunk: what tells a track suit from a blazer."""
    x = turn * .35
    if look.kind == 'uniform':                       # the white and coloured track suit of every school
        g.path(f'M {-sw - 1} 2.75 Q 0 3.15 {sw + 1} 2.75 L {sw + 1} {hip + 1} L {-sw - 1} {hip + 1} Z', look.top)
        g.stroke(f'M {-sw - 1} 2.62 Q 0 3.02 {sw + 1} 2.62', look.top, .1)
        if not back:
            g.line([(x, 1.4), (x, hip + 1)], dark(look.top, .3), .06, .7)
    elif look.kind == 'hoodie':
        if not back:
            g.path(f'M {-.75 + x} {hip * .72} L {.75 + x} {hip * .72} L {1 + x} {hip} L {-1 + x} {hip} Z', dark(look.top, .1))
            g.line([(x - .22, 1.8), (x - .24, 2.7)], look.trim, .08)
            g.line([(x + .22, 1.8), (x + .24, 2.6)], look.trim, .08)
        else:
            g.path('M -.95 1.3 C -1 2.6 1 2.6 .95 1.3 Z', dark(look.top, .12))
    elif look.kind == 'sweater':
        g.rect(-sw - 1, hip - .4, 2 * sw + 2, 2, dark(look.top, .12))
        for y in (2.75, 3.0):
            g.stroke(f'M {-sw - 1} {y} Q 0 {y + .35} {sw + 1} {y}', light(look.top, .5), .09, .9)
    elif look.kind == 'shirt':
        if not back:
            g.line([(x, 1.5), (x, hip + 1)], dark(look.top, .15), .05)
            for i in range(4):
                g.dot(x + .08, 2.4 + i * .75, .06, dark(look.top, .3))
            g.box_line(x + .35, 2.75, .6, .6, dark(look.top, .15), .05, .06)
    elif look.kind in ('blazer', 'cardigan') and not back:
        w = .55 if look.kind == 'blazer' else .42
        g.path(f'M {-w + x} 1.3 L {x + w} 1.3 L {x + w * .9} {hip + 1} L {x - w * .9} {hip + 1} Z', look.inner)
        edge = dark(look.top, .2)
        if look.kind == 'blazer':
            g.path(f'M {-w - .1 + x} 1.4 L {x - .08} 3.5 L {x - .5} 2.9 L {x - .95} 2.7 L {x - .85} 2.4 Z', edge)
            g.path(f'M {w + .1 + x} 1.4 L {x + .08} 3.5 L {x + .5} 2.9 L {x + .95} 2.7 L {x + .85} 2.4 Z', edge)
            g.path(f'M {x - .5} 2.9 L {x} 3.5 L {x} {hip + 1} L {x - sw} {hip + 1} L {x - .9} 2.7 Z', look.top)
            g.path(f'M {x + .5} 2.9 L {x} 3.5 L {x} {hip + 1} L {x + sw} {hip + 1} L {x + .9} 2.7 Z', look.top)
            g.line([(x, 3.5), (x - .06, hip + 1)], edge, .06)
            g.dot(x + .14, 4.0, .09, edge)
        else:
            g.line([(x - w * .95, 1.5), (x - w * .9, hip + 1)], edge, .1)
            g.line([(x + w * .95, 1.5), (x + w * .9, hip + 1)], edge, .1)
            for i in range(3):
                g.dot(x + w + .1, 2.9 + i * .8, .08, light(look.top, .55))


def collar(g, look, nk, turn):
    x = turn * .3
    if look.kind == 'uniform':
        c = look.top
        g.path(f'M {-nk - .14} 1.3 L {x} 1.98 L {x - .5} 2.16 L {-nk - .34} 1.55 Z', c)
        g.path(f'M {nk + .14} 1.3 L {x} 1.98 L {x + .5} 2.16 L {nk + .34} 1.55 Z', c)
        if look.scarf:
            s = look.scarf
            g.path(f'M {-nk - .1} 1.42 Q {x} 2.0 {nk + .1} 1.42 L {nk + .3} 1.62 Q {x} 2.28 {-nk - .3} 1.62 Z', s)
            g.path(f'M {x - .1} 2.05 L {x + .12} 2.05 L {x + .5} 3.0 L {x + .1} 2.85 Z', dark(s, .1))
            g.path(f'M {x + .1} 2.05 L {x - .14} 2.05 L {x - .52} 2.92 L {x - .12} 2.82 Z', s)
            g.dot(x, 2.08, .17, dark(s, .16))
    elif look.kind in ('shirt', 'blazer'):
        c = look.top if look.kind == 'shirt' else look.inner
        c = light(c, .4) if look.kind == 'shirt' else c
        g.path(f'M {-nk - .12} 1.28 L {x} 1.9 L {x - .42} 2.2 L {-nk - .3} 1.55 Z', c)
        g.path(f'M {nk + .12} 1.28 L {x} 1.9 L {x + .42} 2.2 L {nk + .3} 1.55 Z', dark(c, .05))
    elif look.kind == 'hoodie':
        g.path(f'M {-nk - .5} 1.6 Q {x} 1.1 {nk + .5} 1.6 Q {x} 2.4 {-nk - .5} 1.6 Z', dark(look.top, .14))
        g.path(f'M {-nk} 1.3 Q {x} 2.1 {nk} 1.3 Z', dark(look.skin, .12))
    else:
        g.stroke(f'M {-nk - .06} 1.46 Q {x} 1.98 {nk + .06} 1.46', dark(look.inner if look.kind == 'cardigan' else look.top, .12), .14)


# ---- heads

def hair_behind(g, look, t, back):
    """What hangs or stands behind the head: tails, buns, long hair."""
    h, cut = look.hair, look.cut
    if cut == 'long':
        g.path('M -1.12 -.4 C -1.35 .8 -1.4 1.9 -1.15 2.7 C -.6 3.0 .6 3.0 1.15 2.7 C 1.4 1.9 1.35 .8 1.12 -.4 Z', h)
    elif cut == 'bob':
        g.path('M -1.12 -.4 C -1.32 .3 -1.36 .9 -1.18 1.28 C -.7 1.45 .7 1.45 1.18 1.28 C 1.36 .9 1.32 .3 1.12 -.4 Z', h)
    elif cut == 'pony' and not back:
        s = -1 if t > 0 else 1
        g.path(f'M {s * .75} -.95 C {s * 1.9} -1.3 {s * 1.95} .1 {s * 1.55} 1.2 C {s * 1.35} .6 {s * 1.35} .1 {s * .85} -.1 Z', h)
        g.dot(s * .98, -.72, .2, look.band or dark(h, .4))
    elif cut == 'pigtails':
        for s in (-1, 1):
            g.path(f'M {s * .85} -.35 C {s * 1.75} -.75 {s * 2.0} .3 {s * 1.5} 1.1 C {s * 1.5} .5 {s * 1.2} .35 {s * .9} .2 Z', h)
            g.dot(s * 1.1, -.22, .2, look.band or dark(h, .4))
    elif cut == 'bun' and not back:
        g.dot(-.25 * t, -1.42, .52, h)
        g.ring(-.25 * t, -1.38, .3, light(h, .16), .07, .8, 200, 330)


def hair_front(g, look, t):
    """The cap of hair over the brow; t shifts the fringe with the turned face."""
    h, cut = look.hair, look.cut
    k = t * .3
    top = 'M -1.08 .12 C -1.2 -.75 -.75 -1.32 0 -1.32 C .75 -1.32 1.2 -.75 1.08 .12'
    if cut == 'crop':
        d = f'{top} L .93 -.05 C .93 -.3 .88 -.42 .78 -.5 C .4 -.62 -.3 -.66 -.76 -.5 C -.88 -.42 -.93 -.3 -.93 -.05 Z'
    elif cut == 'spiky':
        d = ('M -1.06 .1 C -1.2 -.6 -1.0 -.98 -.78 -1.1 L -.62 -1.42 L -.38 -1.22 L -.1 -1.55 L .14 -1.26 L .46 -1.46 L .6 -1.16 '
             f'L .9 -1.2 L .88 -.9 C 1.08 -.7 1.14 -.3 1.06 .1 L .92 -.05 C .92 -.3 .85 -.42 .7 -.48 L {.35 + k} -.3 L {.1 + k} -.52 L {-.25 + k} -.3 '
             f'L {-.5 + k} -.52 L -.78 -.36 C -.9 -.3 -.92 -.2 -.92 -.05 Z')
    elif cut == 'side':
        d = f'{top} L .93 -.02 C .95 -.3 .9 -.45 .8 -.55 C .45 -.5 {.1 + k} -.62 {-.32 + k} -.86 C -.45 -.55 -.7 -.4 -.86 -.34 C -.92 -.25 -.93 -.15 -.93 0 Z'
    elif cut == 'mop':
        d = ('M -1.1 .3 C -1.36 -.7 -.85 -1.42 0 -1.42 C .85 -1.42 1.36 -.7 1.1 .3 L .95 .1 C .95 -.1 .9 -.2 .84 -.26 '
             f'C .6 -.2 {.45 + k} -.3 {.3 + k} -.42 C {.2 + k} -.2 {-.15 + k} -.16 {-.35 + k} -.4 C -.5 -.2 -.7 -.16 -.86 -.26 C -.94 -.1 -.95 0 -.95 .1 Z')
    elif cut in ('bob', 'pigtails'):
        d = f'M -1.12 .35 C -1.24 -.75 -.75 -1.34 0 -1.34 C .75 -1.34 1.24 -.75 1.12 .35 L .92 .3 C .95 0 .9 -.2 .84 -.3 Q {k} -.16 -.84 -.3 C -.9 -.2 -.95 0 -.92 .3 Z'
    elif cut == 'pony':
        d = f'{top} L .95 .1 C .95 -.2 .88 -.4 .7 -.58 Q {.45 + k} -.72 {.28 + k} -.9 C {.1 + k} -.55 -.4 -.36 -.84 -.3 C -.92 -.2 -.95 0 -.94 .1 Z'
    else:                                           # long, bun: parted in the middle
        d = f'{top} L .96 .3 C .98 -.1 .84 -.42 {.2 + k} -.92 C -.5 -.55 -.9 -.2 -.96 .3 Z'
    g.path(d, h)
    g.stroke(f'M {-.62 + k} -.98 Q {-.1 + k} -1.2 {.42 + k} -1.04', light(h, .28), .09, .55)


def head(g, look, turn=0.0, tilt=0.0, pitch=0.0, mood='smile', back=False):
    """turn −1…1 left or right, tilt in degrees, pitch: chin down (positive) or up."""
    with g.at(0, .5, 1, tilt), g.at(0, -.5):
        if back:
            head_back(g, look, turn)
            return
        t, s = turn, look.skin
        for side in (-1, 1):                        # the ear that the turn hides stays away
            if side * t < .4:
                x = side * .98 - t * .22
                g.ell(x, .12, .2, .28, s)
                g.ell(x + .03 * -side, .13, .1, .16, dark(s, .14))
        jaw = .62 if look.adult else .7
        c = t * .14
        face = (f'M -.95 -.3 C -.95 -1.15 .95 -1.15 .95 -.3 C .98 .3 {jaw + c + .1} 1.13 {c} 1.14 '
                f'C {-jaw + c - .1} 1.13 -.98 .3 -.95 -.3 Z')
        g.path(face, s)
        with g.clip(lambda: g.p_path(face)):
            g.ell(.72 - t * .1, .35, .5, 1.3, dark(s, .1), .35)
        dy = pitch * .22
        x0 = t * .42
        for side in (-1, 1):
            far = 1 - .3 * max(0, side * t)
            ex, ey = x0 + side * .4 * far, .1 + dy
            g.ell(x0 + side * .58 * far, .48 + dy * .7, .2 * far, .14, '#f0836b', .33)
            if mood == 'glad':
                g.stroke(f'M {ex - .13 * far} {ey + .03} Q {ex} {ey - .14} {ex + .13 * far} {ey + .03}', '#2a2630', .085)
            elif pitch > .75:
                g.stroke(f'M {ex - .14 * far} {ey} Q {ex} {ey + .12} {ex + .14 * far} {ey}', '#2a2630', .085)
            else:
                big = 1 if look.adult else 1.18
                g.ell(ex, ey, .095 * far * big, .135 * big, '#2a2630')
                g.dot(ex + .03, ey - .05, .035 * big, '#ffffff')
            g.stroke(f'M {ex - .16 * far} {ey - .29} Q {ex} {ey - .37} {ex + .16 * far} {ey - .29}',
                     mix(look.hair, '#5a4a42', .3), .075)
            if look.glasses:
                g.ring(ex, ey + .01, .27 * far, '#37435a', .07)
                g.line([(ex + side * .27 * far, ey), (side * .93 - t * .1, ey - .05)], '#37435a', .06)
        if look.glasses:
            g.line([(x0 - .13, .09 + dy), (x0 + .13, .09 + dy)], '#37435a', .06)
        nx = x0 * 1.12
        if abs(t) > .2:
            d = 1 if t > 0 else -1
            g.stroke(f'M {nx - d * .02} {.2 + dy} Q {nx + d * .2} {.42 + dy} {nx - d * .03} {.45 + dy}', dark(s, .26), .065)
        else:
            g.stroke(f'M {nx - .07} {.4 + dy} Q {nx} {.47 + dy} {nx + .07} {.4 + dy}', dark(s, .26), .065)
        mx, my = x0 * .95, .7 + dy * .8
        if mood in ('talk', 'glad'):
            g.path(f'M {mx - .24} {my - .06} Q {mx} {my - .02} {mx + .24} {my - .06} Q {mx + .18} {my + .24} {mx} {my + .25} '
                   f'Q {mx - .18} {my + .24} {mx - .24} {my - .06} Z', '#a63d3a')
            g.path(f'M {mx - .2} {my - .05} Q {mx} {my - .01} {mx + .2} {my - .05} L {mx + .17} {my + .04} Q {mx} {my + .07} {mx - .17} {my + .04} Z',
                   '#ffffff')
        else:
            g.stroke(f'M {mx - .2} {my - .03} Q {mx} {my + .17} {mx + .2} {my - .03}', '#9c4a3f', .075)
        hair_front(g, look, t)


def head_back(g, look, turn):
    h, cut = look.hair, look.cut
    for side in (-1, 1):
        if cut not in ('bob', 'long'):
            g.ell(side * 1.0 + turn * .2, .15, .2, .28, look.skin)
    hair_behind(g, look, turn, True)
    low = {'bob': 1.2, 'long': 1.3, 'crop': .72, 'side': .78, 'spiky': .74, 'mop': .95}.get(cut, .85)
    g.path(f'M -1.05 0 C -1.2 -.8 -.75 -1.34 0 -1.34 C .75 -1.34 1.2 -.8 1.05 0 C 1.05 .45 .8 {low} .5 {low} '
           f'Q 0 {low + .16} -.5 {low} C -.8 {low} -1.05 .45 -1.05 0 Z', h)
    if cut == 'spiky':
        g.path('M -.8 -1 L -.62 -1.46 L -.36 -1.22 L -.1 -1.58 L .16 -1.26 L .48 -1.5 L .6 -1.1 Z', h)
    if cut == 'pony':
        g.path('M -.3 -.5 C -.7 .2 -.5 1.5 0 2.1 C .5 1.5 .7 .2 .3 -.5 Z', light(h, .1))
        g.ell(0, -.5, .34, .18, look.band or dark(h, .4))
    if cut == 'bun':
        g.dot(0, -1.1, .55, light(h, .07))
        g.ring(0, -1.08, .34, dark(h, .3), .07, .7)
    if cut == 'pigtails':
        g.line([(0, -1.3), (.04, -.4), (0, .8)], light(h, .35), .06, .7, smooth=True)
    g.stroke('M -.6 -.9 Q -.1 -1.16 .42 -.98', light(h, .28), .1, .5)


# ---- whole people

def person(g, x, y, r, look, turn=0.0, tilt=0.0, pitch=0.0, mood='smile', back=False, hands=None, bend=(0, 0),
           legs=None, lean=0.0, point=(), grip=(), behind=(), hold=None, shoes='#ffffff', skirt=False):
    """One person, the head's centre at x, y. hands: two points (left of the picture first) or None for arms hanging.
    behind: indexes of arms drawn before the trunk. hold(g): called between trunk and arms. legs: None, 'stand', or
    two (knee, foot) pairs. lean: degrees. point, grip: indexes of hands that point or hold."""
    with g.at(x, y, r):
        low = look.hip
        if hands is None:
            drop = 2.4 + sum(look.arm) * .985
            hands = ((-look.sw - .12, drop), (look.sw + .12, drop))
        sh = ((-look.sw + .4, 2.42), (look.sw - .4, 2.42))
        if legs:
            draw_legs(g, look, legs, shoes, skirt)
        with g.at(0, low, 1, lean), g.at(0, -low):
            if not back:
                with g.at(0, .5, 1, tilt), g.at(0, -.5):
                    hair_behind(g, look, turn, False)
            do = lambda i: arm(g, look, sh[i], hands[i], bend[i], i == 1 and i in behind, i in point, i in grip)
            for i in behind:
                if hands[i]:
                    do(i)
            torso(g, look, back, turn)
            head(g, look, turn, tilt, pitch, mood, back)
            if hold:
                hold(g)
            for i in (0, 1):
                if i not in behind and hands[i]:
                    do(i)


def draw_legs(g, look, legs, shoes, skirt):
    hip, (l1, l2) = look.hip, look.leg
    w = .72 if look.adult and not look.female else .6
    if legs == 'stand':
        foot = hip + l1 + l2 - .15
        legs = (((-.62, hip + l1), (-.68, foot)), ((.62, hip + l1), (.68, foot)))
    for i, (knee, foot) in enumerate(legs):
        c = dark(look.legs, .12) if i else look.legs
        at = (-.6 if i == 0 else .6, hip - .1)
        d = 1 if foot[0] >= at[0] else -1
        g.path(f'M {foot[0] - .34} {foot[1] + .05} L {foot[0] + .34} {foot[1] + .05} '
               f'Q {foot[0] + d * .95} {foot[1] + .22} {foot[0] + d * .95} {foot[1] + .56} L {foot[0] - d * .4} {foot[1] + .56} Z',
               shoes)
        g.line([(foot[0] - d * .36, foot[1] + .54), (foot[0] + d * .9, foot[1] + .54)], dark(look.top, .2), .12)
        sits = knee[1] - hip < l1 * .7
        tube(g, knee, foot, w * .78, w * .58, dark(c, .16) if sits else c)
        tube(g, at, knee, w, w * (1.05 if sits else .78), light(c, .07) if sits else c)
    if skirt:
        sw = look.sw * .95
        g.path(f'M {-sw * .92} {hip - .5} L {sw * .92} {hip - .5} L {sw * 1.25} {hip + l1 * .8} Q 0 {hip + l1 * .95} {-sw * 1.25} {hip + l1 * .8} Z',
               look.legs)
    else:
        g.rect(-look.sw * .9, hip - .6, look.sw * 1.8, .9, look.legs, .3)
