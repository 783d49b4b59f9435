// The knobs at the top: time, network, screens, colours, language. None of them exists in a real messenger.

import { at, icon } from "/web/dom.js";
import { clockAt, now, weekdayAt, world } from "/web/state.js";
import { knob } from "/web/telegram.js";
import { choose, language, t } from "/web/texts.js";

const THEMES = { auto: "half", light: "sun", dark: "moon" };

export function draw(panes) {
  at("clock").querySelector("time").textContent = `${weekdayAt(now())} ${clockAt(now())}`;
  at("cut").hidden = !world.cut;
  at("lost").hidden = world.reachable;
  const network = at("network");
  network.setAttribute("aria-pressed", String(world.cut));
  network.lastElementChild.textContent = t(world.cut ? "mend" : "cut");
  at("split").setAttribute("aria-pressed", String(panes.length > 1));
  for (const button of document.querySelectorAll("[data-turn]")) button.hidden = !world.turns.includes(button.dataset.turn);
  at("language").textContent = language === "id" ? "English" : "Indonesia";
  at("language").lang = language === "id" ? "en" : "id";
  drawTheme();
}

function drawTheme() {
  const theme = document.documentElement.dataset.theme ?? "auto";
  at("theme").querySelector(".sign").replaceChildren(icon(THEMES[theme]));
  at("theme").querySelector(".said").textContent = t(`theme_${theme}`);
  at("theme").setAttribute("aria-label", t(`theme_${theme}`));
  at("theme").title = t(`theme_${theme}`);
}

function nextTheme() {
  const names = Object.keys(THEMES);
  const theme = names[(names.indexOf(document.documentElement.dataset.theme ?? "auto") + 1) % names.length];
  document.documentElement.dataset.theme = theme;
  sessionStorage.setItem("theme", theme);
  drawTheme();
}

async function turn(button) {
  button.setAttribute("aria-busy", "true");
  try {
    await knob("turn", { to: button.dataset.turn });
  } finally {
    button.removeAttribute("aria-busy");
  }
}

export const setCut = (cut) => knob("network", { cut });

function fold(shown) {
  at("bar").classList.toggle("open", shown);
  at("more").setAttribute("aria-expanded", String(shown));
}

export function listen(redraw) {
  document.documentElement.dataset.theme = sessionStorage.getItem("theme") ?? "auto";
  for (const button of document.querySelectorAll("[data-turn]")) button.addEventListener("click", () => turn(button));
  at("network").addEventListener("click", () => setCut(!world.cut));
  at("cut").querySelector("button").addEventListener("click", () => setCut(false));
  at("theme").addEventListener("click", nextTheme);
  at("language").addEventListener("click", () => choose(language === "id" ? "en" : "id"));
  at("more").addEventListener("click", () => fold(!at("bar").classList.contains("open")));
  at("knobs").addEventListener("click", (event) => { if (event.target.closest("button")) fold(false); });
  document.addEventListener("click", (event) => { if (!event.target.closest("#bar")) fold(false); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") fold(false); });
  setInterval(redraw, 10000);
}
