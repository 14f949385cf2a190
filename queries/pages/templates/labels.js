// Names on the picture as on a map: always readable, never on top of each other,
// the important ones first, more of them the nearer one looks.
const SIZE = 12; // pixels on the screen, whatever the zoom
const CELL = 6;
const MOST = 400; // names tried in one picture
const widths = [new Map(), new Map()];
let colours = null;

const isFirm = (n) => data.nodes[n].type === "Enterprise";
const firmLinks = (n) => touching[n].filter((e) => ["MAKES", "NEEDS", "SIGNED_MOU", "SUPPORTED_BY"].includes(data.lines[data.edges[e].line].type)).length;
const weight = data.nodes.map((node, n) => touching[n].length + (isFirm(n) ? 30 + 6 * firmLinks(n) : 0) + (node.type === "Product" ? 0 : 8));
const order = data.nodes.map((_, n) => n).filter((n) => plotted.has(n)).sort((a, b) => weight[b] - weight[a] || a - b);

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
  const scale = network.getScale();
  const frame = byId("graph");
  const columns = Math.ceil(frame.clientWidth / CELL);
  const grid = new Uint8Array(columns * Math.ceil(frame.clientHeight / CELL));
  const lit = bright();
  const first = lit ? [...lit.nodes].filter((n) => plotted.has(n)).sort((a, b) => (b === state.selected.at) - (a === state.selected.at) || weight[b] - weight[a] || a - b) : [];
  const rest = lit ? [] : order;
  ctx.save();
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5 / scale;
  for (const n of first) if (!drawLabel(ctx, n, scale, grid, columns, 1)) drawLabel(ctx, n, scale, grid, columns, -1);
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const other = network.DOMtoCanvas({ x: frame.clientWidth, y: frame.clientHeight });
  const inside = ({ x, y }) => x > corner.x && x < other.x && y > corner.y && y < other.y;
  let tried = 0;
  for (const n of rest) {
    if (!inside(places[n])) continue;
    drawLabel(ctx, n, scale, grid, columns, 1);
    if (++tried > MOST) break; // the important ones come first; there is no room for more
  }
  ctx.restore();
}

/** Write a name below its node (side 1), above it (-1), or beside it; false when there is no room. */
function drawLabel(ctx, n, scale, grid, columns, side) {
  if (nodeHidden(n)) return true;
  const plan = plotted.get(n);
  const { x, y } = places[n];
  const high = SIZE / scale;
  const frame = byId("graph").clientWidth;
  ctx.font = (isFirm(n) ? "600 " : "") + high + "px system-ui, sans-serif";
  let text = say(data.nodes[n].short);
  let width = labelWidth(ctx, n, text, scale);
  const start = network.canvasToDOM({ x: plan.aside ? x + plan.size + 6 / scale : x - width / 2 / scale, y: plan.aside ? y - high / 2 : y + side * (plan.size + 3 / scale) - (side < 0 ? high : 0) });
  if (plan.aside) [text, width] = cut(ctx, text, width, scale, frame - start.x - 12);
  else if (start.x < 10 && start.x + width > 10) start.x = 10;
  const [above, below] = plan.aside ? [0, SIZE - 1] : [-4, SIZE + 6];
  if (taken(grid, columns, [start.x - 9, start.y + above, start.x + width + 6, start.y + below])) return false;
  const { x: left, y: top } = network.DOMtoCanvas(start);
  ctx.strokeStyle = colours.halo;
  ctx.fillStyle = colours.text;
  ctx.strokeText(text, left, top);
  ctx.fillText(text, left, top);
  return true;
}

/** A name cut to the room that is left at the edge of the picture. */
function cut(ctx, text, width, scale, room) {
  while (width > room && text.length > 4) {
    text = text.replace(/.…?$/u, "").trimEnd() + "…";
    width = ctx.measureText(text).width * scale;
  }
  return [text, width];
}
