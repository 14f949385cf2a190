// The picture: vis-network with fixed positions. What is selected is plotted once more over a veil,
// so that a choice costs one repaint however large the graph is.
const shown = { marks: data.marks.map(() => true), lines: data.lines.map(() => true) };
const plotted = new Map(data.network.nodes.map((node) => [node.id, node])); // what the picture shows of the data
const plottedEdges = new Map(data.network.edges.map((edge) => [edge.id, edge]));
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const GOLD = "#f2a705";
let network = null;
let nodes = null;
let edges = null;
let places = null;
let passes = () => true; // what other filters let through
let route = () => null; // the edges that a selected node lights up, if not those at it

const nodeHidden = (n) => !shown.marks[data.nodes[n].mark] || !passes(n);
const edgeHidden = (e) => !shown.lines[data.edges[e].line] || data.edges[e].ends.some(nodeHidden);

/** A colour of the form #rrggbb, see-through. */
function thin(colour, opacity) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return "rgba(" + [red, green, blue, opacity].join(",") + ")";
}

function nodeColour(n) {
  const mark = data.marks[data.nodes[n].mark];
  return { background: thin(mark.colour, mark.hollow ? 0.15 : 1), border: mark.colour };
}

const faint = (e) => (Math.max(...data.edges[e].ends.map((n) => touching[n].length)) > 60 ? 0.45 : 1);

function dashesOf(e) {
  const line = data.lines[data.edges[e].line];
  return data.edges[e].inferred ? data.inferred : line.dashes.length ? line.dashes : false;
}

function edgeLook(e) {
  const line = data.lines[data.edges[e].line];
  return { color: { color: line.colour, opacity: line.opacity * faint(e) }, dashes: dashesOf(e), width: line.width, hidden: edgeHidden(e) };
}

/** The nodes and edges that stay bright, or null when nothing is selected. */
function bright() {
  if (!state.selected) return null;
  const { kind, at } = state.selected;
  const lines = new Set(kind === "edge" ? [at] : route(at) || touching[at]);
  const near = new Set(kind === "node" ? [at] : []);
  lines.forEach((e) => { if (!edgeHidden(e)) data.edges[e].ends.forEach((n) => near.add(n)); });
  return { nodes: near, edges: lines };
}

/** Hide and show what the filters say; only what has changed is told to vis-network. */
function repaint() {
  const change = (set, ids, hidden) => {
    const changed = ids.filter((id) => set.get(id).hidden !== hidden(id)).map((id) => ({ id, hidden: hidden(id) }));
    if (!changed.length) return;
    stale();
    set.update(changed);
  };
  change(nodes, [...plotted.keys()], nodeHidden);
  change(edges, [...plottedEdges.keys()], edgeHidden);
  network.redraw();
}

// --- what is selected, over the veil -----------------------------------------------

function drawSelection(ctx) {
  const lit = bright();
  if (!lit) return;
  const frame = byId("graph");
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const other = network.DOMtoCanvas({ x: frame.clientWidth, y: frame.clientHeight });
  ctx.save();
  ctx.globalAlpha = 0.86;
  ctx.fillStyle = colours.halo;
  ctx.fillRect(corner.x, corner.y, other.x - corner.x, other.y - corner.y);
  ctx.globalAlpha = 1;
  for (const e of lit.edges) if (plottedEdges.has(e) && !edgeHidden(e)) drawLit(ctx, e);
  for (const n of lit.nodes) if (plotted.has(n) && !nodeHidden(n)) network.body.nodes[n].draw(ctx);
  if (state.selected.kind === "node" && plotted.has(state.selected.at)) ring(ctx, state.selected.at);
  ctx.restore();
}

