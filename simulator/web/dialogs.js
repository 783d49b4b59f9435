// What lies over the page for a moment: an alert, a large picture, the map, the keys.

import { at, make } from "/web/dom.js";
import { PLACES, WIDTH, HEIGHT, chart, pointAt } from "/web/sketch.js";
import { t } from "/web/texts.js";

const KEYS = [["Enter", "key_send"], ["Shift+Enter", "key_line"], ["↑", "key_edit"], ["Esc", "key_escape"], ["Alt+1 … 9", "key_cast"], ["Alt+0", "key_other"], ["?", "key_help"]];

export function tell(text) {
  at("alert").querySelector("p").textContent = text;
  at("alert").showModal();
}

export function enlarge(source, words) {
  const picture = at("large").querySelector("img");
  Object.assign(picture, { src: source, alt: words });
  at("large").showModal();
}

export function keys() {
  const rows = KEYS.flatMap(([key, means]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, t(means))]);
  at("keysheet").querySelector("dl").replaceChildren(...rows);
  at("keysheet").showModal();
}

// Where someone says to be; null when they think better of it.
export function point() {
  const dialog = at("map");
  return new Promise((resolve) => {
    let chosen = null;
    const choose = (place) => { chosen = place; dialog.close(); };
    const sketch = chart({ role: "img", "aria-label": t("sketch_only") });
    sketch.addEventListener("click", (event) => {
      const box = sketch.getBoundingClientRect();
      choose(pointAt(((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT));
    });
    dialog.querySelector(".chart").replaceChildren(sketch);
    dialog.querySelector(".towns").replaceChildren(
      ...PLACES.map(([name, latitude, longitude]) => make("button", { type: "button", onclick: () => choose({ latitude, longitude }) }, name)),
    );
    dialog.addEventListener("close", () => resolve(chosen), { once: true });
    dialog.showModal();
  });
}

export function listen() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }
}
