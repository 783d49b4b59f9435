// One screen: who one is there, their chats, and the chat that is open.

import { at, face, icon, make, sign } from "/web/dom.js";
import { Composer } from "/web/composer.js";
import { Log } from "/web/log.js";
import { summary } from "/web/message.js";
import { clockAt, living, read, unread, world } from "/web/state.js";
import { act } from "/web/telegram.js";
import { language, t, translate } from "/web/texts.js";

const PATIENCE = 5000; // milliseconds that "typing" is shown without an answer
const READING = 4500;

export class Pane {
  constructor(number, dialogs, changed) {
    this.number = number;
    this.dialogs = dialogs;
    this.changed = changed;
    this.root = at("pane").content.firstElementChild.cloneNode(true);
    for (const node of this.root.querySelectorAll("[data-icon]")) node.replaceChildren(icon(node.dataset.icon));
    this.part = null;
    this.chat = null;
    this.typing = 0;
    this.last = new Map(); // person -> the chat they had open
    this.on = this.deeds();
    this.log = new Log(this.find(".messages"), this.find(".down"), this.on);
    this.composer = new Composer(this.find(".composer"), this);
    this.find(".back").addEventListener("click", () => this.leave());
  }

  find = (selector) => this.root.querySelector(selector);

  who = () => ({ as: this.part.id, chat: this.chat.id });

  deeds() {
    return {
      reply: (message) => this.composer.reply(message),
      edit: (message) => this.composer.edit(message),
      press: (message, button, node) => this.press(message, button, node),
      say: (text) => this.send("say", { text }),
      contact: () => this.send("contact", {}),
      locate: () => this.locate(),
      find: (id) => this.log.find(id),
      enlarge: (source, words) => this.dialogs.enlarge(source, words),
      copy: async (text) => { await navigator.clipboard?.writeText(text); this.toast(t("copied")); },
    };
  }

  // ---- who and where

  become(part, chat = this.last.get(part.id) ?? part.chats.find((one) => one.type !== "private") ?? part.chats[0]) {
    this.part = part;
    this.enter(chat);
  }

  enter(chat) {
    this.chat = chat;
    this.last.set(this.part.id, chat);
    this.root.classList.add("talking");
    this.root.setAttribute("aria-label", t("screen", { n: this.number, name: this.part.name }));
    this.expectNothing();
    this.composer.forget();
    this.log.clear();
    this.changed();
  }

  leave() {
    this.root.classList.remove("talking");
    this.find(".places button[aria-current]")?.focus();
    this.changed();
  }

  get isOpen() {
    return this.root.classList.contains("talking") || this.find(".back").offsetParent === null;
  }

  // ---- deeds

  async send(verb, asked) {
    this.expect();
    this.log.follows = true;
    try {
      return await act(verb, { ...this.who(), ...asked });
    } catch (error) {
      this.toast(t("failed", { why: error.message }));
      return null;
    }
  }

  async press(message, button, node) {
    node.setAttribute("aria-busy", "true");
    const answer = await this.send("tap", { message: message.id, data: button.callback_data });
    node.removeAttribute("aria-busy");
    if (!answer) return;
    if (answer.show_alert) this.dialogs.tell(answer.text);
    else if (answer.text) this.toast(answer.text);
    else if (!("callback_query_id" in answer) && !("text" in answer)) this.toast(t("unanswered"));
  }

  async locate() {
    const place = await this.dialogs.point();
    if (place) await this.send("location", place);
  }

  // The bot is at it until it says something here.
  expect() {
    if (world.cut || this.chat.type !== "private") return;
    this.expected = living(this.chat.id).at(-1)?.change ?? 0;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.expectNothing(), PATIENCE);
    this.drawStatus();
  }

  expectNothing() {
    clearTimeout(this.typing);
    this.typing = 0;
    if (this.chat) this.drawStatus();
  }

  toast(text) {
    const node = this.find(".toast");
    node.textContent = text;
    node.hidden = false;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { node.hidden = true; }, READING);
  }

  // ---- how it looks

  draw() {
    if (!this.part) return;
    const messages = living(this.chat.id);
    if (this.typing && messages.some((message) => message.own && message.change > this.expected)) this.expectNothing();
    if (this.isOpen && !document.hidden) read(this.part, this.chat);
    this.drawPlaces();
    this.drawHead();
    this.log.draw(messages, { me: this.part.id, group: this.chat.type !== "private" });
    this.composer.draw();
  }

  // Said in another language.
  translate() {
    translate(this.root);
    this.log.clear();
  }

  drawHead() {
    const key = `${this.chat.id} ${this.part.id} ${language}`;
    if (this.headed === key) return this.drawStatus();
    this.headed = key;
    this.find(".self").replaceChildren(
      face(`${this.part.name} ${this.part.surname}`, this.part.id),
      make("span", {}, make("b", {}, `${this.part.name} ${this.part.surname}`), make("small", {}, this.part.role[language])),
    );
    this.find(".title .face").replaceWith(sign(this.chat));
    this.find(".title h2").textContent = this.chat.title;
    const idea = (text) => make("button", { type: "button", onclick: () => this.on.say(text) }, text);
    this.find(".ideas").replaceChildren(...this.part.suggestions.map(idea));
    return this.drawStatus();
  }

  drawStatus() {
    const as = t("as", { name: this.part.name, role: this.part.role[language] });
    this.find(".status").textContent = this.typing ? t("typing") : as;
    this.find(".status").classList.toggle("typing", Boolean(this.typing));
    this.find(".dots").hidden = !this.typing;
  }

  drawPlaces() {
    const focused = document.activeElement?.dataset?.place;
    this.find(".places").replaceChildren(...this.part.chats.map((chat) => make("li", {}, this.place(chat))));
    if (focused) this.find(`[data-place="${focused}"]`)?.focus();
  }

  place(chat) {
    const last = living(chat.id).at(-1);
    const fresh = unread(this.part, chat);
    const about = last ? summary(last) : t("no_messages");
    const label = [chat.title, fresh ? t("unread_of", { n: fresh }) : "", about.slice(0, 80)].filter(Boolean).join(", ");
    return make(
      "button",
      { type: "button", class: "place", "data-place": `${this.number} ${chat.id}`, "aria-label": label, title: chat.title, "aria-current": chat === this.chat ? "true" : null, onclick: () => this.enter(chat) },
      sign(chat), make("b", {}, chat.title), last && make("time", {}, clockAt(last.date)), make("small", {}, about),
      fresh ? make("span", { class: "badge" }, String(fresh)) : null,
    );
  }
}
