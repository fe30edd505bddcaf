/* SPDX-License-Identifier: Apache-2.0 */
/* Runs inside a report's page and writes what it found into an element of its own: one line a complaint, then the number
 * of checks. */
"use strict";
(async () => {
  const complaints = [];
  let n = 0;
  const check = (good, what) => { n++; if (!good) complaints.push(what); };
  const near = (a, b, by, what) => check(Math.abs(a - b) <= by, `${what}: ${a}, not ${b}`);
  const wait = ms => new Promise(done => setTimeout(done, ms));
  await wait(300);

  for (const board of document.querySelectorAll(".board")) {
    const svg = board.querySelector(".sheet"), view = svg.querySelector(".view"), out = board.querySelector("output");
    const box = () => svg.getAttribute("viewBox").split(" ").map(Number);
    const press = act => board.querySelector(`[data-act=${act}]`).click();
    const marks = [...svg.querySelectorAll(".mark")], home = box();
    svg.scrollIntoView();
    check(view.getAttribute("href").startsWith("data:image/jpeg;base64,"), "the picture is inside the page");

    /* Marks stand on the picture where their boxes say: 785 × 1780 mm are the whole picture. */
    const placed = when => {
      const p = view.getBoundingClientRect();
      for (const mark of marks) {
        const r = mark.querySelector(".box"), b = r.getBoundingClientRect();
        const v = name => +r.getAttribute(name);
        /* the rectangle on the screen includes its stroke */
        near((b.left + b.right) / 2, p.left + (v("x") + v("width") / 2) / 785 * p.width, 1, `${when}: mark ${mark.dataset.n}, x`);
        near((b.top + b.bottom) / 2, p.top + (v("y") + v("height") / 2) / 1780 * p.height, 1, `${when}: mark ${mark.dataset.n}, y`);
        const c = mark.querySelector("circle").getBoundingClientRect();
        near(c.width, 20, 3, `${when}: pin ${mark.dataset.n}, size`);
      }
      near(p.width / p.height, 785 / 1780, 0.01, `${when}: shape of the picture`);
    };
    placed("whole");
    const p0 = view.getBoundingClientRect(), s0 = svg.getBoundingClientRect();
    near(p0.left + p0.right, s0.left + s0.right, 2, "the whole board is in the middle, x");
    near(p0.top + p0.bottom, s0.top + s0.bottom, 2, "the whole board is in the middle, y");
    check(p0.top >= s0.top && p0.left >= s0.left, "the whole board is seen");
    const numbered = [...board.querySelectorAll(".finding button.n")].map(b => b.textContent).sort().join();
    check(numbered === marks.map(m => m.dataset.n).sort().join(), "every finding with a place has its mark");

    /* Buttons. */
    press("in");
    near(box()[2], home[2] / 1.5, 0.01, "zoomed in by the button");
    check(out.textContent === "150%", "the zoom is told: " + out.textContent);
    placed("in");
    press("out");
    near(box()[2], home[2], 0.01, "zoomed out by the button");

    /* The wheel zooms about the pointer. */
    const r = svg.getBoundingClientRect(), px = Math.round(r.left + r.width * 0.5), py = Math.round(r.top + r.height * 0.3);
    const under = () => { const [x, y, w, h] = box(); return [x + (px - r.left) / r.width * w, y + (py - r.top) / r.height * h]; };
    const before = under();
    svg.dispatchEvent(new WheelEvent("wheel", { deltaY: -500, clientX: px, clientY: py, bubbles: true, cancelable: true }));
    check(box()[2] < home[2] * 0.6, "zoomed by the wheel");
    near(under()[0], before[0], 1, "the point under the wheel, x");
    near(under()[1], before[1], 1, "the point under the wheel, y");
    placed("wheel");

    /* Keys. */
    const key = k => svg.dispatchEvent(new KeyboardEvent("keydown", { key: k, bubbles: true, cancelable: true }));
    let was = box();
    key("ArrowDown");
    check(box()[1] > was[1] + 1, "moved by a key");
    key("+");
    check(box()[2] < was[2] * 0.8, "zoomed by a key");

    /* A mouse drags, two fingers pinch. */
    const pointer = (type, id, x, y) => svg.dispatchEvent(new PointerEvent(type, { pointerId: id, clientX: x, clientY: y, bubbles: true, isPrimary: id === 1, buttons: 1 }));
    svg.setPointerCapture = () => {}; /* made-up pointers cannot be captured */
    was = box();
    pointer("pointerdown", 1, px, py);
    pointer("pointermove", 1, px, py - 60);
    pointer("pointerup", 1, px, py - 60);
    near(box()[1], was[1] + 60 / r.height * was[3], 1, "dragged");
    was = box();
    pointer("pointerdown", 1, px - 30, py);
    pointer("pointerdown", 2, px + 30, py);
    pointer("pointermove", 2, px + 90, py);
    pointer("pointerup", 1, px, py);
    pointer("pointerup", 2, px, py);
    near(box()[2], was[2] / 2, 0.5, "pinched to twice");
    key("0");
    near(box()[2], home[2], 0.01, "the whole again");
    await wait(50);

    /* List and marks. */
    for (const mark of marks) {
      const item = board.querySelector(`.finding[data-n="${mark.dataset.n}"]`);
      item.querySelector("button.n").click();
      const b = mark.querySelector(".box").getBoundingClientRect(), s = svg.getBoundingClientRect();
      check(b.left >= s.left - 1 && b.right <= s.right + 1 && b.top >= s.top - 1 && b.bottom <= s.bottom + 1, `finding ${mark.dataset.n} is shown whole`);
      check(item.classList.contains("hot") && mark.classList.contains("hot"), `finding ${mark.dataset.n} is lit`);
      check(mark.getAttribute("role") === "button" && mark.getAttribute("aria-label").length > 4 && mark.tabIndex === 0, "a mark can be reached and has a name");
    }
    press("fit");
    if (marks.length > 1) {
      marks[0].dispatchEvent(new MouseEvent("click", { bubbles: true }));
      check(board.querySelectorAll(".finding.hot").length === 1 && board.querySelector(".finding.hot").dataset.n === marks[0].dataset.n, "a mark lights its finding alone");
    }
    if (marks.length) {
      press("marks");
      check(getComputedStyle(svg.querySelector(".marks")).display === "none", "marks can be hidden");
      press("marks");
      check(getComputedStyle(svg.querySelector(".marks")).display !== "none", "and shown");
    }

    /* The ink map: red in the square above the limit, pale where there is little. */
    const map = svg.querySelector(".ink");
    if (map) {
      check(getComputedStyle(map).display === "none" && board.querySelector(".legend").hidden, "the map is off at first");
      press("ink");
      check(getComputedStyle(map).display !== "none" && !board.querySelector(".legend").hidden, "the map is on");
      check(board.querySelector("[data-act=ink]").getAttribute("aria-pressed") === "true", "its button says so");
      const image = new Image();
      image.src = map.getAttribute("href");
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.drawImage(image, 0, 0);
      const at = (x, y) => [...context.getImageData(x, y, 1, 1).data].join();
      check(canvas.width === 157 && canvas.height === 356, "the map has its cells");
      check(at(30, 220) === "216,30,91,255" && at(20, 200) === "216,30,91,255" && at(39, 239) === "216,30,91,255", "above the limit is red: " + at(30, 220));
      check(at(19, 220) !== "216,30,91,255" && at(40, 220) !== "216,30,91,255", "beside it is not");
      check(at(0, 0).endsWith(",59") || at(0, 0).endsWith(",60"), "little ink is pale: " + at(0, 0));
      const m = map.getBoundingClientRect(), p = view.getBoundingClientRect();
      near(m.left, p.left, 0.5, "the map lies on the picture, x");
      near(m.height, p.height, 0.5, "the map lies on the picture, height");
      press("ink");
      check(getComputedStyle(map).display === "none", "the map is off again");
    }

    press("in");
    dispatchEvent(new Event("beforeprint"));
    const sheet = box();
    check(sheet[2] > 785 && sheet[2] < 850 && sheet[3] > 1780, "the whole board is printed");
    dispatchEvent(new Event("afterprint"));
  }

  /* The page as a whole. */
  const links = document.querySelectorAll(".page nav a").length, boards = document.querySelectorAll(".board").length;
  check(links === (boards > 1 ? boards : 0), "a link for every board where there are several");
  check(document.querySelectorAll(".note p").length === (boards > 1 ? 1 : 0), "a note on all boards where there are several");
  check(document.querySelectorAll("main img, main script, main iframe, main a").length === 0, "words stayed words");
  check(document.body.textContent.includes("<img src=x onerror=alert(1)>"), "and are shown as they are");
  check(!document.body.textContent.includes("\u202e"), "no word turns the text round");
  check(performance.getEntriesByType("resource").every(e => e.name.startsWith("data:")), "nothing is fetched");
  check(document.documentElement.scrollWidth <= innerWidth, `no sideways scrolling: ${document.documentElement.scrollWidth} in ${innerWidth}`);
  for (const one of document.querySelectorAll("button, svg[role], output"))
    check((one.getAttribute("aria-label") || one.textContent).trim() !== "", "every control has a name");

  const pre = document.createElement("pre");
  pre.id = "checked";
  pre.textContent = [...complaints.map(c => c.replace(/\s+/g, " ")), `${n} checks`].join("\n");
  document.body.append(pre);
})().catch(e => { const pre = document.createElement("pre"); pre.id = "checked"; pre.textContent = e.stack + "\n0 checks"; document.body.append(pre); });
