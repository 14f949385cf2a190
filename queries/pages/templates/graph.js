// The graph page: everything above put together.

/** What someone asks for comes back when it was filtered out. */
function reveal() {
  if (!state.selected) return;
  const { kind, at } = state.selected;
  const wanted = kind === "node" ? [at] : data.edges[at].ends;
  wanted.forEach((n) => { shown.marks[data.nodes[n].mark] = true; });
  if (kind === "edge") shown.lines[data.edges[at].line] = true;
  if (wanted.some((n) => !passes(n))) clearFacets();
  writeLegend();
  repaint();
}

watchers.push(reveal, ({ focus }) => writeCard(focus), writeList, ({ move }) => { if (move) show(); });

function filtered() {
  if (state.selected && (state.selected.kind === "node" ? nodeHidden : edgeHidden)(state.selected.at)) return clear();
  repaint();
  writeList();
  announce();
}

/** With a filter on, firms that pass stay, and what they have to do with. */
function narrow() {
  if (!facetsOn()) {
    passes = () => true;
    return filtered();
  }
  const keep = new Set(data.nodes.keys());
  const firms = [...keep].filter(isFirm);
  const fit = new Set(firms.filter(facetPass));
  const near = new Set([...fit].flatMap((n) => touching[n].flatMap((e) => data.edges[e].ends)).filter((n) => !isFirm(n)));
  passes = (n) => fit.has(n) || near.has(n);
  filtered();
}

begin(() => {
  if (!data.nodes.length) return;
  if (window.matchMedia("(max-width: 899px)").matches) byId("filters").open = false;
  listWritten = (query) => { if (query) byId("listing").open = true; };
  searchedIn = () => order.filter((n) => !nodeHidden(n));
  draw();
  startFacets(narrow);
  startSearch();
  startLegend();
  byId("close").addEventListener("click", () => { clear(); byId("query").focus(); });
  writeList();
  if (data.focus !== null) select("node", data.focus, { move: true });
  // For tests and for the curious: where things stand on the screen, and how text is folded.
  window.ketnoi = Object.freeze({ network, fold, at: (n) => network.canvasToDOM(places[n]), state });
}, () => {
  if (!network) return;
  writeFacets();
  makeLegend();
  writeList();
  announce();
  writeCard(false);
  repaint();
});
