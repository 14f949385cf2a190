// The card: facts, certificates, neighbours, disagreements and sources of what is selected.
const FEW = 12; // neighbours of one kind that stand open

const columnsOf = (type) => data.types[type].columns;
const unknown = (key) => make("span", { class: "unknown" }, word(key || "unknown"));

/** One value as text or element: choices in words, dates and numbers as the language writes them. */
function shownValue(column, value) {
  if (Array.isArray(value)) {
    return make("ul", { class: "values" }, ...value.map((part) => make("li", {}, shownValue(column, part))));
  }
  if (typeof value === "object") return nodeButton(value.node);
  if (typeof value === "number") return number(value);
  if (column.choices && Object.hasOwn(column.choices, value)) return say(column.choices[value]);
  if (column.date) return dated(value);
  if (column.name === "country" && /^[A-Z]{2}$/.test(value)) return country(value);
  return linked(value);
}

function country(code) {
  try {
    return new Intl.DisplayNames([locale()], { type: "region" }).of(code) + " (" + code + ")";
  } catch (problem) {
    return code;
  }
}

function nodeButton(n) {
  const node = data.nodes[n];
  return make("button", { type: "button", class: "node", "data-node": n, onclick: () => select("node", n, { move: true, focus: true }) },
    markIcon(data.marks[node.mark]), make("span", {}, say(node.label)));
}

function section(title, ...children) {
  return children.length ? make("section", {}, make("h3", {}, title), ...children) : null;
}

function factRows(type, item) {
  const columns = columnsOf(type);
  const facts = new Map(item.facts || []);
  const heading = item.label || [];
  const rows = [];
  columns.forEach((column, i) => {
    const always = data.types[type].always.includes(i);
    const same = column.name !== "id" && heading.includes(facts.get(i));
    if (((!facts.has(i) || same) && !always) || column.name === "note") return;
    const value = facts.has(i) ? shownValue(column, facts.get(i)) : unknown();
    rows.push(make("dt", {}, say(column.label)), make("dd", { "data-fact": column.name }, value));
  });
  return rows;
}

/** What a reader should know beside the facts; often long. */
function noteSection(type, item) {
  const at = columnsOf(type).findIndex((column) => column.name === "note");
  const note = new Map(item.facts || []).get(at);
  return note ? section(say(columnsOf(type)[at].label), shownValue(columnsOf(type)[at], note)) : null;
}

const isLine = (e, type) => data.lines[data.edges[e].line].type === type;

/** What every buyer asks of a firm; that nothing is on file is not a no. */
function asked(n) {
  if (touching[n].some((e) => isLine(e, "MAKES") && data.edges[e].ends[0] === n)) return [];
  return [make("dt", {}, word("products")), make("dd", { "data-fact": "products" }, unknown("not_here"))];
}

/** The value of a property of an edge, or undefined. */
function factOf(item, type, name) {
  return new Map(item.facts || []).get(columnsOf(type).findIndex((column) => column.name === name));
}

/** The certificates of a firm, each with its number and the day it ends; "none on file" is not "none". */
function certificates(n) {
  const held = touching[n].filter((e) => isLine(e, "HOLDS") && data.edges[e].ends[0] === n);
  if (!held.length) return section(word("certificates"), make("p", { class: "unknown", "data-fact": "certificates" }, word("no_certificate")));
  return section(word("certificates"), make("ul", { class: "certificates" }, ...held.map(certificate)));
}

function certificate(e) {
  const edge = data.edges[e];
  const [number_, issuer, until] = ["number", "issuer", "valid_until"].map((name) => factOf(edge, "HOLDS", name));
  const ended = until && data.on && until < data.on.slice(0, until.length);
  const ends = !until ? unknown("no_end") : make("span", { class: ended ? "ended" : "valid" }, word(ended ? "ended" : "valid", { day: dated(until) }));
  const more = [number_ && word("number", { number: number_ }), issuer].filter(Boolean).join(" · ");
  return make("li", {}, make("div", { class: "line" }, nodeButton(edge.ends[1]), edgeButton(e, edge.ends[1])), make("p", {}, ends, more ? " · " + more : ""));
}

/** The way to the page of a firm or place, where there is one. */
function pageLink(n) {
  const address = data.nodes[n].link;
  const here = n === data.firm || n === data.place;
  return address && !here ? make("p", {}, make("a", { href: address, class: "page" }, word("open_page"))) : null;
}

