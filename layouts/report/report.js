/* SPDX-License-Identifier: Apache-2.0 */
/* The report's page in motion: zoom and pan (wheel, buttons, keys, touch), marks and list that point at each other,
 * the ink map. Without it the page shows and prints the same. */
"use strict";
(() => {
  const MOST = 40, STEP = 1.5, pinRadius = 10;
  const clamp = (v, a, b) => Math.min(Math.max(v, a), b);

  function viewer(board) {
    const svg = board.querySelector(".sheet"), shown = board.querySelector("output");
    const [hx, hy, hw, hh] = svg.getAttribute("viewBox").split(" ").map(Number);
    const pins = [...svg.querySelectorAll(".pin")], pinSize = pins.length ? +pins[0].firstChild.getAttribute("r") : 1;
    let view, zoom = 1, printing = false;

    const size = k => { for (const p of pins) p.setAttribute("transform", `translate(${p.dataset.x} ${p.dataset.y}) scale(${k})`); };

    /* The whole board, widened to the window's own shape so that all of it is used when zoomed. */
    function home() {
      const r = svg.getBoundingClientRect(), shape = r.width && r.height ? r.width / r.height : hw / hh;
      const w = Math.max(hw, hh * shape), h = w / shape;
      return { x: hx + (hw - w) / 2, y: hy + (hh - h) / 2, w, h };
    }
    function show(x, y, z) {
      const all = home();
      zoom = clamp(z, 1, MOST);
      const w = all.w / zoom, h = all.h / zoom;
      view = { x: clamp(x, all.x, all.x + all.w - w), y: clamp(y, all.y, all.y + all.h - h), w, h };
      svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
      svg.classList.toggle("zoomed", zoom > 1.001);
      shown.textContent = Math.round(zoom * 100) + "%";
      size(pinRadius / (svg.clientWidth / w || 1) / pinSize);
    }
    const whole = () => { const all = home(); show(all.x, all.y, 1); };
    /* Zooms about a point that stays where it is; fractions of the window. */
    function by(factor, fx = 0.5, fy = 0.5) {
      const z = clamp(zoom * factor, 1, MOST), all = home();
      show(view.x + fx * (view.w - all.w / z), view.y + fy * (view.h - all.h / z), z);
    }
    const pan = (dx, dy) => show(view.x + dx * view.w, view.y + dy * view.h, zoom);
    const at = e => { const r = svg.getBoundingClientRect(); return [(e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height]; };

    svg.addEventListener("wheel", e => {
      e.preventDefault();
      by(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016)), ...at(e));
    }, { passive: false });

    const fingers = new Map();
    let moved = 0;
    svg.addEventListener("pointerdown", e => { fingers.set(e.pointerId, at(e)); if (fingers.size === 1) moved = 0; });
    svg.addEventListener("pointermove", e => {
      const was = fingers.get(e.pointerId);
      if (!was) return;
      const now = at(e), other = [...fingers].find(([id]) => id !== e.pointerId);
      moved += Math.hypot(now[0] - was[0], now[1] - was[1]);
      if (moved > 0.01 && !svg.hasPointerCapture(e.pointerId)) svg.setPointerCapture(e.pointerId);
      if (other) {
        const o = other[1], d = p => Math.hypot(p[0] - o[0], p[1] - o[1]);
        by(d(now) / Math.max(d(was), 0.01), (now[0] + o[0]) / 2, (now[1] + o[1]) / 2);
      } else if (zoom > 1) {
        pan(was[0] - now[0], was[1] - now[1]);
      }
      fingers.set(e.pointerId, now);
    });
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, e => { fingers.delete(e.pointerId); setTimeout(() => { moved = 0; }); });
    svg.addEventListener("dblclick", e => by(2, ...at(e)));

    svg.addEventListener("keydown", e => {
      const keys = {
        "+": () => by(STEP), "=": () => by(STEP), "-": () => by(1 / STEP), "0": whole,
        ArrowLeft: () => pan(-0.15, 0), ArrowRight: () => pan(0.15, 0), ArrowUp: () => pan(0, -0.15), ArrowDown: () => pan(0, 0.15),
      };
      if (!keys[e.key] || e.ctrlKey || e.metaKey) return;
      e.preventDefault();
      keys[e.key]();
    });

    const refit = () => { if (!printing) zoom > 1.001 ? show(view.x, view.y, zoom) : whole(); };
    new ResizeObserver(refit).observe(svg);
    addEventListener("beforeprint", () => { printing = true; svg.setAttribute("viewBox", `${hx} ${hy} ${hw} ${hh}`); size(1); });
    addEventListener("afterprint", () => { printing = false; refit(); });
    whole();

    return {
      svg, by, whole, dragged: () => moved > 0.01,
      /* A box with as much of the board round it as lets one see where it is. */
      goto(b) {
        const all = home(), z = clamp(Math.min(all.w / (b.width * 2.2 + hw * 0.12), all.h / (b.height * 2.2 + hw * 0.12)), 1, 8);
        show(b.x + b.width / 2 - all.w / z / 2, b.y + b.height / 2 - all.h / z / 2, z);
      },
    };
  }

  /* Bytes of total ink in 2 % to a picture: pale below a third of the limit, red above it. */
  function drawInk(image) {
    const { cols, rows, limit, ink } = image.dataset, top = +limit;
    const classes = [[top / 3, 230, 241, 251, 60], [top * 2 / 3, 156, 201, 238, 150], [top * 5 / 6, 63, 134, 204, 200],
      [top + 1, 240, 169, 43, 230], [Infinity, 216, 30, 91, 255]];
    const bytes = atob(ink), canvas = document.createElement("canvas");
    canvas.width = +cols; canvas.height = +rows;
    const context = canvas.getContext("2d"), picture = context.createImageData(+cols, +rows);
    for (let i = 0; i < bytes.length; i++) {
      const total = 2 * bytes.charCodeAt(i), [, r, g, b, a] = classes.find(c => total < c[0]);
      picture.data.set([r, g, b, a], 4 * i);
    }
    context.putImageData(picture, 0, 0);
    image.setAttribute("href", canvas.toDataURL("image/png"));
  }

  function wire(board) {
    const pane = viewer(board), { svg } = pane, legend = board.querySelector(".legend"), map = svg.querySelector(".ink");
    const acts = {
      in: () => pane.by(STEP), out: () => pane.by(1 / STEP), fit: pane.whole,
      marks: b => b.setAttribute("aria-pressed", !svg.classList.toggle("bare")),
      ink: b => {
        if (!map.hasAttribute("href")) drawInk(map);
        const on = svg.classList.toggle("map");
        b.setAttribute("aria-pressed", on);
        legend.hidden = !on;
      },
    };
    for (const b of board.querySelectorAll("[data-act]")) b.addEventListener("click", () => acts[b.dataset.act](b));

    for (const mark of svg.querySelectorAll(".mark")) {
      const item = board.querySelector(`.finding[data-n="${mark.dataset.n}"]`), box = mark.querySelector(".box").getBBox();
      const light = on => { mark.classList.toggle("hot", on); item.classList.toggle("hot", on); };
      for (const one of [mark, item]) {
        one.addEventListener("pointerenter", () => light(true));
        one.addEventListener("pointerleave", () => light(false));
      }
      const find = () => {
        for (const hot of board.querySelectorAll(".hot")) hot.classList.remove("hot");
        light(true);
        item.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      };
      mark.addEventListener("click", () => { if (!pane.dragged()) find(); });
      mark.addEventListener("keydown", e => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); find(); item.querySelector("button").focus({ preventScroll: true }); } });
      item.querySelector("button.n").addEventListener("click", () => {
        svg.classList.remove("bare");
        pane.goto(box);
        for (const hot of board.querySelectorAll(".hot")) hot.classList.remove("hot");
        light(true);
        svg.querySelector(".marks").append(mark); /* on top of its neighbours */
        const r = svg.getBoundingClientRect();
        if (r.bottom < 120 || r.top > innerHeight - 120) svg.closest(".viewer").scrollIntoView({ block: "start" });
      });
    }
  }

  const boards = [...document.querySelectorAll(".board")];
  boards.filter(board => board.querySelector(".sheet")).forEach(wire);
  const nav = document.querySelector(".page nav");
  if (boards.length > 1) {
    boards.forEach((board, i) => {
      const link = document.createElement("a");
      board.id = "board-" + (i + 1);
      link.href = "#" + board.id;
      link.textContent = board.dataset.name;
      link.className = board.dataset.verdict;
      nav.append(link);
    });
    nav.hidden = false;
  }
})();
