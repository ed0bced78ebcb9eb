// The report form with a little help: a text typed without signal stays on the screen, one tap sends
// once, and a chip and a text field that exclude each other clear each other. Nothing is stored: the
// only copy is the form itself. Without this module the form works as plain HTML.

import { carryIdentity, prepareIdentity, sealIdentity } from "./identity.js";
import "./quick-exit.js";

const form = () => document.getElementById("report-form");

/** A fresh form gets its own id, even where the browser put an old page's hidden field back. */
function freshen(element) {
  if ("fresh" in element.dataset && globalThis.crypto?.randomUUID) {
    element.elements.uuid.value = crypto.randomUUID();
  }
}

/** Tap the radio with this value, if the form has it. */
function choose(element, name, value) {
  const radio = element.querySelector(`input[name="${name}"][value="${value}"]`);
  if (radio && !element.querySelector(`input[name="${name}"]:checked`)) radio.checked = true;
}

/** A typed place means "elsewhere" unless a chip says more; a date replaces today and yesterday. */
function follow(event) {
  const element = form();
  if (event.target.name === "place_text" && event.target.value) choose(element, "place", "other");
  if (event.target.name === "noticed_on" && event.target.value) {
    for (const radio of element.querySelectorAll('input[name="when"]')) {
      if (["today", "yesterday", "unknown"].includes(radio.value)) radio.checked = false;
    }
  }
  if (event.target.name === "when" && ["today", "yesterday", "unknown"].includes(event.target.value)) {
    element.elements.noticed_on.value = "";
  }
}

/** While sending, the button says so and takes no second tap. */
function busy(element, isBusy) {
  const button = element.querySelector("#send");
  button.dataset.label ??= button.textContent;
  button.disabled = isBusy;
  button.textContent = isBusy ? button.dataset.sending : button.dataset.label;
}

/** Show the page the server answered with, in place, so that the typed text is never gone. */
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  // An error page must not take the place of the text.
  if (!page?.querySelector("form, [data-done]")) throw new Error("the answer has no form");
  carryIdentity(page);
  document.querySelector("main").replaceWith(document.adoptNode(page));
  begin();
  const told = document.querySelector("#form-errors, main [role=alert]:not([hidden])");
  (told ?? document.querySelector("main")).scrollIntoView({ block: "start" });
  document.getElementById("form-errors")?.focus();
}

async function send(event) {
  event.preventDefault();
  const element = form();
  const problem = document.getElementById("send-problem");
  problem.hidden = true;
  busy(element, true);
  try {
    await sealIdentity(element);
    const body = new FormData(element);
    const answer = await fetch(element.action, { method: "POST", body, credentials: "same-origin" });
    if (answer.redirected) return void location.assign(answer.url);
    show(await answer.text());
  } catch {
    problem.hidden = false;
    problem.scrollIntoView({ block: "center" });
  } finally {
    if (form()) busy(form(), false);
  }
}

function begin() {
  const element = form();
  if (!element) return;
  freshen(element);
  prepareIdentity();
  element.addEventListener("input", follow);
  element.addEventListener("submit", send);
}

begin();
