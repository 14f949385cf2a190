// The language switch, the tools, and the start.
function writeWords() {
  document.documentElement.lang = state.lang ? "en" : "vi";
  document.title = say(data.title);
  byId("title").textContent = say(data.title);
  byId("counts").textContent = say(data.counts);
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
  if (!network) return;
  makeLegend();
  writeList();
  announce();
  writePanel(false);
  repaint();
}

const fit = () => network.fit({ animation: motion() });
const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: motion() });

function startTools() {
  byId("fit").addEventListener("click", fit);
  byId("zoom-in").addEventListener("click", () => zoom(1.4));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("close").addEventListener("click", () => { clear(); byId("query").focus(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.key === "Escape" && state.selected) clear();
    if (event.key === "/" && !typing) {
      event.preventDefault();
      byId("query").focus();
    }
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColours();
    network.redraw();
  });
}

function start() {
  for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => speak(button.dataset.lang));
  if (data.nodes.length) {
    if (window.matchMedia("(max-width: 899px)").matches) byId("filters").open = false;
    draw();
    startSearch();
    startLegend();
    startTools();
    writeList();
    network.fit({ animation: false });
    if (data.focus !== null) select("node", data.focus, { move: true });
  }
  // For tests and for the curious: where things stand on the screen, and how text is folded.
  window.ketnoi = Object.freeze({ network, fold, at: (n) => network.canvasToDOM(network.getPositions([n])[n]), state });
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

start();
