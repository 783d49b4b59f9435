// The messages of an open chat, kept in step: what did not change keeps its element, its focus and its place.

import { make } from "/web/dom.js";
import { albums, item } from "/web/message.js";
import { dateAt, dayAt } from "/web/state.js";
import { t } from "/web/texts.js";

const NEAR = 140; // this close to the end, what comes is followed
const SOON = 300; // messages of one person within so many seconds stand together

export class Log {
  constructor(log, down, on) {
    this.log = log;
    this.list = log.firstElementChild;
    this.down = down;
    this.on = on;
    this.nodes = new Map(); // key -> { signature, node }
    this.atEnd = true;
    log.addEventListener("scroll", () => { this.atEnd = this.isAtEnd(); this.offerDown(); });
    new ResizeObserver(() => { if (this.atEnd) this.toEnd(); }).observe(log);
    down.addEventListener("click", () => this.toEnd());
  }

  // Another chat: everything is drawn anew, and not read out.
  clear() {
    this.nodes.clear();
    this.list.replaceChildren();
    this.log.setAttribute("aria-live", "off");
    this.follows = true;
  }

  draw(messages, view) {
    this.follows ||= this.isAtEnd();
    const wanted = [...this.entries(messages, view)];
    const kept = new Map();
    const focused = document.activeElement?.dataset?.key;
    for (const { key, signature, build } of wanted) {
      const known = this.nodes.get(key);
      kept.set(key, known?.signature === signature ? known : { signature, node: build() });
    }
    this.nodes = kept;
    this.place([...kept.values()].map((entry) => entry.node));
    if (focused && !document.activeElement?.dataset?.key) this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    if (this.follows) this.toEnd();
    this.follows = false;
    this.offerDown();
    setTimeout(() => this.log.setAttribute("aria-live", "polite"), 500);
  }

  place(nodes) {
    for (const node of [...this.list.children]) if (!nodes.includes(node)) node.remove();
    nodes.forEach((node, n) => { if (this.list.children[n] !== node) this.list.insertBefore(node, this.list.children[n] ?? null); });
  }

  *entries(messages, view) {
    if (!messages.length) {
      yield { key: "empty", signature: "", build: () => make("li", { class: "service" }, make("span", {}, t("empty"))) };
      return;
    }
    let before = null;
    for (const group of albums(messages)) {
      const [first] = group;
      const day = dayAt(first.date);
      if (!before || dayAt(before.date) !== day) {
        yield { key: `day ${day}`, signature: dateAt(first.date), build: () => make("li", { class: "service day" }, make("span", {}, dateAt(first.date))) };
      }
      const seen = { ...view, first: !before || before.service || before.sender !== first.sender || first.date - before.date > SOON };
      const signature = `${group.map((message) => message.change)} ${seen.first}`;
      yield { key: `message ${first.id}`, signature, build: () => this.built(group, seen) };
      before = group.at(-1);
    }
  }

  built(group, view) {
    const node = item(group, view, this.on);
    for (const picture of node.querySelectorAll("img")) {
      picture.addEventListener("load", () => { if (this.atEnd) this.toEnd(); }, { once: true });
    }
    return node;
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.atEnd = true;
  }

  offerDown() {
    this.down.hidden = this.isAtEnd();
  }

  // Shows a message that another one answers.
  find(id) {
    const node = this.list.querySelector(`[data-message="${id}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    node.classList.remove("flash");
    requestAnimationFrame(() => node.classList.add("flash"));
  }
}
