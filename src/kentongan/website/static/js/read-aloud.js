// Reads a letter aloud in Indonesian with the voice of the browser. Without a voice the buttons stay
// hidden and the officer reads the same text.

const controls = document.querySelector("[data-read-controls]");
const text = document.querySelector("[data-read-text]");
const speech = window.speechSynthesis;
const slowly = 0.85;

function paragraphs() {
  return [...text.querySelectorAll("p")].map((one) => one.textContent.trim()).filter(Boolean);
}

function read() {
  speech.cancel();
  const voice = speech.getVoices().find((one) => one.lang.toLowerCase().startsWith("id"));
  for (const words of paragraphs()) {
    const saying = new SpeechSynthesisUtterance(words);
    saying.lang = "id-ID";
    saying.rate = slowly;
    if (voice) saying.voice = voice;
    speech.speak(saying);
  }
}

if (controls && text && speech) {
  controls.hidden = false;
  controls.querySelector('[data-read="start"]').addEventListener("click", read);
  controls.querySelector('[data-read="stop"]').addEventListener("click", () => speech.cancel());
  addEventListener("pagehide", () => speech.cancel());
}
