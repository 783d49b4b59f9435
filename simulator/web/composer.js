// Where one writes: the text, what is answered or corrected, and what else can be sent.

import { icon, make } from "/web/dom.js";
import { replyKeys, replyRows } from "/web/keyboards.js";
import { attach } from "/web/menu.js";
import { summary } from "/web/message.js";
import * as samples from "/web/samples.js";
import { living } from "/web/state.js";
import { knob } from "/web/telegram.js";
import { t } from "/web/texts.js";

export class Composer {
  constructor(root, pane) {
    this.root = root;
    this.pane = pane;
    this.text = root.querySelector("textarea");
    this.replying = null;
    this.editing = null;
    this.keysHidden = false;
    this.listen();
  }

  listen() {
    const found = (name) => this.root.querySelector(name);
    found("form").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.text.addEventListener("input", () => this.grow());
    this.text.addEventListener("keydown", (event) => this.key(event));
    found(".quoting button").addEventListener("click", () => this.forget());
    found(".flip").addEventListener("click", () => { this.keysHidden = !this.keysHidden; this.draw(); });
    attach(found(".attach"), found(".files"), (menu) => menu.replaceChildren(...this.choices()));
    attach(found(".slash"), found(".commands"), (menu) => this.commands(menu));
    this.picker = found("input[type=file]");
    this.picker.addEventListener("change", () => this.picked());
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.submit(); }
    if (event.key === "Escape" && (this.replying || this.editing)) this.forget();
    if (event.key === "ArrowUp" && !this.text.value) {
      const last = living(this.pane.chat.id).findLast((message) => message.sender === this.pane.part.id && message.text);
      if (last) { event.preventDefault(); this.edit(last); }
    }
  }

  // ---- what is about to be sent

  reply(message) {
    Object.assign(this, { replying: message, editing: null });
    this.drawQuote();
    this.text.focus();
  }

  edit(message) {
    Object.assign(this, { replying: null, editing: message });
    this.text.value = message.text;
    this.grow();
    this.drawQuote();
    this.text.focus();
  }

  forget() {
    if (this.editing) this.text.value = "";
    Object.assign(this, { replying: null, editing: null });
    this.grow();
    this.drawQuote();
  }

  async submit() {
    const text = this.text.value.trim();
    if (!text) return this.editing ? this.forget() : this.pane.send("voice", { data: samples.voice() });
    const { replying, editing } = this;
    this.text.value = "";
    this.forget();
    if (editing) return this.pane.send("edit", { message: editing.id, text });
    return this.pane.send("say", { text, reply_to: replying?.id ?? null });
  }

  attached(verb, asked) {
    const caption = this.text.value.trim() || null;
    const reply_to = this.replying?.id ?? null;
    this.text.value = "";
    this.forget();
    return this.pane.send(verb, { ...asked, caption, reply_to });
  }

  choices() {
    const photo = () => samples.picture(this.pane.part.kind !== "resident");
    const choice = (key, act) => make("button", { type: "button", onclick: act }, t(key));
    return [
      choice("sample_photo", () => this.attached("photo", { data: photo() })),
      choice("sample_album", () => this.attached("album", { pictures: [photo(), photo(), photo()] })),
      choice("sample_letter", () => this.attached("document", { name: t("letter_name"), mime: "application/pdf", data: samples.letter() })),
      choice("sample_voice", () => this.pane.send("voice", { data: samples.voice() })),
      choice("a_place", () => this.pane.locate()),
      choice("own_file", () => this.picker.click()),
    ];
  }

  async picked() {
    const files = [...this.picker.files];
    const pictures = files.filter((file) => file.type.startsWith("image/"));
    const data = await Promise.all(pictures.map(samples.readFile));
    if (data.length > 1) await this.attached("album", { pictures: data.slice(0, 10) });
    else if (data.length) await this.attached("photo", { data: data[0] });
    for (const file of files.filter((one) => !pictures.includes(one))) {
      await this.attached("document", { name: file.name, mime: file.type, data: await samples.readFile(file) });
    }
    this.picker.value = "";
  }

  async commands(menu) {
    const { commands } = await knob("commands", this.pane.who());
    const say = (name) => { this.text.value = `/${name} `; this.grow(); this.text.focus(); };
    const row = ({ command, description }) => make("button", { type: "button", onclick: () => say(command) }, make("b", {}, `/${command}`), make("small", {}, description));
    menu.replaceChildren(...(commands.length ? commands.map(row) : [make("button", { type: "button" }, t("no_commands"))]));
  }

  // ---- how it looks

  draw() {
    const rows = replyRows(living(this.pane.chat.id));
    const keyboard = this.root.querySelector(".keyboard");
    const signature = JSON.stringify(rows);
    if (signature !== this.drawn) keyboard.replaceChildren(...replyKeys(rows, this.pane.on));
    if (signature !== this.drawn) this.keysHidden = false;
    this.drawn = signature;
    keyboard.hidden = !rows.length || this.keysHidden;
    const flip = this.root.querySelector(".flip");
    flip.hidden = !rows.length;
    flip.setAttribute("aria-expanded", String(!keyboard.hidden));
    this.drawQuote();
    this.grow();
  }

  drawQuote() {
    const about = this.editing ?? this.replying;
    const box = this.root.querySelector(".quoting");
    box.hidden = !about;
    if (!about) return;
    box.querySelector("b").textContent = this.editing ? t("editing") : t("replying", { name: about.name });
    box.querySelector("span").textContent = summary(about);
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
    const send = this.root.querySelector(".send");
    const speaks = !this.text.value.trim() && !this.editing;
    if (send.dataset.speaks === `${speaks}${t("locale")}`) return;
    send.dataset.speaks = `${speaks}${t("locale")}`;
    send.replaceChildren(icon(speaks ? "mic" : "send"));
    send.setAttribute("aria-label", t(speaks ? "sample_voice" : "send"));
    send.title = t(speaks ? "sample_voice" : "send");
  }
}
