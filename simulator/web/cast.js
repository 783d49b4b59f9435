// The people one can be, at a click; the dot says that something waits for them.

import { at, face, make } from "/web/dom.js";
import { unreadOf, world } from "/web/state.js";
import { language, t } from "/web/texts.js";

let shown = ""; // who was last brought into view

export function draw(panes, become) {
  const focused = document.activeElement?.dataset?.person;
  at("cast").querySelector("ul").replaceChildren(...world.parts.map((part, n) => make("li", {}, person(part, n, panes, become))));
  const chosen = panes.map((pane) => pane.part.id).join(" ");
  if (chosen !== shown) at("cast").querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "nearest", inline: "center" });
  shown = chosen;
  if (focused) document.querySelector(`[data-person="${focused}"]`)?.focus();
}

function person(part, n, panes, become) {
  const fresh = unreadOf(part);
  const here = panes.some((pane) => pane.part === part);
  const label = [`${part.name}, ${part.role[language]}`, fresh ? t("unread_of", { n: fresh }) : ""].filter(Boolean).join(", ");
  return make(
    "button",
    { type: "button", "data-person": part.id, "aria-label": label, title: `${part.name} ${part.surname}, ${part.role[language]} (Alt+${n + 1})`, "aria-pressed": String(here), onclick: () => become(part) },
    face(`${part.name} ${part.surname}`, part.id),
    make("b", {}, part.name), make("small", {}, part.tag[language]),
    fresh ? make("span", { class: "badge" }, String(fresh)) : null,
  );
}
