// What is found while somebody types. Without this script the button does the same.

const PAUSE = 200; // ms after the last key: a word is asked for once
const FEWEST = 3;

const form = document.getElementById("search");
const words = document.getElementById("words");
const found = document.getElementById("found");
let timer = 0;
let asking = null;

function lineOf(line) {
  const item = document.createElement("li");
  const title = document.createElement(line.address ? "a" : "strong");
  if (line.address) title.href = line.address;
  title.textContent = line.title;
  const meta = document.createElement("span");
  meta.className = "meta";
  meta.textContent = line.meta ? `${line.sort} · ${line.meta}` : line.sort;
  item.append(title, " ", meta);
  if (line.level) {
    const level = document.createElement("span");
    level.className = "badge";
    level.textContent = line.level;
    item.append(" ", level);
  }
  return item;
}

function show(lines) {
  if (!lines.length) {
    const none = document.createElement("p");
    none.className = "card";
    none.textContent = found.dataset.none;
    found.replaceChildren(none);
    return;
  }
  const list = document.createElement("ul");
  list.className = "found card";
  list.append(...lines.map(lineOf));
  found.replaceChildren(list);
}

async function ask() {
  asking?.abort();
  if (words.value.trim().length < FEWEST) return;
  asking = new AbortController();
  try {
    const answer = await fetch(form.dataset.typed, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
      signal: asking.signal,
    });
    if (answer.ok && !answer.redirected) show((await answer.json()).lines);
  } catch {
    // Overtaken by the next letter, or no network: the button still works.
  }
}

words?.addEventListener("input", () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(ask, PAUSE);
});
