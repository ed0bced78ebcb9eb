// The folded section "who told you?": its boxes lose their names, so a form cannot send them; what
// is sent is the sealed text. Where the browser cannot seal, everything stays as it was and the page
// says that the server seals.

import { canSeal, seal } from "./seal.js";

const section = () => document.getElementById("identity");
const boxes = (place) => [...place.querySelectorAll("[data-identity]")];

/** Take the names away and say who seals. */
export function prepareIdentity() {
  const place = section();
  if (!place?.dataset.keys || !canSeal()) return;
  for (const box of boxes(place)) {
    box.removeAttribute("name");
    box.addEventListener("input", () => void (place.dataset.touched = "yes"));
  }
  for (const line of place.querySelectorAll("[data-sealed-by]")) line.hidden = line.dataset.sealedBy !== "browser";
}

/** Before sending: what is typed becomes the sealed text, bound to this form's report. */
export async function sealIdentity(form) {
  const place = section();
  if (!place?.dataset.keys || !canSeal()) return;
  const sealed = form.elements.identity_sealed;
  const identity = Object.fromEntries(boxes(place).map((box) => [box.dataset.identity, box.value.trim()]));
  if (Object.values(identity).some(Boolean)) {
    sealed.value = await seal(identity, `report:${form.elements.uuid.value}`, place.dataset.keys.split(" "));
  } else if (place.dataset.touched) {
    sealed.value = "";
  }
}

/** The server showed the form again: what was typed here stays here, in the new page. */
export function carryIdentity(page) {
  const typed = section();
  const fresh = page.querySelector("#identity");
  if (!typed?.dataset.touched || !fresh?.dataset.keys) return;
  for (const box of boxes(fresh)) box.value = typed.querySelector(`[data-identity="${box.dataset.identity}"]`)?.value ?? "";
  fresh.dataset.touched = "yes";
  fresh.open = typed.open;
  for (const line of fresh.querySelectorAll("[data-sealed-before]")) line.hidden = true;
}
