// Large pictures stay smooth: what vis-network has drawn is kept as an image, which is moved and scaled
// until the view rests; only then, or when a filter changes, are the thousands of nodes drawn again.
const LARGE = 1200; // nodes, from which on this is worth it
const REST = 180; // milliseconds without a move
const large = data.network.nodes.length > LARGE;
let kept = null; // the image, with the view in which it was drawn
let moving = false;
let resting = 0;

/** The picture has changed: what was kept is of no use. */
function stale() {
  kept = null;
}

const sameView = () => kept.scale === network.getScale() && kept.corner.x === network.DOMtoCanvas({ x: 0, y: 0 }).x && kept.corner.y === network.DOMtoCanvas({ x: 0, y: 0 }).y;
const spared = () => kept !== null && (moving || sameView());

function keep(ctx) {
  const { width, height } = ctx.canvas;
  const image = make("canvas", { width, height });
  image.getContext("2d").drawImage(ctx.canvas, 0, 0);
  const frame = byId("graph");
  kept = { image, scale: network.getScale(), corner: network.DOMtoCanvas({ x: 0, y: 0 }), wide: frame.clientWidth, high: frame.clientHeight };
}

/** After vis-network's own drawing, before names and selection: keep it, or put the kept image in its place. */
function base(ctx) {
  if (!large) return;
  if (!spared()) return keep(ctx);
  ctx.drawImage(kept.image, kept.corner.x, kept.corner.y, kept.wide / kept.scale, kept.high / kept.scale);
}

function moved() {
  moving = true;
  window.clearTimeout(resting);
  resting = window.setTimeout(() => {
    moving = false;
    network.redraw();
  }, REST);
}

/** vis-network draws nothing where the kept image will do; its parts keep their names in the minified script. */
function startMotion() {
  const { renderer } = network;
  const nothing = { _drawNodes: { drawExternalLabels() {} }, _drawEdges: undefined, _drawArrows: undefined };
  if (!large || !Object.keys(nothing).every((name) => typeof renderer[name] === "function")) return;
  for (const [name, instead] of Object.entries(nothing)) {
    const full = renderer[name];
    renderer[name] = (...given) => (spared() ? instead : full.apply(renderer, given));
  }
  network.on("dragging", moved);
  network.on("zoom", moved);
  network.on("resize", stale);
}
