// The index: every firm with what is known of it and the way to its pages.
const PLACES = 1; // the filters whose choices a row names: industry, park
const choicesOf = (n, at) => ((data.nodes[n].in || {})[at] || []).map((i) => say(data.facets[at].choices[i]));

function firmRow(n) {
  const node = data.nodes[n];
  const pages = Object.entries(data.pages[n]);
  const [made, needed, held, signed] = data.tallies[n];
  const known = [[signed, "signed_n"], [made, "makes_n"], [needed, "needs_n"], [held, "holds_n"]].filter(([count]) => count);
  const name = say(node.label);
  const title = pages.length ? make("a", { href: pages[0][1] }, name) : name;
  return make("div", { class: "firm-row" },
    make("div", { class: "who" }, make("h3", {}, markIcon(data.marks[node.mark]), title), make("p", { class: "tags" }, say(data.marks[node.mark].label))),
    make("p", { class: "branches" }, choicesOf(n, 0).join(", ") || unknown("nothing_known")),
    make("p", { class: "parks" }, choicesOf(n, PLACES).join(", ") || unknown("no_park")),
    make("p", { class: "known" }, known.map(([count, key]) => word(key, { n: number(count) })).join(" · ")),
    make("p", { class: "ways" }, ...pages.map(([role, file]) => make("a", { href: file, class: "way-to", "aria-label": word(role) + ": " + name }, word(role)))));
}

function writeTop() {
  writeFigures();
  byId("others").replaceChildren(...data.others.map(([vi, en, file]) => make("a", { href: file }, say([vi, en]))));
}

function narrowed() {
  writeList();
  announce();
}

begin(() => {
  if (!data.nodes.length) return;
  entry = firmRow;
  searchedIn = () => data.order.filter(facetPass);
  writeTop();
  startFacets(narrowed);
  startSearch();
  writeList();
  window.ketnoi = Object.freeze({ fold, state });
}, () => {
  if (!data.nodes.length) return;
  writeTop();
  writeFacets();
  writeList();
  announce();
});
