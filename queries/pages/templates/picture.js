// The picture: vis-network with fixed positions, what is hidden, what is dimmed.
const shown = { marks: data.marks.map(() => true), lines: data.lines.map(() => true) };
const touching = data.nodes.map(() => []); // the edges at each node
data.edges.forEach((edge, i) => new Set(edge.ends).forEach((n) => touching[n].push(i)));
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let network = null;
let nodes = null;
let edges = null;

const nodeHidden = (n) => !shown.marks[data.nodes[n].mark];
const edgeHidden = (e) => !shown.lines[data.edges[e].line] || data.edges[e].ends.some(nodeHidden);
/** A colour of the form #rrggbb, see-through. */
function thin(colour, opacity) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return "rgba(" + [red, green, blue, opacity].join(",") + ")";
}

/** The colours of a node; vis-network's own opacity would leave the borders as they are. */
function nodeColour(n, dim) {
  const mark = data.marks[data.nodes[n].mark];
  const opacity = dim ? 0.14 : 1;
  const background = thin(mark.colour, mark.hollow ? 0.15 * opacity : opacity);
  const border = thin(mark.colour, opacity);
  const lit = { background: thin(mark.colour, mark.hollow ? 0.15 : 1), border: "#f2a705" };
  return { background, border, highlight: lit, hover: lit };
}

const faint = (e) => (Math.max(...data.edges[e].ends.map((n) => touching[n].length)) > 60 ? 0.45 : 1);

function nodeTitle(n) {
  const node = data.nodes[n];
  return say(node.label) + "\n" + say(data.marks[node.mark].label);
}

function edgeTitle(e) {
  const [from, to] = data.edges[e].ends;
  const how = data.edges[e].inferred ? " (" + word("inferred") + ")" : "";
  return say(data.nodes[from].label) + "\n→ " + say(data.lines[data.edges[e].line].label) + how + "\n→ " + say(data.nodes[to].label);
}

function edgeLook(e, lit) {
  const edge = data.edges[e];
  const line = data.lines[edge.line];
  const opacity = lit === null ? line.opacity * faint(e) : lit ? 1 : 0.05;
  const dashes = edge.inferred ? data.inferred : line.dashes.length ? line.dashes : false;
  const width = lit ? Math.max(line.width, 3.5) : line.width;
  const color = { color: line.colour, highlight: line.colour, hover: line.colour, opacity };
  return { color, dashes, width, hidden: edgeHidden(e) };
}

/** The nodes and edges that stay bright beside the selection, or null when nothing is selected. */
function bright() {
  if (!state.selected) return null;
  const { kind, at } = state.selected;
  const lines = new Set(kind === "node" ? touching[at] : [at]);
  const near = new Set(kind === "node" ? [at] : []);
  lines.forEach((e) => { if (!edgeHidden(e)) data.edges[e].ends.forEach((n) => near.add(n)); });
  return { nodes: near, edges: lines };
}

// To dim thousands of things takes seconds: there only what is selected gets brighter.
const dimming = data.nodes.length <= 2000;
const known = { nodes: new Map(), edges: new Map() };

/** Tell vis-network only what has changed. */
function update(set, memory, wanted) {
  const changed = wanted.filter((item) => {
    const text = JSON.stringify(item);
    const differs = memory.get(item.id) !== text;
    memory.set(item.id, text);
    return differs;
  });
  if (changed.length) set.update(changed);
}

function nodeState(id, lit) {
  const color = nodeColour(id, dimming && lit && !lit.nodes.has(id));
  return { id, color, hidden: nodeHidden(id), title: nodeTitle(id) };
}

function edgeState(id, lit) {
  const chosen = lit && lit.edges.has(id);
  return { id, ...edgeLook(id, dimming || chosen ? chosen : null), title: edgeTitle(id) };
}

function repaint() {
  const lit = bright();
  update(nodes, known.nodes, data.nodes.map((_, id) => nodeState(id, lit)));
  update(edges, known.edges, data.edges.map((_, id) => edgeState(id, lit)));
}

/** What vis-network starts with; remembered, so that the first selection doesn't tell it all again. */
function first(memory, state) {
  memory.set(state.id, JSON.stringify(state));
  return state;
}

function draw() {
  const plan = data.network;
  const frame = byId("graph");
  if (frame.clientHeight > frame.clientWidth) plan.nodes.forEach((node) => { [node.x, node.y] = [node.y, node.x]; });
  nodes = new vis.DataSet(plan.nodes.map(({ label, ...node }, id) => ({ ...node, ...first(known.nodes, nodeState(id, null)) })));
  edges = new vis.DataSet(plan.edges.map((edge) => ({ ...edge, ...first(known.edges, edgeState(edge.id, null)) })));
  network = new vis.Network(byId("graph"), { nodes, edges }, plan.options);
  network.on("click", (event) => {
    if (event.nodes.length) select("node", event.nodes[0]);
    else if (event.edges.length) select("edge", event.edges[0]);
    else clear();
  });
  network.on("afterDrawing", drawLabels);
  network.on("hoverNode", () => { network.canvas.body.container.style.cursor = "pointer"; });
  network.on("blurNode", () => { network.canvas.body.container.style.cursor = ""; });
}

const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

/** Bring the selection and what it touches into view, beside the panel. */
function show() {
  const { kind, at } = state.selected;
  const centre = kind === "node" ? [at] : data.edges[at].ends;
  // A province that half the firms lie in would draw the view away from what was asked for.
  const near = [...bright().nodes].filter((n) => !nodeHidden(n) && touching[n].length <= 60);
  const lit = [...new Set([...centre, ...(near.length > 40 ? [] : near)])];
  const places = network.getPositions(lit);
  const xs = lit.map((n) => places[n].x);
  const ys = lit.map((n) => places[n].y);
  const frame = byId("graph").getBoundingClientRect();
  const panel = byId("panel").getBoundingClientRect();
  const covered = panel.top < frame.bottom && panel.left < frame.right ? Math.max(0, frame.right - panel.left) : 0;
  const free = frame.width - covered;
  const width = Math.max(...xs) - Math.min(...xs) + 1;
  const height = Math.max(...ys) - Math.min(...ys) + 1;
  const scale = Math.min(0.9, Math.max(40, free - 170) / width, Math.max(40, frame.height - 110) / height);
  const position = { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 };
  network.moveTo({ position, scale, offset: { x: -covered / 2, y: 0 }, animation: motion() });
}

/** The kind of a node that someone asks for comes back when it was filtered out. */
function reveal(kind, at) {
  const wanted = kind === "node" ? [at] : data.edges[at].ends;
  wanted.forEach((n) => { shown.marks[data.nodes[n].mark] = true; });
  if (kind === "edge") shown.lines[data.edges[at].line] = true;
  writeLegend();
}

function select(kind, at, options) {
  const { move = false, focus = false } = options || {};
  reveal(kind, at);
  state.selected = { kind, at };
  if (kind === "node") network.selectNodes([at], false);
  else network.setSelection({ nodes: [], edges: [at] }, { highlightEdges: false });
  repaint();
  writePanel(focus);
  writeList();
  if (move) show();
}

function clear() {
  state.selected = null;
  network.unselectAll();
  repaint();
  writePanel(false);
  writeList();
}
