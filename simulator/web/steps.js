// The guided tour: one report from the resident's message to the confirmation, and what the leaders see of it.

import { living, world } from "/web/state.js";

const NUMBER = /\bKT-\d{4}-\d{6}\b/;
const YES = ["Setuju", "Kirim", "Laporan baru", "Laporan berbeda", "Kecamatan", "Lewati"]; // what is pressed for who wants to watch

const named = (name) => world.parts.find((part) => part.name === name);
const groupOf = (part) => part.chats.find((chat) => chat.type !== "private");
const labels = (message) => message.rows.flat().map((button) => button.text).join("|");
const without = (message, label) => !labels(message).includes(label);

// What has happened since the tour began, as the steps ask for it.
export class Course {
  constructor() {
    this.ani = named("Ani");
    this.budi = named("Budi");
    this.dewi = named("Dewi");
    this.begun = new Map(this.places().map((chat) => [chat.id, living(chat.id).at(-1)?.id ?? 0]));
  }

  places = () => [this.ani.chats[0], groupOf(this.budi), groupOf(this.dewi)];

  since = (chat) => living(chat.id).filter((message) => message.id > this.begun.get(chat.id));

  said = (chat) => this.since(chat).filter((message) => message.own);

  keyed = (chat, label) => this.said(chat).findLast((message) => labels(message).includes(label));

  get number() {
    const told = this.said(this.ani.chats[0]).find((message) => NUMBER.test(message.text) && YES.every((label) => without(message, label)));
    return told && NUMBER.exec(told.text)[0];
  }

  get card() {
    return this.number && this.said(groupOf(this.budi)).find((message) => message.text.includes(this.number));
  }

  get question() {
    return this.keyed(this.ani.chats[0], "Sudah selesai");
  }

  get stars() {
    return this.keyed(this.ani.chats[0], "⭐");
  }

  get asked() {
    return this.said(this.ani.chats[0]).findLast((message) => message.rows.length);
  }
}

export const possible = () => ["Ani", "Budi", "Dewi"].every((name) => named(name)?.chats.length);

const press = (pane, message, labelled) => {
  const button = message?.rows.flat().find((one) => labelled.some((label) => one.text.includes(label)));
  return button && pane.send("tap", { message: message.id, data: button.callback_data });
};

const key = (message, label) => {
  const button = message?.rows.flat().find((one) => one.text.includes(label));
  return button && `[data-key="${message.id} ${button.callback_data}"]`;
};

const advance = (course) => {
  const message = course.asked;
  const buttons = message?.rows.flat() ?? [];
  const button = YES.map((label) => buttons.find((one) => one.text.includes(label))).find(Boolean) ?? buttons[0];
  return button && { message, button };
};

// `who` acts, in `where`; the step is over when `done`; `show` is done for whoever wants to watch; `points` at a selector.
export const STEPS = [
  { key: "welcome" },
  {
    key: "write", who: (c) => c.ani, where: (c) => c.ani.chats[0],
    done: (c) => c.since(c.ani.chats[0]).some((message) => message.sender === c.ani.id),
    show: (c, pane) => pane.on.say(c.ani.suggestions[0]), points: () => ".ideas button",
  },
  {
    key: "answer", who: (c) => c.ani, where: (c) => c.ani.chats[0], done: (c) => Boolean(c.number),
    show: (c, pane) => { const next = advance(c); return next && press(pane, next.message, [next.button.text]); },
    points: (c) => { const next = advance(c); return next && key(next.message, next.button.text); },
  },
  {
    key: "take", who: (c) => c.budi, where: (c) => groupOf(c.budi),
    done: (c) => Boolean(c.card) && without(c.card, "Ambil"),
    show: (c, pane) => press(pane, c.card, ["Ambil"]), points: (c) => key(c.card, "Ambil"),
  },
  {
    key: "resolve", who: (c) => c.budi, where: (c) => groupOf(c.budi), done: (c) => Boolean(c.question),
    words: (c) => `/selesai ${c.number} lubang sudah ditambal dan dipadatkan`,
    show: (c, pane) => pane.on.say(`/selesai ${c.number} lubang sudah ditambal dan dipadatkan`), points: () => "textarea",
  },
  {
    key: "confirm", who: (c) => c.ani, where: (c) => c.ani.chats[0], done: (c) => Boolean(c.stars),
    show: (c, pane) => press(pane, c.question, ["Sudah selesai"]), points: (c) => key(c.question, "Sudah selesai"),
  },
  {
    key: "rate", who: (c) => c.ani, where: (c) => c.ani.chats[0], done: (c) => c.said(c.ani.chats[0]).at(-1) !== c.stars,
    show: (c, pane) => press(pane, c.stars, ["5"]), points: (c) => key(c.stars, "5"),
  },
  {
    key: "recap", who: (c) => c.dewi, where: (c) => groupOf(c.dewi),
    done: (c) => c.said(groupOf(c.dewi)).some((message) => message.rows.length),
    show: (c, pane) => pane.on.say("/rekap bulan"), points: () => ".ideas button",
  },
  { key: "end" },
];

