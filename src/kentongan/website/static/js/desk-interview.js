// The interview without waiting for pages: a digit answers, Enter goes on, the facts follow.
// Without this script every answer is a page of its own and nothing else is different.

const step = document.getElementById("step");
const facts = document.getElementById("facts");

function begin() {
  step.querySelector("[autofocus]")?.focus();
}

function tell(sentence) {
  const problem = document.createElement("p");
  problem.className = "error";
  problem.setAttribute("role", "alert");
  problem.textContent = sentence;
  step.querySelector(".error")?.remove();
  step.prepend(problem);
}

async function send(form, submitter) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form, submitter),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  const kind = answer.headers.get("Content-Type") ?? "";
  if (!kind.includes("json")) throw new Error("no fragments");
  const parts = await answer.json();
  step.innerHTML = parts.step; // escaped by the templates of our own server
  if (parts.facts) facts.innerHTML = parts.facts;
  begin();
}

step?.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.id !== "question" || form.dataset.sending) return;
  event.preventDefault();
  form.dataset.sending = "1";
  try {
    await send(form, event.submitter);
  } catch {
    delete form.dataset.sending;
    tell(step.dataset.problem);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.matches("input:not([type=radio]), textarea, select")) return;
  const choice = step?.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.form.requestSubmit();
});

begin();
