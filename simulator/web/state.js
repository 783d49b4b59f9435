// What the page knows: who there is, every message, what was read, and what time it is there.

import { t } from "/web/texts.js";

export const world = { parts: [], bot: null, zone: "UTC", turns: [], ahead: 0, cut: false, reachable: true };

const chats = new Map(); // chat id -> messages by id
const seen = new Map(Object.entries(JSON.parse(sessionStorage.getItem("seen") ?? "{}"))); // "person chat" -> newest message read
const listeners = [];

export const onChange = (listener) => listeners.push(listener);

export function changed() {
  for (const listener of listeners) listener();
}

export function messagesOf(chat) {
  if (!chats.has(chat)) chats.set(chat, new Map());
  return chats.get(chat);
}

// The messages of a chat that were not taken back, oldest first.
export function living(chat) {
  return [...messagesOf(chat).values()].filter((message) => !message.deleted).sort((a, b) => a.id - b.id);
}

export function learn(messages) {
  for (const message of messages) messagesOf(message.chat).set(message.id, message);
}

export function unread(part, chat) {
  const last = seen.get(`${part.id} ${chat.id}`) ?? 0;
  return living(chat.id).filter((message) => message.id > last && message.sender !== part.id).length;
}

export const unreadOf = (part) => part.chats.reduce((sum, chat) => sum + unread(part, chat), 0);

export function read(part, chat) {
  const last = living(chat.id).at(-1)?.id ?? 0;
  if (seen.get(`${part.id} ${chat.id}`) === last) return false;
  seen.set(`${part.id} ${chat.id}`, last);
  sessionStorage.setItem("seen", JSON.stringify(Object.fromEntries(seen)));
  return true;
}

export const partOf = (id) => world.parts.find((part) => part.id === id);

// ---- time there

export const now = () => Date.now() / 1000 + world.ahead;

const locale = () => t("locale");

function formatted(seconds, options) {
  return new Intl.DateTimeFormat(locale(), { timeZone: world.zone, ...options }).format(new Date(seconds * 1000));
}

export const clockAt = (seconds) => formatted(seconds, { hour: "2-digit", minute: "2-digit", hour12: false });
export const dayAt = (seconds) => formatted(seconds, { year: "numeric", month: "2-digit", day: "2-digit" });
export const weekdayAt = (seconds) => formatted(seconds, { weekday: "short", day: "numeric", month: "short" });

export function dateAt(seconds) {
  if (dayAt(seconds) === dayAt(now())) return t("today");
  if (dayAt(seconds) === dayAt(now() - 86400)) return t("yesterday");
  return formatted(seconds, { weekday: "long", day: "numeric", month: "long" });
}
