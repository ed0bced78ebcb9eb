// Paints the network. Only what lies in view is drawn; names stand where there is room for them.

const COLUMNS = 5;
const MARGIN = 12;
const ROW = 14; // a name needs so many pixels
const LINES_AT_ONCE = 400; // one path with all lines takes several times as long to fill
const DEEPEST = 400;
const DRAFT = 4000; // while it moves, so many lines; all of them when it rests
const REST = 180; // milliseconds
const WIDTHS = [[1, 1], [3, 1.8], [Infinity, 3]]; // up to so many reports, this thick

export class Painter {
  constructor(canvas, web, marked, wantNames) {
    Object.assign(this, { canvas, web, marked: new Set(marked), wantNames });
    this.ink = canvas.getContext("2d");
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.colours = { line: "#5f7f77", dot: colour("--brand"), chosen: colour("--accent"), faint: "#cfd8d4", ink: colour("--ink") };
    this.font = `12px ${style.fontFamily}`;
    this.deep = 1;
    this.top = 0;
    this.resize();
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    const sharp = window.devicePixelRatio || 1;
    this.width = clientWidth;
    this.tall = clientHeight;
    this.canvas.width = clientWidth * sharp;
    this.canvas.height = clientHeight * sharp;
    this.ink.setTransform(sharp, 0, 0, sharp, 0, 0);
    this.ask();
  }

