// The bell on every page, and new cards in the inbox without reloading.
// Asks every 3 s, so a new alert is on the screen within 5 s; slower while the server is away,
// not at all while nobody looks.

const EVERY = 3_000;
const SLOWEST = 60_000;

const address = document.body.dataset.since;
const list = document.getElementById("inbox");
const bell = document.getElementById("bell");
const bellCount = document.getElementById("bell-count");

const state = {
  since: list?.dataset.now ?? "",
  wait: EVERY,
  timer: 0,
  asking: false,
  news: new Map(),
  seen: new Map(
    [...document.querySelectorAll("[data-alert]")].map((card) => [card.dataset.alert, moment(card.dataset.changed)]),
  ),
};

function moment(text) {
  return Date.parse(text) || 0;
}

function ring(waiting, words) {
  if (!bell || !bellCount) return;
  bellCount.textContent = waiting ? String(waiting) : "";
  bellCount.hidden = !waiting;
  bell.title = words.waiting;
}

function newsLine() {
  const present = document.getElementById("inbox-news");
  if (present) return present;
  const line = document.createElement("p");
  line.id = "inbox-news";
  line.className = "notice";
  line.setAttribute("role", "status");
  document.getElementById("main").prepend(line);
  return line;
}

function announce(words) {
  const line = newsLine();
  const count = state.news.size;
  line.replaceChildren(count === 1 ? words.one : words.many.replace("#", String(count)), ": ");
  const latest = [...state.news.values()].at(-1);
  const link = document.createElement("a");
  link.href = latest.url;
  link.textContent = latest.title;
  line.append(link);
  line.hidden = false;
}

async function cardOf(alert) {
  const answer = await fetch(alert.card, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return null;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return holder.content.querySelector("[data-alert]");
}

async function show(alert) {
  const present = list?.querySelector(`[data-alert="${Number(alert.id)}"]`);
  const fits = alert.is_new && list?.hasAttribute("data-live");
  if (!present && !fits) return;
  const card = await cardOf(alert);
  if (!card) return;
  if (present) {
    // Nobody loses the place where the keyboard stood.
    const focused = present.contains(document.activeElement);
    present.replaceWith(card);
    if (focused) card.querySelector("a")?.focus();
    return;
  }
  card.classList.add("is-new");
  list.prepend(card);
  document.getElementById("inbox-empty")?.remove();
}

async function take(answer) {
  ring(answer.waiting, answer.words);
  let heard = false;
  for (const alert of answer.alerts) {
    const id = String(alert.id);
    const changed = moment(alert.changed);
    if ((state.seen.get(id) ?? -1) >= changed) continue;
    const unknown = !state.seen.has(id);
    state.seen.set(id, changed);
    await show(alert);
    if (alert.is_new && unknown) {
      state.news.set(id, alert);
      heard = true;
    }
  }
  if (heard) announce(answer.words);
  state.since = answer.now;
}

async function ask() {
  if (state.asking || document.hidden) return;
  state.asking = true;
  window.clearTimeout(state.timer);
  try {
    const query = state.since ? `?${new URLSearchParams({ sejak: state.since })}` : "";
    const answer = await fetch(address + query, { credentials: "same-origin", headers: { Accept: "application/json" } });
    // Logged out, or the right was taken away: asking again would not help.
    if (answer.redirected || [401, 403, 404].includes(answer.status)) return;
    if (!answer.ok) throw new Error(String(answer.status));
    await take(await answer.json());
    state.wait = EVERY;
  } catch {
    state.wait = Math.min(state.wait * 2, SLOWEST);
  } finally {
    state.asking = false;
  }
  state.timer = window.setTimeout(ask, state.wait);
}

if (address) {
  document.addEventListener("visibilitychange", ask);
  ask();
}
