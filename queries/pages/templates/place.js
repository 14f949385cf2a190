// A place's page: the map of its parks, its clusters, gaps, local supply and programmes, and the card.
const SVG = "http://www.w3.org/2000/svg";
const [WIDE, HIGH, EDGE] = [640, 360, 46];
const LETTER = 9.4; // about how wide a letter of the map is
const LISTED = 10; // parks that stand open below the map
const OPEN = 12; // gaps that stand open

function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const hint = (key, blanks) => make("p", { class: "hint" }, word(key, blanks));
const nothing = () => make("p", { class: "unknown" }, word("nothing_here"));

// --- the map -------------------------------------------------------------------------

/** Kilometres → the picture: all parks in view, one scale both ways. */
function projection(places) {
  const [xs, ys] = [0, 1].map((at) => places.map((place) => place[at]));
  const [low, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - low, Math.max(...ys) - top];
  const scale = Math.min((WIDE - 4 * EDGE) / Math.max(width, 4), (HIGH - 2 * EDGE) / Math.max(height, 4));
  const [left, up] = [(WIDE - 2 * EDGE - width * scale) / 2, (HIGH - height * scale) / 2];
  return { scale, at: ([x, y]) => [left + (x - low) * scale, up + (y - top) * scale] };
}

/** A bar of a round number of kilometres, and north. */
function scaleBar(scale) {
  const long = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter((km) => km * scale < WIDE / 4).pop() || 1;
  const y = HIGH - 16;
  return shape("g", { class: "scale" },
    shape("path", { d: `M16 ${y - 5}V${y}H${16 + long * scale}V${y - 5}` }),
    shape("text", { x: 20 + long * scale + 4, y: y + 1 }, word("kilometres", { n: number(long) })),
    shape("path", { d: `M${WIDE - 22} 40V14M${WIDE - 28} 22L${WIDE - 22} 12L${WIDE - 16} 22` }),
    shape("text", { x: WIDE - 22, y: 56, "text-anchor": "middle" }, state.lang ? "N" : "B"));
}

/** Where a name of some width stands beside its circle: the first place that is free and on the map. */
function nameAt(x, y, r, width, taken) {
  const tries = [6, -r - 6, r + 18, -r - 26, r + 38].flatMap((down) => [["start", x + r + 5, down], ["end", x - r - 5, down], ["middle", x, down]]);
  const boxOf = ([anchor, at, down]) => {
    const left = anchor === "start" ? at : anchor === "end" ? at - width : at - width / 2;
    return [left, y + down - 15, left + width, y + down + 4];
  };
  const hits = ([a, b, c, d]) => a < 2 || c > WIDE - 2 || taken.some(([e, f, g, h]) => a < g && c > e && b < h && d > f);
  const chosen = tries.find((wanted) => !hits(boxOf(wanted))) || tries[0];
  taken.push(boxOf(chosen));
  return { at: [chosen[1], y + chosen[2]], anchor: chosen[0] };
}

