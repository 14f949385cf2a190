// The side of a firm's page: what it needs or can do, how that is known, and who answers it.
let chosenItem = null;

function itemRow(item) {
  const answered = item.known > 0;
  const count = make("span", { class: answered ? "answered" : "answered nobody" },
    answered ? word(data.role + "_n", { n: number(item.known) }) : word(data.role + "_none"));
  const shownHere = item.partners.filter((n) => matches.has(n));
  const narrowTo = shownHere.length
    ? make("button", { type: "button", class: "narrow", onclick: () => chooseItem(item) }, word("narrow", { n: number(shownHere.length) })) : null;
  return make("li", {}, make("details", { class: "item" },
    make("summary", {}, make("span", { class: "item-name" }, say(data.nodes[item.node].label)), count),
    make("p", {}, say(item.why), " ", make("span", { class: "sum" }, word("counts", { weight: number(item.weight) }))),
    narrowTo, make("ul", { class: "evidence-list" }, ...item.facts.map(evidenceLine))));
}

/** The items of one kind; inferred ones together by what they follow from. */
function itemGroups(list) {
  const by = new Map();
  for (const item of list) {
    if (!by.has(item.of)) by.set(item.of, []);
    by.get(item.of).push(item);
  }
  const answered = (items) => items.filter((item) => item.known).length;
  for (const items of by.values()) items.sort((a, b) => Boolean(b.known) - Boolean(a.known)); // stable: by weight within
  return [...by].sort((a, b) => answered(b[1]) - answered(a[1]) || b[1].length - a[1].length);
}

function followsFrom(of, items, open) {
  const known = items.filter((item) => item.known).length;
  const title = word("follows_" + data.role, { name: say(data.nodes[of].label) });
  const box = make("details", { class: "follows" }, make("summary", {}, make("span", {}, title), make("span", { class: "number" }, number(known) + "/" + number(items.length))));
  const fill = () => { if (box.childElementCount === 1) box.append(make("ul", {}, ...items.map(itemRow))); };
  box.addEventListener("toggle", fill);
  if (open) {
    fill();
    box.open = true;
  }
  return box;
}

function writeItems() {
  const parts = [];
  data.bases.forEach((base, at) => {
    const list = data.side.filter((item) => item.basis === at);
    if (!list.length) return;
    parts.push(make("h3", {}, say(base.label), " ", make("span", { class: "number" }, number(list.length))));
    const groups = itemGroups(list);
    if (groups.some(([of]) => of !== null)) {
      parts.push(make("p", { class: "hint" }, word("answered_of")));
      groups.forEach(([of, items], i) => parts.push(of === null ? make("ul", {}, ...items.map(itemRow)) : followsFrom(of, items, i === 0)));
    } else parts.push(make("ul", {}, ...list.map(itemRow)));
  });
  if (!parts.length) parts.push(make("p", { class: "unknown" }, word(data.role + "_nothing")));
  byId("items").replaceChildren(...parts);
}

function chooseItem(item) {
  chosenItem = item;
  narrowed();
  byId("ranking-title").scrollIntoView({ block: "start" });
}

function writeChosen() {
  const box = byId("chosen");
  box.hidden = !chosenItem;
  if (!chosenItem) return;
  box.replaceChildren(word("only_" + data.role, { name: say(data.nodes[chosenItem.node].label) }), " ",
    make("button", { type: "button", onclick: () => chooseItem(null) }, word("show_every")));
}
