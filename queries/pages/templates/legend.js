// The legend, which is the filter too.
function legendRow(kind, at, icon, label, number) {
  const box = make("input", { type: "checkbox", "data-kind": kind, "data-at": at });
  box.addEventListener("change", () => {
    shown[kind][at] = box.checked;
    filtered();
  });
  return make("label", { class: "entry" }, box, icon, make("span", {}, label), make("span", { class: "number" }, number));
}

function writeLegend() {
  for (const box of document.querySelectorAll("#filters input")) box.checked = shown[box.dataset.kind][Number(box.dataset.at)];
}

function makeLegend() {
  const many = (list, key, at) => list.filter((item) => item[key] === at).length;
  const rows = (kind, key, list, icon) => data[kind].map((look, at) => [look, at, many(list, key, at)])
    .filter(([, , count]) => count)
    .map(([look, at, count]) => legendRow(kind, at, icon(look), say(look.label), number(count)));
  byId("marks").replaceChildren(...rows("marks", "mark", data.nodes, markIcon));
  byId("lines").replaceChildren(...rows("lines", "line", data.edges, lineIcon));
  writeLegend();
}

function startLegend() {
  makeLegend();
  for (const [id, value] of [["all", true], ["none", false]]) {
    byId(id).addEventListener("click", () => {
      shown.marks.fill(value);
      shown.lines.fill(value);
      writeLegend();
      filtered();
    });
  }
}
