// Filters by industry, park and certificate; "not known" can be asked for too.
const ALL = "";
const NOT_KNOWN = "?";
const facetChoice = (data.facets || []).map(() => ALL);

const facetsOn = () => facetChoice.some((choice) => choice !== ALL);

/** Whether a firm passes all filters. */
function facetPass(n) {
  return facetChoice.every((choice, at) => {
    const of = (data.nodes[n].in || {})[at];
    return choice === ALL || (choice === NOT_KNOWN ? !of : Boolean(of) && of.includes(Number(choice)));
  });
}

/** How many firms of the page each choice of a filter has, and how many nothing is known of. */
function facetCounts(at, firms) {
  const counts = new Map();
  for (const n of firms) {
    for (const choice of (data.nodes[n].in || {})[at] || [NOT_KNOWN]) counts.set(choice, (counts.get(choice) || 0) + 1);
  }
  return counts;
}

let facetFirms = () => data.nodes.map((_, n) => n).filter((n) => data.nodes[n].type === "Enterprise");

function facetBox(facet, at, changed) {
  const counts = facetCounts(at, facetFirms());
  const choices = facet.choices.map((label, i) => [i, say(label)]).filter(([i]) => counts.has(i));
  if (!choices.length) return null;
  choices.sort((a, b) => a[1].localeCompare(b[1], locale()));
  if (counts.has(NOT_KNOWN)) choices.push([NOT_KNOWN, word("unknown")]);
  const option = ([value, label]) => make("option", { value }, label + " (" + number(counts.get(value)) + ")");
  const box = make("select", { "data-facet": facet.key }, make("option", { value: ALL }, word("any")), ...choices.map(option));
  box.value = facetChoice[at];
  box.addEventListener("change", () => {
    facetChoice[at] = box.value;
    changed();
  });
  return make("label", { class: "facet" }, make("span", {}, say(facet.label)), box);
}

let facetChanged = () => {};

function writeFacets() {
  byId("facets").replaceChildren(...data.facets.map((facet, at) => facetBox(facet, at, facetChanged)).filter(Boolean));
}

function clearFacets() {
  facetChoice.fill(ALL);
  writeFacets();
  facetChanged();
}

function startFacets(changed) {
  facetChanged = changed;
  writeFacets();
}
