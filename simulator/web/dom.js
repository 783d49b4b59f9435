// Makes elements. Text only ever becomes text nodes, so nothing a person writes can become markup.

const SVG = "http://www.w3.org/2000/svg";

export const at = (id) => document.getElementById(id);

function finished(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function make(tag, attributes = {}, ...children) {
  return finished(document.createElement(tag), attributes, children);
}

export function draw(tag, attributes = {}, ...children) {
  return finished(document.createElementNS(SVG, tag), attributes, children);
}

// Outlines of 24 by 24.
const ICONS = {
  back: "M15 5l-7 7 7 7",
  clip: "M8 12.5l6.2-6.2a3 3 0 0 1 4.3 4.3l-8 8a5 5 0 0 1-7-7l7.6-7.7",
  send: "M4 12l16-8-5.5 16-3-6.5z M11.5 13.5L20 4",
  mic: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4z M6 11.5a6 6 0 0 0 12 0 M12 17.5V21",
  keys: "M3.5 7h17v11h-17z M7 10.5h.01 M10.5 10.5h.01 M14 10.5h.01 M17 10.5h.01 M8 14.5h8",
  slash: "M15 5L9 19",
  reply: "M10 7l-5 5 5 5 M5 12h9a5 5 0 0 1 5 5v1",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  close: "M6 6l12 12 M18 6L6 18",
  down: "M6 10l6 6 6-6",
  play: "M8 5.5v13l10-6.5z",
  pause: "M8.5 6v12 M15.5 6v12",
  file: "M7 3.5h7l4 4v13H7z M14 3.5v4h4",
  pin: "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z M12 7.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z",
  people: "M9 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5 M16 6a3 3 0 0 1 0 5.5 M17 14.5c2 .6 3.5 2.3 3.5 4.5",
  bot: "M6 9h12v9H6z M12 9V5.5 M9.5 13h.01 M14.5 13h.01 M3.5 12.5v3 M20.5 12.5v3",
  clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z M12 8v4.5l3 2",
  sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z M12 2.5v2 M12 19.5v2 M2.5 12h2 M19.5 12h2 M5.3 5.3l1.4 1.4 M17.3 17.3l1.4 1.4 M5.3 18.7l1.4-1.4 M17.3 6.7l1.4-1.4",
  moon: "M19 14.5A7.5 7.5 0 0 1 9.5 5 7.5 7.5 0 1 0 19 14.5z",
  half: "M12 4a8 8 0 1 1 0 16z M12 4v16 M12 4a8 8 0 0 0 0 16",
  plug: "M8 3.5v5 M16 3.5v5 M5.5 8.5h13v3a6.5 6.5 0 0 1-13 0z M12 18v3",
  tour: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z M15.5 8.5l-2 5-5 2 2-5z",
  panes: "M4 5h16v14H4z M12 5v14",
  more: "M12 6h.01 M12 12h.01 M12 18h.01",
  help: "M9.5 9a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.9 M12 17h.01 M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z",
};

export function icon(name) {
  const path = draw("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.9, "stroke-linecap": "round", "stroke-linejoin": "round" });
  return draw("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" }, path);
}

// A round picture of someone: their first letters on a colour of their own.
export function face(name, id) {
  const letters = name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? "").join("");
  const node = make("span", { class: "face", "aria-hidden": "true" }, letters);
  node.style.setProperty("--hue", (Math.abs(id) * 47) % 360);
  return node;
}

// The picture of a chat: the bot's has always the same colour.
export function sign(chat) {
  const node = face("", chat.type === "private" ? 4.5 : chat.id);
  node.append(icon(chat.type === "private" ? "bot" : "people"));
  return node;
}
