// The network on a canvas: five columns, lines by day, by mouse and by keyboard. Names come as one
// looks closer. The table below and the printed page say the same without.

import { Web } from "./network-web.js";
import { Painter } from "./network-painter.js";

const figure = document.getElementById("network");
const words = figure?.dataset;
const DAY = 86_400_000;
const NAMES_AT_ONCE = 200;
const LISTED = 12;
const NAMED_LATER = ["hal", "orang"]; // the other names come with the numbers
const WINDOW = 28; // days shown at once while it plays, unless somebody chose fewer

const made = (tag, text = "", more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

const sortOf = (key) => key.slice(0, key.indexOf(":"));

const button = (text, action) => {
  const one = made("button", text, { type: "button", className: "button-quiet" });
  one.addEventListener("click", action);
  return one;
};

class View {
  constructor(numbers) {
    this.web = new Web(numbers);
    this.canvas = document.getElementById("network-canvas");
    this.chosenBox = document.getElementById("network-chosen");
    this.kinds = Object.fromEntries([...document.querySelectorAll("#network-kinds li")].map((li) => [li.dataset.kind, li.textContent]));
    this.marked = words.marked.split(" ").map((key) => this.web.byKey.get(key)).filter((node) => node !== undefined);
    this.painter = new Painter(this.canvas, this.web, this.marked, (missing) => this.wantNames(missing));
    this.days = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    this.asked = new Set();
    this.tools();
    this.sliders();
    this.listen();
    this.narrow();
    new ResizeObserver(() => this.painter.resize()).observe(this.canvas);
  }

  // --- words ---------------------------------------------------------------

  dateOf(day) {
    return this.days.format(this.web.firstDay + day * DAY);
  }

  nameOf(node) {
    return this.web.names[this.web.keys[node]] ?? "…";
  }

  wantNames(nodes) {
    const fresh = nodes.filter((node) => NAMED_LATER.includes(sortOf(this.web.keys[node])) && !this.asked.has(node));
    for (const node of fresh) this.asked.add(node);
    this.waiting = [...(this.waiting ?? []), ...fresh];
    clearTimeout(this.timer);
    if (this.waiting.length) this.timer = setTimeout(() => this.fetchNames(), 250);
  }

  async fetchNames() {
    const some = this.waiting.splice(0, NAMES_AT_ONCE).map((node) => this.web.keys[node]);
    const numbers = NAMED_LATER.map((sort) => [sort, some.filter((key) => sortOf(key) === sort).map((key) => key.slice(sort.length + 1)).join(",")]);
    const answer = await fetch(`${words.names}?${new URLSearchParams(numbers.filter(([, asked]) => asked))}`);
    if (answer.ok) {
      const { names, pages } = await answer.json();
      Object.assign(this.web.names, names);
      Object.assign(this.web.pages, pages);
    }
    this.painter.ask();
    if (this.chosen !== undefined) this.tell(this.chosen);
    if (this.waiting.length) this.timer = setTimeout(() => this.fetchNames(), 250);
  }

  // --- controls ------------------------------------------------------------

  tools() {
    this.player = button(words.play, () => this.play());
    document.getElementById("network-tools").append(
      button(`+ ${words.larger}`, () => this.painter.zoom(1.6)),
      button(`− ${words.smaller}`, () => this.painter.zoom(1 / 1.6)),
      button(`⤢ ${words.whole}`, () => this.painter.whole()),
      this.player,
    );
  }

  sliders() {
    const box = document.getElementById("network-days");
    const weeks = made("canvas", "", { className: "network-weeks" });
    weeks.setAttribute("aria-hidden", "true");
    box.append(weeks);
    [this.from, this.until] = [words.from, words.until].map((label, which) => {
      const held = made("label");
      const shown = made("span");
      const input = made("input", "", { type: "range", min: 0, max: this.web.lastDay, value: which ? this.web.lastDay : 0 });
      held.append(shown, input);
      box.append(held);
      input.addEventListener("input", () => this.narrow(which));
      return { input, shown, label };
    });
    this.painter.weeks(weeks);
  }

  narrow(which = 0) {
    let [from, until] = [Number(this.from.input.value), Number(this.until.input.value)];
    if (from > until) which ? (from = until) : (until = from);
    this.from.input.value = from;
    this.until.input.value = until;
    for (const [{ input, shown, label }, day] of [[this.from, from], [this.until, until]]) {
      shown.textContent = `${label} ${this.dateOf(day)}`;
      input.setAttribute("aria-valuetext", this.dateOf(day));
    }
    this.web.narrow(from, until);
    this.painter.ask();
    if (this.chosen !== undefined) this.tell(this.chosen);
  }

  play() {
    if (this.playing) {
      clearInterval(this.playing);
      this.playing = undefined;
      this.player.textContent = words.play;
      return;
    }
    const held = Number(this.until.input.value) - Number(this.from.input.value);
    const width = held >= this.web.lastDay ? Math.min(WINDOW, this.web.lastDay) : held;
    let start = held >= this.web.lastDay ? 0 : Number(this.from.input.value);
    this.player.textContent = words.stop;
    this.playing = setInterval(() => {
      this.from.input.value = start;
      this.until.input.value = start + width;
      this.narrow();
      start += 7;
      if (start + width > this.web.lastDay + 7) this.play();
    }, 400);
  }

  // --- choosing ------------------------------------------------------------

  listen() {
    const { canvas, painter } = this;
    canvas.addEventListener("keydown", (key) => this.key(key));
    canvas.addEventListener("wheel", (wheel) => {
      if (!wheel.ctrlKey && document.activeElement !== canvas) return; // the page scrolls on
      wheel.preventDefault();
      painter.zoom(wheel.deltaY < 0 ? 1.2 : 1 / 1.2, wheel.offsetY);
    }, { passive: false });
    canvas.addEventListener("pointerdown", (press) => {
      let moved = 0;
      let last = press.clientY;
      const move = (now) => {
        moved += Math.abs(now.clientY - last);
        painter.drag(now.clientY - last);
        last = now.clientY;
      };
      const stop = () => window.removeEventListener("pointermove", move);
      window.addEventListener("pointermove", move);
      window.addEventListener("pointercancel", stop, { once: true });
      window.addEventListener("pointerup", () => {
        stop();
        if (moved < 5) this.choose(painter.at(press.offsetX, press.offsetY));
      }, { once: true });
    });
  }

  key(key) {
    const { web, painter } = this;
    const steps = {
      ArrowUp: () => this.choose(web.beside(this.chosen, -1)),
      ArrowDown: () => this.choose(web.beside(this.chosen, 1)),
      ArrowLeft: () => this.choose(web.across(this.chosen, -1)),
      ArrowRight: () => this.choose(web.across(this.chosen, 1)),
      Enter: () => this.chosenBox.querySelector("a")?.click(),
      "+": () => painter.zoom(1.6),
      "-": () => painter.zoom(1 / 1.6),
      0: () => painter.whole(),
      Escape: () => this.choose(undefined),
    };
    if (key.ctrlKey || key.altKey || key.metaKey || !steps[key.key]) return;
    key.preventDefault();
    steps[key.key]();
  }

  choose(node) {
    if (node === undefined && this.chosen === undefined) return;
    this.chosen = node;
    this.painter.choose(node);
    if (node === undefined) this.chosenBox.replaceChildren();
    else this.tell(node);
  }

  tell(node) {
    const { web } = this;
    const key = web.keys[node];
    const near = web.near(node);
    this.wantNames([node, ...near.slice(0, LISTED).map(([other]) => other)]);
    const span = web.span(node);
    const told = [this.kinds[web.kind[node]] ?? "", `${web.told[node]} ${words.reports}`];
    if (web.common.has(node)) told.push(words.common);
    if (span) told.push(`${this.dateOf(span[0])} – ${this.dateOf(span[1])}`);
    const ways = made("p", "", { className: "row" });
    ways.append(...this.ways(key));
    const list = made("ul");
    for (const [other, count] of near.slice(0, LISTED)) {
      const item = made("li");
      item.append(button(`${this.nameOf(other)} (${count})`, () => this.choose(other)));
      list.append(item);
    }
    if (near.length > LISTED) list.append(made("li", `+ ${near.length - LISTED} ${words.more}`));
    this.chosenBox.replaceChildren(made("h2", this.nameOf(node)), made("p", told.filter(Boolean).join(" · "), { className: "meta" }), ways, made("h3", words.linked), list);
  }

  ways(key) {
    const here = new URLSearchParams(window.location.search);
    const to = (changes) => {
      const asked = new URLSearchParams(here);
      for (const [name, value] of Object.entries(changes)) value ? asked.set(name, value) : asked.delete(name);
      return `${words.page}?${asked}`;
    };
    const ways = [];
    const page = key.startsWith("hal:") ? `${words.things}${key.slice(4)}/` : this.web.pages[key];
    if (page) ways.push(made("a", words.open, { href: page }));
    if (!key.startsWith("tujuan:")) ways.push(made("a", words.centre, { href: to({ pusat: key, ke: "" }) }));
    const centre = here.get("pusat");
    if (centre && centre !== key && !key.startsWith("tujuan:")) ways.push(made("a", words.path, { href: to({ ke: key }) }));
    return ways;
  }
}

const start = async () => {
  figure.hidden = false;
  try {
    const answer = await fetch(words.numbers);
    if (!answer.ok) throw new Error(answer.status);
    new View(await answer.json());
  } catch {
    figure.replaceChildren(made("p", words.failed, { className: "notice notice-warn" }));
  }
};

if (figure) start();
