// The buttons below a message, and those that take the place of the phone's keyboard.

import { make } from "/web/dom.js";

export function inlineKeys(message, on) {
  if (!message.rows.length) return null;
  const rows = message.rows.map((row) => make("div", { class: "row" }, ...row.map((button) => inlineKey(message, button, on))));
  return make("div", { class: "keys" }, ...rows);
}

function inlineKey(message, button, on) {
  if (button.url) return make("a", { href: button.url, target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
  const press = (event) => (button.copy_text ? on.copy(button.copy_text.text) : on.press(message, button, event.currentTarget));
  return make("button", { type: "button", class: button.style, "data-key": `${message.id} ${button.callback_data}`, onclick: press }, button.text);
}

// The newest reply keyboard of a chat; none when the bot took it away.
export function replyRows(messages) {
  const keyboard = messages.findLast((message) => message.keyboard && message.own)?.keyboard;
  return keyboard?.keyboard ?? [];
}

export function replyKeys(rows, on) {
  return rows.map((row) => make("div", { class: "row" }, ...row.map((button) => replyKey(button, on))));
}

function replyKey(button, on) {
  const press = () => {
    if (button.request_location) return on.locate();
    if (button.request_contact) return on.contact();
    return on.say(button.text ?? button);
  };
  return make("button", { type: "button", onclick: press }, button.text ?? button);
}
