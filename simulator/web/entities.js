// A text cut at the borders of its entities; offsets count UTF-16 units, as JavaScript does.

import { make } from "/web/dom.js";
import { t } from "/web/texts.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
};

export function words(message, on) {
  const node = make("div", { class: "words" });
  weave(node, message.text, 0, message.text.length, message.entities, on);
  return node;
}

function weave(parent, text, begin, end, entities, on) {
  let here = begin;
  let rest = entities.filter((entity) => entity.offset >= begin && entity.offset + entity.length <= end);
  while (rest.length) {
    const [entity, ...others] = rest;
    const stop = entity.offset + entity.length;
    const block = entity.type.endsWith("blockquote");
    if (entity.offset > here) parent.append(text.slice(here, entity.offset).replace(block ? /\n$/ : /$^/, ""));
    const node = mark(entity, text.slice(entity.offset, stop), on);
    weave(node, text, entity.offset, stop, others.filter((other) => other.offset < stop), on);
    parent.append(node);
    here = block && text[stop] === "\n" ? stop + 1 : stop;
    rest = others.filter((other) => other.offset >= stop);
  }
  if (here < end) parent.append(text.slice(here, end));
}

function mark(entity, said, on) {
  if (entity.type === "bot_command") return make("button", { type: "button", class: "link", onclick: () => on.say(said) });
  if (entity.type === "spoiler") return hidden();
  if (entity.type === "text_link" || entity.type === "url") {
    const url = entity.url ?? (said.includes("://") ? said : `http://${said}`);
    if (/^(https?|tg):/.test(url)) return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" });
  }
  if (entity.type === "expandable_blockquote") return folded();
  return make(TAGS[entity.type] ?? "span", TAGS[entity.type] ? {} : { class: "link" });
}

function hidden() {
  const show = (event) => event.currentTarget.classList.add("shown");
  return make("button", { type: "button", class: "spoiler", "aria-label": t("spoiler"), onclick: show });
}

// Three lines of a long quote; the rest at a click, as in Telegram.
function folded() {
  const toggle = (event) => {
    const node = event.currentTarget;
    node.setAttribute("aria-expanded", String(!node.classList.toggle("folded")));
  };
  const press = (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggle(event); }
  };
  return make("blockquote", { class: "folded", role: "button", tabindex: 0, "aria-expanded": "false", onclick: toggle, onkeydown: press });
}