/** An edge in full colour with an arrow, bent as the picture has it. */
function drawLit(ctx, e) {
  const [a, b] = data.edges[e].ends.map((n) => places[n]);
  const line = data.lines[data.edges[e].line];
  const bend = plottedEdges.get(e).smooth ? plottedEdges.get(e).smooth.roundness : 0;
  const via = { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend };
  const turn = Math.atan2(b.y - via.y, b.x - via.x);
  const gap = plotted.get(data.edges[e].ends[1]).size + 3;
  const tip = { x: b.x - gap * Math.cos(turn), y: b.y - gap * Math.sin(turn) };
  ctx.strokeStyle = ctx.fillStyle = line.colour;
  ctx.lineWidth = Math.max(line.width, 3.5);
  ctx.setLineDash(dashesOf(e) || []);
  ctx.beginPath();
  ctx.moveTo(a.x, a.y);
  ctx.quadraticCurveTo(via.x, via.y, tip.x, tip.y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(tip.x, tip.y);
  for (const side of [0.45, -0.45]) ctx.lineTo(tip.x - 15 * Math.cos(turn + side), tip.y - 15 * Math.sin(turn + side));
  ctx.fill();
}

function ring(ctx, n) {
  ctx.strokeStyle = GOLD;
  ctx.lineWidth = 5;
  ctx.beginPath();
  ctx.arc(places[n].x, places[n].y, plotted.get(n).size * 1.25 + 4, 0, 2 * Math.PI);
  ctx.stroke();
}

// --- what the mouse is over -----------------------------------------------------------

function nodeTitle(n) {
  return say(data.nodes[n].label) + "\n" + say(data.marks[data.nodes[n].mark].label);
}

function edgeTitle(e) {
  const [from, to] = data.edges[e].ends;
  const how = data.edges[e].inferred ? " (" + word("inferred") + ")" : "";
  return say(data.nodes[from].label) + "\n→ " + say(data.lines[data.edges[e].line].label) + how + "\n→ " + say(data.nodes[to].label);
}

/** What stands at a place of the picture: ["node", n], ["edge", e] or null. */
function under(point) {
  const n = network.getNodeAt(point);
  if (n !== undefined) return ["node", n];
  const e = network.getEdgeAt(point);
  return e === undefined ? null : ["edge", e];
}

/** A tooltip once the mouse rests; text only. */
function startTooltip() {
  const frame = byId("graph");
  const tip = make("div", { class: "tip", hidden: "" });
  let waiting = 0;
  frame.append(tip);
  const hide = () => {
    window.clearTimeout(waiting);
    tip.hidden = true;
  };
  frame.addEventListener("mousemove", (event) => {
    hide();
    const box = frame.getBoundingClientRect();
    const point = { x: event.clientX - box.left, y: event.clientY - box.top };
    waiting = window.setTimeout(() => {
      const found = under(point);
      frame.style.cursor = found ? "pointer" : "";
      if (!found) return;
      tip.textContent = found[0] === "node" ? nodeTitle(found[1]) : edgeTitle(found[1]);
      tip.hidden = false;
      tip.style.left = Math.max(4, Math.min(point.x + 14, frame.clientWidth - tip.offsetWidth - 6)) + "px";
      tip.style.top = Math.max(4, Math.min(point.y + 14, frame.clientHeight - tip.offsetHeight - 6)) + "px";
    }, 120);
  });
  frame.addEventListener("mouseleave", hide);
  frame.addEventListener("mousedown", hide);
}

// --- drawing and moving ------------------------------------------------------------------

function draw() {
  const plan = data.network;
  const frame = byId("graph");
  if (data.turns && frame.clientHeight > frame.clientWidth) plan.nodes.forEach((node) => { [node.x, node.y] = [node.y, node.x]; });
  places = Object.fromEntries(plan.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
  readColours();
  nodes = new vis.DataSet(plan.nodes.map(({ label, ...node }) => ({ ...node, color: nodeColour(node.id), hidden: nodeHidden(node.id) })));
  edges = new vis.DataSet(plan.edges.map((edge) => ({ ...edge, ...edgeLook(edge.id) })));
  network = new vis.Network(frame, { nodes, edges }, plan.options);
  network.on("click", (event) => {
    const found = under(event.pointer.DOM);
    if (found) select(...found);
    else if (state.selected) clear();
  });
  startMotion();
  network.on("afterDrawing", (ctx) => {
    base(ctx);
    drawSelection(ctx);
    drawLabels(ctx);
  });
  startTooltip();
  startTools();
  fit(false);
}

/** All of it in view; names that stand beside the last column need room there. */
function fit(animation) {
  const all = Object.values(places);
  if (!plotted.size || !data.network.nodes.some((node) => node.aside)) return network.fit({ animation });
  const [xs, ys] = [all.map((at) => at.x), all.map((at) => at.y)];
  const frame = byId("graph");
  const [beside, around] = [Math.min(190, frame.clientWidth * 0.4), 34];
  const width = Math.max(...xs) - Math.min(...xs) + 1;
  const height = Math.max(...ys) - Math.min(...ys) + 1;
  const scale = Math.min(1, (frame.clientWidth - beside - around) / width, (frame.clientHeight - 3 * around) / height);
  const position = { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 };
  network.moveTo({ position, scale, offset: { x: (around - beside) / 2, y: around / 2 }, animation });
}

const motion = () => (calm.matches || large ? false : { duration: 350, easingFunction: "easeInOutQuad" });

/** Bring the selection and what it lights up into view, beside the card. */
function show() {
  const { kind, at } = state.selected;
  const centre = (kind === "node" ? [at] : data.edges[at].ends).filter((n) => plotted.has(n));
  if (!centre.length) return;
  // A province that half the firms lie in would draw the view away from what was asked for.
  const near = [...bright().nodes].filter((n) => plotted.has(n) && !nodeHidden(n) && touching[n].length <= 60);
  const lit = [...new Set([...centre, ...(near.length > 40 ? [] : near)])];
  const xs = lit.map((n) => places[n].x);
  const ys = lit.map((n) => places[n].y);
  const frame = byId("graph").getBoundingClientRect();
  const card = byId("panel").getBoundingClientRect();
  const covered = card.top < frame.bottom && card.left < frame.right && card.bottom > frame.top ? Math.max(0, frame.right - card.left) : 0;
  const free = frame.width - covered;
  const width = Math.max(...xs) - Math.min(...xs) + 1;
  const height = Math.max(...ys) - Math.min(...ys) + 1;
  const scale = Math.min(0.9, Math.max(40, free - 170) / width, Math.max(40, frame.height - 110) / height);
  const position = { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 };
  network.moveTo({ position, scale, offset: { x: -covered / 2, y: 0 }, animation: motion() });
}

const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: motion() });

function startTools() {
  byId("fit").addEventListener("click", () => fit(motion()));
  byId("zoom-in").addEventListener("click", () => zoom(1.4));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColours();
    stale();
    network.redraw();
  });
}
