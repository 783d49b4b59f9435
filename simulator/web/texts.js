// What the page itself says, in two languages. What the bot says is none of its business.

import { EN } from "/web/en.js";
import { ID } from "/web/id.js";

const ALL = { id: ID, en: EN };
const listeners = [];

export let language = sessionStorage.getItem("language") ?? "id";

export function t(key, values = {}) {
  const words = ALL[language][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function choose(other) {
  language = other;
  sessionStorage.setItem("language", other);
  translate(document);
  for (const listener of listeners) listener();
}

export const onLanguage = (listener) => listeners.push(listener);

// Fills in the words that the markup asks for by key.
export function translate(root) {
  if (root === document) document.documentElement.lang = language;
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", t(node.dataset.label));
    if (node.title || node.matches("button")) node.title = t(node.dataset.label);
  }
  for (const node of root.querySelectorAll("[data-hint]")) node.setAttribute("placeholder", t(node.dataset.hint));
}
