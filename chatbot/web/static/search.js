// Made by chatbot.
// The page with all questions: shows those that have all words somebody types.
"use strict";
(() => {
  const form = document.querySelector(".search");
  const field = form.elements.q;
  const found = document.querySelector(".found");
  const sections = [...document.querySelectorAll("main section")];
  const entries = [...document.querySelectorAll("details.entry")].map((entry) => ({
    entry,
    text: folded(`${entry.textContent} ${entry.dataset.also}`),
  }));
  const print = document.querySelector(".print");

  function folded(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function search() {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { entry, text } of entries) {
      entry.hidden = !words.every((word) => text.includes(word));
      count += entry.hidden ? 0 : 1;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector("details.entry:not([hidden])");
    }
    found.textContent = words.length ? found.dataset.found.replace("{count}", count) : "";
  }

  function openNamed() {
    const entry = document.querySelector(":target")?.closest("details.entry");
    if (entry) {
      entry.open = true;
      entry.hidden = entry.parentElement.hidden = false;
      entry.scrollIntoView();
    }
  }

  form.hidden = print.hidden = false;
  if (!field.defaultValue) { // else most questions are not here: the server searches on
    form.querySelector("button").hidden = true; // there is nothing to send
    form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", search);
  }
  print.addEventListener("click", () => window.print());
  window.addEventListener("hashchange", openNamed);
  window.addEventListener("load", openNamed); // before, the browser may not have looked for it
})();
