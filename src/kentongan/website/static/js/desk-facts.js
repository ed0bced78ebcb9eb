// The facts about an applicant while the data is typed. Without this script they come after saving.

const PAUSE = 250; // ms after the last key

const form = document.querySelector("form[data-facts]");
const facts = document.getElementById("facts");
let timer = 0;
let asking = null;

async function ask() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.dataset.facts, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
      signal: asking.signal,
    });
    if (answer.ok && !answer.redirected) facts.innerHTML = (await answer.json()).html;
  } catch {
    // Overtaken by the next key, or no network: the facts come after saving.
  }
}

if (form && facts) {
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  });
}
