// A firm's page: figures, side, ranking, the picture of the paths and the card.
const routes = new Map([...matches].map(([n, match]) => [n, [...match.path, ...match.signed].map((item) => item.edge).filter((e) => e !== undefined)]));
route = (n) => (routes.has(n) && routes.get(n).length ? routes.get(n) : null);
const newFirms = data.new.map((match) => match.firm);
const signedFirms = data.signed.map((match) => match.firm);
const stands = (n) => facetPass(n) && (!chosenItem || chosenItem.partners.includes(n));

/** Show in the lists which firm is selected. */
function mark() {
  const chosen = state.selected && state.selected.kind === "node" ? state.selected.at : -1;
  for (const button of document.querySelectorAll(".firm-name")) {
    const here = Number(button.dataset.node) === chosen;
    if (here) button.closest("article").setAttribute("aria-current", "true");
    else button.closest("article").removeAttribute("aria-current");
  }
}

/** With nobody chosen the card is that of the firm itself. */
function ownCard() {
  if (state.selected) return;
  byId("panel").hidden = false;
  byId("close").hidden = true;
  byId("detail").replaceChildren(make("p", { class: "hint" }, word("choose_" + data.role)), ...nodePanel(data.firm).filter(Boolean));
}

function card({ focus }) {
  byId("close").hidden = false;
  writeCard(focus);
  ownCard();
}

watchers.push(() => network.redraw(), card, mark);

function writeSigned() {
  const firms = signedFirms.filter(stands);
  byId("signed-part").hidden = !signedFirms.length;
  byId("signed").replaceChildren(...firms.map((n) => make("li", {}, matchEntry(n))));
}

function afterList() {
  writeSigned();
  byId("none-found").hidden = !newFirms.length || state.hits.length > 0; // the notes say why there are none
  mark();
}

/** After a filter or a choice of one item. */
function narrowed() {
  writeChosen();
  writeList();
  announce();
}

begin(() => {
  entry = matchEntry;
  listWritten = afterList;
  searchedIn = () => newFirms.filter(stands);
  facetFirms = () => [...newFirms, ...signedFirms];
  writeFigures();
  writeItems();
  writeNotes();
  startFacets(narrowed);
  startSearch();
  writeList();
  ownCard();
  draw(); // last, when the frame has its size
  byId("close").addEventListener("click", () => {
    const back = document.querySelector("article[aria-current] .firm-name");
    clear();
    (back || byId("query")).focus();
  });
  window.ketnoi = Object.freeze({ network, fold, at: (n) => network.canvasToDOM(places[n]), state });
}, () => {
  writeFigures();
  writeItems();
  writeNotes();
  writeFacets();
  writeChosen();
  writeList();
  announce();
  card({});
  network.redraw();
});