function drawMap(parks) {
  const placed = parks.filter(([, , place]) => place);
  if (!placed.length) return make("p", { class: "unknown" }, word("no_map"));
  const { scale, at } = projection(placed.map(([, , place]) => place));
  const most = Math.max(...placed.map(([, firms]) => firms.length), 1);
  const svg = shape("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "parks-map", role: "img", "aria-label": word("map") });
  for (let i = 1; i < 8; i++) svg.append(shape("path", { class: "grid", d: `M${(WIDE * i) / 8} 0V${HIGH}M0 ${(HIGH * i) / 8}H${WIDE}` }));
  const marks = placed.map(([n, firms, place]) => ({ n, firms, at: at(place), r: 7 + 17 * Math.sqrt(firms.length / most) }));
  const taken = marks.map(({ at: [x, y], r }) => [x - r, y - r, x + r, y + r]);
  for (const { n, firms, at: [x, y], r } of marks) {
    const dot = shape("circle", { cx: x, cy: y, r, class: "park" });
    dot.addEventListener("click", () => select("node", n, { focus: true }));
    const name = say(data.nodes[n].short) + (firms.length ? " (" + number(firms.length) + ")" : "");
    const { at: [left, base], anchor } = nameAt(x, y, r, name.length * LETTER, taken);
    svg.append(dot, shape("text", { x: left, y: base, class: "park-name", "text-anchor": anchor }, name));
  }
  svg.append(scaleBar(scale));
  return svg;
}

function parkRow([n, firms, place]) {
  const where = place ? "" : " · " + word("no_position");
  const count = firms.length ? word("firms_n", { n: number(firms.length) }) : word("no_firms");
  const found = firms.length
    ? make("details", {}, make("summary", {}, count, make("span", { class: "soft" }, where)), make("ul", {}, ...firms.map((firm) => make("li", {}, nodeButton(firm)))))
    : make("p", { class: "soft" }, count + where);
  return make("li", {}, nodeButton(n), found);
}

function writeMap() {
  if (!data.map.length) return byId("map").replaceChildren(nothing());
  const rows = data.map.map(parkRow);
  const rest = rows.length > LISTED ? make("details", {}, make("summary", {}, word("more_parks", { n: number(rows.length - LISTED) })), make("ul", { class: "park-list" }, ...rows.slice(LISTED))) : null;
  byId("map").replaceChildren(...[hint("map_hint"), drawMap(data.map), make("ul", { class: "park-list" }, ...rows.slice(0, LISTED)), rest].filter(Boolean));
}

// --- clusters, gaps ---------------------------------------------------------------------

function bar(kind, count, most) {
  return make("div", { class: "bar", "aria-hidden": "true" }, count ? wide(make("span", { class: "part " + kind }), (100 * count) / most) : null);
}

function writeClusters() {
  const most = Math.max(...data.clusters.map((c) => Math.max(c.domestic.length, c.others.length)), 1);
  const rows = data.clusters.map((c) => make("details", { class: "cluster" },
    make("summary", {}, make("span", { class: "cluster-name" }, say(c.label)),
      bar("own", c.domestic.length, most), make("b", {}, number(c.domestic.length)), bar("other", c.others.length, most), make("b", {}, number(c.others.length))),
    make("ul", {}, ...[...c.domestic, ...c.others].map((n) => make("li", {}, nodeButton(n))))));
  byId("clusters").replaceChildren(...(rows.length ? [hint("clusters_hint"), ...rows] : [nothing()]));
}

/** The first rows, and the others behind a line that opens them. */
function folded(rows) {
  if (rows.length <= OPEN) return rows;
  return [...rows.slice(0, OPEN), make("details", {}, make("summary", {}, word("more_rows", { n: number(rows.length - OPEN) })), ...rows.slice(OPEN))];
}

function firmNames(list) {
  return make("ul", {}, ...list.map(([n, vi, en]) => make("li", {}, n < 0 ? say([vi, en]) : nodeButton(n))));
}

function gapRow(gap) {
  const sides = ["makers", "perhaps", "elsewhere", "foreign"].filter((side) => gap[side].length);
  const stated = gap.stated ? " · " + word("stated_n", { n: number(gap.stated) }) : "";
  const makers = gap.makers.length ? make("span", { class: "answered" }, gap.makers.map(([, vi, en]) => say([vi, en])).join(", ")) : make("span", { class: "answered nobody" }, word("makers_none"));
  const box = make("details", { class: "gap" }, make("summary", {},
    make("span", { class: "gap-name" }, make("b", {}, say(data.nodes[gap.node].label)), gap.group ? make("small", {}, say(gap.group)) : null),
    make("span", { class: "gap-need" }, word("buyers_n", { n: number(gap.buyers.length) }) + stated), makers));
  box.addEventListener("toggle", () => {
    if (box.childElementCount > 1) return;
    box.append(make("p", {}, say(gap.why)), make("ul", { class: "evidence-list" }, ...gap.facts.map(evidenceLine)),
      make("h3", {}, word("who_needs")), firmNames(gap.buyers),
      ...sides.flatMap((side) => [make("h3", {}, word(side)), firmNames(gap[side])]));
  });
  return box;
}

function writeGaps() {
  const shown = number(data.gaps.length);
  const rows = data.gaps.map(gapRow);
  byId("gaps").replaceChildren(...(rows.length ? [hint("gaps_hint", { shown, n: number(data.gapsInAll) }), ...folded(rows)] : [nothing()]));
}

// --- local supply, programmes --------------------------------------------------------------

function levels({ levels: list }) {
  const all = list.reduce((sum, [, , count]) => sum + count, 0);
  return make("ul", { class: "levels" }, ...list.map(([label, level, count]) => make("li", {},
    make("span", {}, say(label)), bar("level-" + level, count, all), make("b", {}, number(count)))));
}

function makersTable({ where, makers }) {
  const head = make("tr", {}, make("th", { scope: "col" }, word("owner")), ...where.map((w) => make("th", { scope: "col" }, say(w))));
  const rows = makers.map(([label, ...counts]) => make("tr", {}, make("th", { scope: "row" }, say(label)), ...counts.map((count) => make("td", {}, number(count)))));
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
}

function buyerShare([n, vi, en, all, own]) {
  return make("li", {}, n < 0 ? make("span", {}, say([vi, en])) : nodeButton(n), bar("own", own, all), make("b", {}, number(own) + "/" + number(all)));
}

function writeLocal() {
  const { local } = data;
  if (!local.buyers.length) return byId("local").replaceChildren(nothing());
  byId("local").replaceChildren(make("h3", {}, word("local_levels")), levels(local), make("h3", {}, word("local_makers")), makersTable(local),
    make("h3", {}, word("local_buyers")), make("ul", { class: "shares" }, ...local.buyers.map(buyerShare)));
}

function writeProgrammes() {
  const rows = data.programmes.map(([n, edges]) => make("li", {}, nodeButton(n),
    edges.length ? make("ul", { class: "evidence-list" }, ...edges.map(evidenceLine)) : make("p", { class: "unknown" }, word("supports_nobody"))));
  byId("programmes").replaceChildren(rows.length ? make("ul", {}, ...rows) : nothing());
}

// --- the page -------------------------------------------------------------------------------

function ownCard() {
  if (state.selected) return;
  byId("panel").hidden = false;
  byId("close").hidden = true;
  byId("detail").replaceChildren(make("p", { class: "hint" }, word("choose_place")), ...nodePanel(data.place).filter(Boolean));
}

function card({ focus }) {
  byId("close").hidden = false;
  writeCard(focus);
  ownCard();
}

function write() {
  writeFigures();
  writeNotes();
  for (const part of [writeMap, writeClusters, writeGaps, writeLocal, writeProgrammes]) part();
  card({});
}

watchers.push(card);

begin(() => {
  byId("close").addEventListener("click", clear);
  write();
  window.ketnoi = Object.freeze({ fold, state });
}, write);
