// The language switch and the keys of every page; a page begins by saying what it does anew in another language.
let again = () => {};

function writeWords() {
  document.documentElement.lang = state.lang ? "en" : "vi";
  document.title = say(data.title);
  byId("title").textContent = say(data.title);
  byId("counts").textContent = say(data.counts);
  if (data.home) {
    byId("home").hidden = false;
    byId("home").replaceChildren(make("a", { href: data.home }, "← " + word("home")));
  }
  if (data.note) byId("note").textContent = say(data.note);
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.setAttribute("aria-pressed", String((button.dataset.lang === "en") === Boolean(state.lang)));
  }
}

function speak(lang) {
  state.lang = lang === "en" ? 1 : 0;
  writeWords();
  again();
}

function writeFigures() {
  byId("figures").replaceChildren(...data.figures.map(({ label, value }) =>
    make("li", {}, make("b", {}, number(value)), " ", make("span", {}, say(label)))));
}

function writeNotes() {
  byId("notes-part").hidden = !data.notes.length;
  byId("notes").replaceChildren(...data.notes.map((note) => make("li", {}, say(note))));
}

/** "/" goes to the search, Escape closes the card. */
function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "Escape" && state.selected) clear();
    if (event.key === "/" && !typing && byId("query")) {
      event.preventDefault();
      byId("query").focus();
    }
  });
}

/** Start the page; ``rewrite`` writes what depends on the language. */
function begin(start, rewrite) {
  for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => speak(button.dataset.lang));
  startKeys();
  writeWords();
  start();
  again = rewrite;
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}
