// Search without accents, and the list of what is found: the same page for those who don't see the picture.
const PART = 60;
let whole = false;
let searchedIn = () => []; // the nodes among which one searches, the most important first
let entry = (n) => nodeButton(n); // how the list shows one
let listWritten = () => {}; // what else follows from the list

/** The nodes that hold every word of the query; those whose name starts with it come first. */
function search(query) {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  const asked = wanted.join(" ");
  const found = searchedIn().filter((n) => wanted.every((part) => data.nodes[n].found.includes(part)));
  if (!asked) return found;
  const rank = (n) => {
    const name = fold(data.nodes[n].label.join("\n"));
    return name.startsWith(asked) || name.includes("\n" + asked) ? 0 : name.includes(asked) ? 1 : 2;
  };
  const ranks = new Map(found.map((n) => [n, rank(n)]));
  return found.sort((a, b) => ranks.get(a) - ranks.get(b)); // stable: within a rank by importance
}

function writeList() {
  const query = byId("query").value.trim();
  state.hits = search(query);
  const chosen = state.selected && state.selected.kind === "node" ? state.selected.at : -1;
  const part = whole ? state.hits : state.hits.slice(0, PART);
  byId("list").replaceChildren(...part.map((n) => {
    const item = entry(n);
    if (n === chosen) item.setAttribute("aria-current", "true");
    return make("li", {}, item);
  }));
  byId("listed").textContent = "(" + number(state.hits.length) + ")";
  byId("more").hidden = part.length === state.hits.length;
  byId("more").textContent = word("show_all", { n: number(state.hits.length) });
  listWritten(query);
}

function announce() {
  const n = number(state.hits.length);
  const name = state.at >= 0 ? say(data.nodes[state.hits[state.at]].label) : "";
  const asked = byId("query").value.trim();
  byId("status").textContent = !asked ? "" : !state.hits.length ? word("no_hits") : state.at < 0 ? word("hits", { n }) : word("hit_at", { i: number(state.at + 1), n, name });
}

function searched() {
  state.at = -1;
  whole = false;
  writeList();
  announce();
}

/** Enter goes to the next hit, Shift and Enter to the one before. */
function step(by) {
  if (!byId("query").value.trim() || !state.hits.length) return announce();
  state.at = state.at < 0 ? (by > 0 ? 0 : state.hits.length - 1) : (state.at + by + state.hits.length) % state.hits.length;
  select("node", state.hits[state.at], { move: true });
  announce();
}

function startSearch() {
  byId("search").addEventListener("submit", (event) => event.preventDefault());
  byId("query").addEventListener("input", searched);
  byId("query").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return; // Vietnamese input methods compose with Enter
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });
  byId("more").addEventListener("click", () => { whole = true; writeList(); });
}
