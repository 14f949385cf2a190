// What is selected, and who is told: the picture, the lists, the card.
const watchers = [];

/** ``move`` brings it into view, ``focus`` puts the keyboard on its card. */
function select(kind, at, options) {
  state.selected = { kind, at };
  for (const watch of watchers) watch(options || {});
}

function clear() {
  state.selected = null;
  for (const watch of watchers) watch({});
}
