// Data, language and the making of elements. Text reaches the page by textContent only.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const state = { lang: data.lang === "en" ? 1 : 0, selected: null, hits: [], at: -1 };
const touching = (data.nodes || []).map(() => []); // the edges at each node
(data.edges || []).forEach((edge, i) => new Set(edge.ends).forEach((n) => touching[n].push(i)));

const say = (pair) => pair[state.lang];
const locale = () => (state.lang ? "en-GB" : "vi-VN");
const number = (value) => new Intl.NumberFormat(locale(), { maximumFractionDigits: 6, useGrouping: true }).format(value);

/** A word of the page with its blanks filled in. */
function word(key, blanks) {
  let text = say(data.words[key]);
  for (const [name, value] of Object.entries(blanks || {})) {
    text = text.split("{" + name + "}").join(String(value));
  }
  return text;
}

/** An element with attributes, listeners ("onclick") and children: elements or texts. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Lower case without accents, đ as d: the same as graph.text.fold. */
function fold(text) {
  let folded = "";
  for (const char of text.normalize("NFC")) {
    let [base, ...marks] = "đĐðÐ".includes(char) ? "d" : char.normalize("NFKD");
    if (!marks.every((mark) => /\p{Mn}/u.test(mark))) base = char; // several letters, as a Hangul syllable is
    base = base.toLowerCase();
    folded += Array.from(base).length === 1 ? base : char;
  }
  return folded;
}

/** An element of a width in percent; a style attribute would be against the page's policy. */
function wide(element, percent) {
  element.style.width = percent + "%";
  return element;
}

/** A link for a web address, else the text itself: javascript: and its like never become links. */
function linked(text, shown) {
  let address = null;
  try {
    address = /^https?:\/\//i.test(text) ? new URL(text) : null;
  } catch (problem) {
    address = null;
  }
  if (!address || !["http:", "https:"].includes(address.protocol)) return shown || text;
  const attributes = { href: address.href, target: "_blank", rel: "noopener noreferrer" };
  return make("a", attributes, shown || text);
}

/** A date as it is read in the language of the page, as exact as it is known. */
function dated(text) {
  return !state.lang && /^\d{4}(-\d\d){1,2}$/.test(text) ? text.split("-").reverse().join("/") : text;
}

/** A small picture of a mark or a line for the legend and the lists. */
function drawn(box, shapes) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({ viewBox: box, "aria-hidden": "true", focusable: "false" })) {
    svg.setAttribute(name, value);
  }
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}

const OUTLINES = {
  square: "2,2 14,2 14,14 2,14",
  diamond: "8,1 15,8 8,15 1,8",
  triangle: "8,2 15,14 1,14",
  triangleDown: "8,14 15,2 1,2",
  hexagon: "4.5,2 11.5,2 15,8 11.5,14 4.5,14 1,8",
  star: "8,1 10,6 15.3,6.2 11.1,9.4 12.6,14.6 8,11.6 3.4,14.6 4.9,9.4 0.7,6.2 6,6",
};

function markIcon(mark) {
  const look = mark.hollow
    ? { fill: "none", stroke: mark.colour, "stroke-width": "2", "stroke-dasharray": "3 2" }
    : { fill: mark.colour };
  const outline = OUTLINES[mark.shape];
  const shape = outline ? ["polygon", { points: outline, ...look }] : ["circle", { cx: 8, cy: 8, r: 6.5, ...look }];
  return drawn("0 0 16 16", [shape]);
}

function lineIcon(line) {
  const look = { stroke: line.colour, "stroke-width": Math.min(4, 1 + line.width / 2), "stroke-dasharray": line.dashes.join(" ") };
  return drawn("0 0 30 16", [["line", { x1: 1, y1: 8, x2: 29, y2: 8, ...look }]]);
}
