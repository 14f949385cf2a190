// The ranking: each firm with its score, the reasons that add up to it, and what is met, missing, not known.
const matches = new Map([...data.new, ...data.signed].map((match) => [match.firm, match]));
const most = Math.max(...[...matches.values()].map((match) => match.score), 0.0001);
const unfolded = new Set(); // the firms whose reasons stand open
const score = (value) => new Intl.NumberFormat(locale(), { minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(value);

/** One bar of the contributions side by side; its length is the score beside the best of the page. */
function scoreBar(match) {
  const parts = match.signals.map(([, part], i) => [i, part]).filter(([, part]) => part > 0);
  const bar = make("div", { class: "bar", "aria-hidden": "true" }, ...parts.map(([i, part]) =>
    wide(make("span", { class: "part s" + i, title: say(data.signals[i].label) + ": " + score(part) }), (100 * part) / most)));
  return bar;
}

/** What a firm is, where, and whether it has signed, in a few words. */
function tags(match) {
  const node = data.nodes[match.firm];
  const mark = data.marks[node.mark];
  const park = ((node.in || {})[1] || []).map((i) => say(data.facets[1].choices[i]));
  return make("p", { class: "tags" }, markIcon(mark), say(mark.label),
    ...(park.length ? [" · " + park.join(", ")] : []),
    match.signed.length ? make("span", { class: "stamp" }, word("has_signed")) : null);
}

function balance(kind, sign, texts) {
  if (!texts.length) return null;
  return make("p", { class: "balance " + kind }, make("span", { class: "sign", "aria-hidden": "true" }, sign),
    make("b", {}, word(kind === "unknown" ? "not_known_n" : kind, { n: number(texts.length) })), " " + texts.map(say).join(" · "));
}

function reason([value, part, sentence, facts], i) {
  const { label, weight: share } = data.signals[i];
  const sum = value === null ? make("span", { class: "unknown" }, word("unknown")) : word("times", { weight: number(share), score: score(value) });
  const bar = make("div", { class: "bar", "aria-hidden": "true" }, wide(make("span", { class: "part s" + i }), value === null ? 0 : (100 * part) / most));
  return make("li", { class: "reason" + (value === null ? " silent" : "") },
    make("span", { class: "name" }, make("i", { class: "dot s" + i, "aria-hidden": "true" }), say(label)), bar,
    make("span", { class: "part-sum" }, make("b", { "data-part": String(part) }, value === null ? "–" : score(part))),
    make("p", {}, say(sentence), " ", make("span", { class: "sum" }, value === null ? "" : sum)), evidence(facts));
}

function reasons(match) {
  const box = make("details", { class: "reasons" }, make("summary", {}, word("reasons", { score: score(match.score) })));
  const fill = () => {
    if (box.childElementCount > 1) return;
    const known = match.signals.map((signal, i) => [signal, i]);
    known.sort((a, b) => b[0][1] - a[0][1] || (a[0][0] === null) - (b[0][0] === null) || a[1] - b[1]);
    box.append(make("ul", { class: "reason-list" }, ...known.map(([signal, i]) => reason(signal, i)),
      make("li", { class: "reason total" }, make("span", { class: "name" }, word("total")), make("span", {}), make("span", { class: "part-sum" }, make("b", { "data-total": String(match.score) }, score(match.score))))));
    if (match.path.length) box.append(make("p", { class: "path-title" }, word("path")), make("ol", { class: "evidence-list" }, ...match.path.map(evidenceLine)));
    if (match.signed.length) box.append(make("p", { class: "path-title" }, word("signed_how")), make("ul", { class: "evidence-list" }, ...match.signed.map(evidenceLine)));
  };
  box.addEventListener("toggle", () => {
    fill();
    if (box.open) unfolded.add(match.firm);
    else unfolded.delete(match.firm);
  });
  if (unfolded.has(match.firm)) {
    fill();
    box.open = true;
  }
  return box;
}

/** One firm of the ranking. */
function matchEntry(n) {
  const match = matches.get(n);
  const name = make("button", { type: "button", class: "firm-name", "data-node": n, onclick: () => select("node", n, {}) }, say(data.nodes[n].label));
  return make("article", { class: "match" },
    make("div", { class: "top" }, match.rank ? make("span", { class: "rank" }, String(match.rank)) : null,
      make("div", { class: "who" }, make("h3", {}, name), tags(match)),
      make("p", { class: "score" }, make("b", {}, score(match.score)), make("span", {}, word("points")))),
    scoreBar(match),
    make("p", { class: "headline" }, say(match.headline)),
    balance("met", "✓", match.met), balance("missing", "✗", match.missing), balance("unknown", "?", match.unknown),
    reasons(match));
}
