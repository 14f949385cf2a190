// Names on the picture as on a map: always readable, never on top of each other,
// the important ones first, more of them the nearer one looks.
const SIZE = 12; // pixels on the screen, whatever the zoom
const CELL = 6;
const widths = [new Map(), new Map()];
let colours = null;
let places = null;

const isFirm = (n) => data.nodes[n].type === "Enterprise";
const firmLinks = (n) => touching[n].filter((e) => ["MAKES", "NEEDS", "SIGNED_MOU", "SUPPORTED_BY"].includes(data.lines[data.edges[e].line].type)).length;
const weight = data.nodes.map((node, n) => touching[n].length + (isFirm(n) ? 30 + 6 * firmLinks(n) : 0) + (node.type === "Product" ? 0 : 8));
const order = data.nodes.map((_, n) => n).sort((a, b) => weight[b] - weight[a] || a - b);

function readColours() {
  const style = getComputedStyle(document.documentElement);
  colours = { text: style.getPropertyValue("--text").trim(), halo: style.getPropertyValue("--canvas").trim() };
}

function labelWidth(ctx, n, text, scale) {
  const memory = widths[state.lang];
  if (!memory.has(n)) memory.set(n, ctx.measureText(text).width * scale);
  return memory.get(n);
}

/** Whether the box is free of other labels; it is taken then. */
function taken(grid, columns, box) {
  const [left, top, right, bottom] = box.map((v) => Math.floor(v / CELL));
  if (left < 0 || top < 0 || right >= columns || (bottom + 1) * columns > grid.length) return true;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) if (grid[y * columns + x]) return true;
  }
  for (let y = top; y <= bottom; y++) grid.fill(1, y * columns + left, y * columns + right + 1);
  return false;
}

function drawLabels(ctx) {
  if (!colours) readColours();
  if (!places) places = network.getPositions();
  const scale = network.getScale();
  const frame = byId("graph");
  const columns = Math.ceil(frame.clientWidth / CELL);
  const grid = new Uint8Array(columns * Math.ceil(frame.clientHeight / CELL));
  const lit = bright();
  const first = lit ? [...lit.nodes].sort((a, b) => (b === state.selected.at) - (a === state.selected.at) || weight[b] - weight[a] || a - b) : [];
  const rest = lit ? [] : order;
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5 / scale;
  for (const n of first) if (!drawLabel(ctx, n, scale, grid, columns, 1)) drawLabel(ctx, n, scale, grid, columns, -1);
  for (const n of rest) drawLabel(ctx, n, scale, grid, columns, 1);
  ctx.restore();
}

/** Write a name below its node (side 1) or above it (-1); false when there is no room. */
function drawLabel(ctx, n, scale, grid, columns, side) {
  if (nodeHidden(n)) return true;
  const plan = data.network.nodes[n];
  const text = say(data.nodes[n].short);
  ctx.font = (isFirm(n) ? "600 " : "") + SIZE / scale + "px system-ui, sans-serif";
  const top = places[n].y + side * (plan.size + 3 / scale) - (side < 0 ? SIZE / scale : 0);
  const at = network.canvasToDOM({ x: places[n].x, y: top });
  const half = labelWidth(ctx, n, text, scale) / 2 + 9;
  if (taken(grid, columns, [at.x - half, at.y - 4, at.x + half, at.y + SIZE + 6])) return false;
  ctx.strokeStyle = colours.halo;
  ctx.fillStyle = colours.text;
  ctx.strokeText(text, places[n].x, top);
  ctx.fillText(text, places[n].x, top);
  return true;
}