function neighbourGroups(n) {
  const groups = new Map();
  for (const e of touching[n]) {
    if (isLine(e, "HOLDS") && data.edges[e].ends[0] === n) continue; // they stand above, with their days
    const [from, to] = data.edges[e].ends;
    const out = from === n;
    const key = data.edges[e].line * 2 + (out ? 0 : 1);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push([e, out ? to : from]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([key, list]) => neighbourGroup(data.lines[key >> 1], key % 2 === 0, list));
}

function neighbourGroup(line, out, list) {
  const label = (out ? "→ " : "← ") + say(out ? line.label : line.back);
  const box = make("details", { class: "group", "data-line": line.type, "data-way": out ? "out" : "in" },
    make("summary", {}, lineIcon(line), make("span", {}, label), make("span", { class: "number" }, number(list.length))));
  list.sort((a, b) => say(data.nodes[a[1]].label).localeCompare(say(data.nodes[b[1]].label), locale()));
  const fill = () => {
    if (box.childElementCount > 1) return;
    box.append(make("ul", { class: "neighbours" }, ...list.map(([e, other]) => make("li", {}, nodeButton(other), edgeButton(e, other)))));
  };
  box.addEventListener("toggle", fill);
  if (list.length <= FEW) {
    fill();
    box.setAttribute("open", "");
  }
  return box;
}

function edgeButton(e, other) {
  const name = word("about", { name: say(data.nodes[other].label) });
  const text = data.edges[e].inferred ? word("inferred") : "i";
  return make("button", { type: "button", class: "edge", "data-edge": e, "aria-label": name, title: name, onclick: () => select("edge", e, { move: true, focus: true }) }, text);
}

function disputedRows(type, item) {
  return (item.disputed || []).map(([at, value, source]) => {
    const said = word("instead", { value: at >= 0 && columnsOf(type)[at].choices ? choiceWord(columnsOf(type)[at], value) : value });
    const label = at >= 0 ? say(columnsOf(type)[at].label) + ": " : "";
    const who = source >= 0 ? " (" + data.sources[source][0] + ")" : "";
    return make("li", {}, label + said + who);
  });
}

const choiceWord = (column, value) => (Object.hasOwn(column.choices, value) ? say(column.choices[value]) : value);

function sourceRows(item) {
  const bySource = new Map();
  for (const [at, where] of item.refs || []) {
    if (!bySource.has(at)) bySource.set(at, []);
    if (where) bySource.get(at).push(where);
  }
  return [...bySource].map(([at, wheres]) => {
    const [title, publisher, published, url] = data.sources[at];
    const parts = [publisher, published ? dated(published) : word("no_date")].filter(Boolean);
    return make("li", {}, make("span", { class: "source" }, linked(url, title)), make("span", { class: "by" }, parts.join(", ")),
      wheres.length ? make("span", { class: "where" }, word("row", { where: wheres.join("; ") })) : null);
  });
}

function sourcesSection(item) {
  const rows = sourceRows(item);
  return section(word("sources"), rows.length ? make("ul", { class: "sources" }, ...rows) : make("p", { class: "unknown" }, word("no_source")));
}

/** An edge or node as evidence: what it says, and who says so, down to the row. */
function evidenceLine(item) {
  const said = item.edge === undefined ? data.nodes[item.node] : data.edges[item.edge];
  const text = item.edge === undefined ? say(said.label)
    : [say(data.nodes[said.ends[0]].label), say(data.lines[said.line].label), say(data.nodes[said.ends[1]].label)].join(" → ");
  const open = () => (item.edge === undefined ? select("node", item.node, { focus: true }) : select("edge", item.edge, { focus: true }));
  const where = (said.refs || []).map(([at, place]) => data.sources[at][0] + (place ? ", " + place : ""));
  return make("li", {}, make("button", { type: "button", class: "fact", onclick: open }, text),
    make("span", { class: where.length ? "where" : "where unknown" }, where.length ? where.join("; ") : word("no_source")));
}

function evidence(items) {
  if (!items.length) return null;
  return make("details", { class: "evidence" }, make("summary", {}, word("evidence", { n: number(items.length) })), make("ul", {}, ...items.map(evidenceLine)));
}

function nodePanel(n) {
  const node = data.nodes[n];
  const mark = data.marks[node.mark];
  const rows = [...factRows(node.type, node), ...(node.type === "Enterprise" ? asked(n) : [])];
  const disputed = disputedRows(node.type, node);
  return [
    make("p", { class: "kind" }, markIcon(mark), say(mark.label)),
    make("h2", { tabindex: "-1" }, say(node.label)),
    pageLink(n),
    section(word("facts"), make("dl", {}, ...rows)),
    node.type === "Enterprise" ? certificates(n) : null,
    disputed.length ? section(word("disputed"), make("ul", { class: "disputed" }, ...disputed)) : null,
    section(word("relations"), ...neighbourGroups(n)),
    noteSection(node.type, node),
    sourcesSection(node),
  ];
}

function edgePanel(e) {
  const edge = data.edges[e];
  const line = data.lines[edge.line];
  const rows = factRows(line.type, edge);
  const disputed = disputedRows(line.type, edge);
  return [
    make("p", { class: "kind" }, word("relation")),
    make("h2", { tabindex: "-1" }, say(line.label), edge.inferred ? make("span", { class: "tag" }, word("inferred")) : null),
    make("div", { class: "ends" }, nodeButton(edge.ends[0]), make("p", { class: "way" }, lineIcon(line), "→ " + say(line.label)), nodeButton(edge.ends[1])),
    rows.length ? section(word("facts"), make("dl", {}, ...rows)) : null,
    noteSection(line.type, edge),
    disputed.length ? section(word("disputed"), make("ul", { class: "disputed" }, ...disputed)) : null,
    sourcesSection(edge),
  ];
}

function writeCard(focus) {
  const panel = byId("panel");
  panel.hidden = !state.selected;
  if (!state.selected) return;
  const { kind, at } = state.selected;
  const parts = kind === "node" ? nodePanel(at) : edgePanel(at);
  byId("detail").replaceChildren(...parts.filter(Boolean));
  panel.scrollTop = 0;
  if (focus) panel.querySelector("h2").focus({ preventScroll: false });
}