  // Something moves: a quick picture now, the whole one when it rests.
  stir() {
    this.moving = true;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.moving = false;
      this.ask();
    }, REST);
    this.ask();
  }

  ask() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.paint();
    });
  }

  // --- where things stand --------------------------------------------------

  x(node) {
    return MARGIN + (this.web.column[node] * this.width) / COLUMNS;
  }

  y(node) {
    return MARGIN + (this.web.height[node] - this.top) * this.deep * (this.tall - 2 * MARGIN);
  }

  zoom(factor, at = this.tall / 2) {
    const part = (at - MARGIN) / (this.tall - 2 * MARGIN);
    const held = this.top + part / this.deep;
    this.deep = Math.min(Math.max(this.deep * factor, 1), DEEPEST);
    this.move(held - part / this.deep);
  }

  drag(pixels) {
    this.move(this.top - pixels / this.deep / (this.tall - 2 * MARGIN));
  }

  move(top) {
    this.top = Math.min(Math.max(top, 0), 1 - 1 / this.deep);
    this.canvas.style.touchAction = this.deep > 1 ? "none" : "";
    this.stir();
  }

  whole() {
    this.deep = 1;
    this.move(0);
  }

  choose(node) {
    this.chosen = node;
    if (node !== undefined && (this.y(node) < 0 || this.y(node) > this.tall)) this.move(this.web.height[node] - 0.5 / this.deep);
    this.ask();
  }

  // The active node nearest to a point, within 24 pixels.
  at(x, y) {
    const column = Math.min(Math.max(Math.floor(((x - MARGIN / 2) / this.width) * COLUMNS), 0), COLUMNS - 1);
    let [best, nearest] = [undefined, 24];
    for (const node of this.web.standing[column]) {
      const far = Math.abs(this.y(node) - y);
      if (this.web.isActive[node] && far < nearest) [best, nearest] = [node, far];
    }
    return best;
  }

  // --- painting ------------------------------------------------------------

  paint() {
    const begun = performance.now();
    const { ink, web } = this;
    ink.clearRect(0, 0, this.width, this.tall);
    const every = this.lines();
    const stride = this.moving ? Math.ceil(every.length / DRAFT) : 1;
    const lines = stride > 1 ? every.filter((_pair, at) => at % stride === 0) : every;
    const own = this.chosen === undefined ? [] : web.around[this.chosen].filter((pair) => web.lines[pair]);
    this.strokes(lines, this.colours.line, Math.min(Math.max(400 / (lines.length || 1), 0.025), 0.55) * (own.length ? 0.5 : 1));
    this.strokes(lines.filter((pair) => this.marked.has(web.left[pair]) && this.marked.has(web.right[pair])), this.colours.chosen, 0.9);
    this.strokes(own, this.colours.chosen, 0.9);
    this.dots();
    this.names(own);
    if (!this.moving) this.canvas.dataset.lines = every.length;
    performance.measure("network", { start: begun });
  }

  // The pairs that stand on these days and cross the view.
  lines() {
    const { lines, left, right, height } = this.web;
    const [top, bottom] = [-MARGIN, this.tall - MARGIN].map((y) => this.top + y / this.deep / (this.tall - 2 * MARGIN));
    const seen = [];
    for (let pair = 0; pair < lines.length; pair++) {
      if (!lines[pair]) continue;
      const a = height[left[pair]];
      const b = height[right[pair]];
      if ((a >= top || b >= top) && (a <= bottom || b <= bottom)) seen.push(pair);
    }
    return seen;
  }

  strokes(pairs, colour, alpha) {
    const { ink, web } = this;
    ink.strokeStyle = colour;
    ink.globalAlpha = alpha;
    let least = 0;
    for (const [most, thick] of WIDTHS) {
      const some = pairs.filter((pair) => web.lines[pair] > least && web.lines[pair] <= most);
      least = most;
      ink.lineWidth = thick;
      for (let start = 0; start < some.length; start += LINES_AT_ONCE) this.stroke(some.slice(start, start + LINES_AT_ONCE));
    }
    ink.globalAlpha = 1;
  }

  stroke(pairs) {
    const { ink, web } = this;
    ink.beginPath();
    for (const pair of pairs) {
      const [a, b] = [web.left[pair], web.right[pair]];
      const [x, y, endX, endY] = [this.x(a), this.y(a), this.x(b), this.y(b)];
      ink.moveTo(x, y);
      if (x === endX) ink.quadraticCurveTo(x + 30, (y + endY) / 2, endX, endY);
      else ink.lineTo(endX, endY);
    }
    ink.stroke();
  }

  dots() {
    const { ink, web } = this;
    for (let node = 0; node < web.keys.length; node++) {
      const y = this.y(node);
      if (y < -8 || y > this.tall + 8) continue;
      const stands = node === this.chosen || this.marked.has(node);
      ink.fillStyle = stands ? this.colours.chosen : web.isActive[node] ? this.colours.dot : this.colours.faint;
      const size = Math.min(1.2 + Math.sqrt(web.told[node]), 7) + (node === this.chosen ? 2 : 0);
      if (size < 3 && !stands) {
        ink.fillRect(this.x(node) - size, y - size, 2 * size, 2 * size);
        continue;
      }
      ink.beginPath();
      ink.arc(this.x(node), y, size, 0, 7);
      if (web.common.has(node)) ink.stroke();
      else ink.fill();
    }
  }

  // Names in the order of importance, each where its row is still free.
  names(own) {
    const { web, ink } = this;
    const first = [this.chosen, ...this.marked, ...own.map((pair) => web.other(pair, this.chosen))].filter((node) => node !== undefined);
    const taken = Array.from({ length: COLUMNS }, () => new Set());
    const missing = [];
    ink.font = this.font;
    ink.lineWidth = 3;
    ink.strokeStyle = "#ffffffd0";
    ink.fillStyle = this.colours.ink;
    const room = Math.floor((this.width / COLUMNS - 18) / 6.2);
    for (const node of [...first, ...web.byTold]) {
      const y = this.y(node);
      const row = Math.floor(y / ROW);
      if (!web.isActive[node] || y < 0 || y > this.tall) continue;
      if (taken[web.column[node]].has(row) || taken[web.column[node]].has(row - 1) || taken[web.column[node]].has(row + 1)) continue;
      taken[web.column[node]].add(row);
      const name = web.names[web.keys[node]];
      if (name === undefined) missing.push(node);
      else this.name(name.length > room ? `${name.slice(0, room - 1)}…` : name, this.x(node) + 9, y + 4);
    }
    this.wantNames(missing);
  }

  name(text, x, y) {
    this.ink.strokeText(text, x, y);
    this.ink.fillText(text, x, y);
  }

  // How many lines each week brought, above the two sliders.
  weeks(canvas) {
    const { lineDay, lastDay } = this.web;
    const counts = new Uint32Array(Math.floor(lastDay / 7) + 1);
    for (const day of lineDay) counts[Math.floor(day / 7)]++;
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    [canvas.width, canvas.height] = [600, 40];
    const ink = canvas.getContext("2d");
    ink.fillStyle = "#8fa69f";
    const step = 600 / counts.length;
    counts.forEach((count, week) => ink.fillRect(week * step, 40 - (38 * count) / most, Math.max(step - 1, 0.5), (38 * count) / most));
  }
}
