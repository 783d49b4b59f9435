// The page: who one is, which chat is open, and what is written there.

import { albums, colour, item, make, summary } from "/web/draw.js";
import { PLACES, act, cast, readPicture, samplePicture, watch } from "/web/telegram.js";

const at = (id) => document.getElementById(id);
const chats = new Map(); // chat id -> messages by id
const seen = new Map(); // "person chat" -> the newest message they have seen
let parts = [];
let open = null; // { part, chat }
let replying = null;

const on = {
  reply(message) {
    replying = message;
    drawQuote();
    at("text").focus();
  },
  async press(message, button, node) {
    node.setAttribute("aria-busy", "true");
    const answer = await tried("tap", { ...who(), message: message.id, data: button.callback_data });
    node.removeAttribute("aria-busy");
    if (answer?.text) (answer.show_alert ? alertOf : toast)(answer.text);
  },
  async copy(text) {
    await navigator.clipboard?.writeText(text);
    toast("Disalin");
  },
  say: (text) => tried("say", { ...who(), text }),
};

function who() {
  return { as: open.part.id, chat: open.chat.id };
}

async function tried(verb, asked) {
  try {
    return await act(verb, asked);
  } catch (error) {
    toast(`Tidak terkirim: ${error.message}`);
    return null;
  }
}

function messagesOf(chat) {
  if (!chats.has(chat)) chats.set(chat, new Map());
  return chats.get(chat);
}

function living(chat) {
  return [...messagesOf(chat).values()].filter((message) => !message.deleted).sort((a, b) => a.id - b.id);
}

function learn(messages) {
  const here = open && messages.some((message) => message.chat === open.chat.id);
  for (const message of messages) messagesOf(message.chat).set(message.id, message);
  if (messages.some((message) => message.service)) refresh();
  if (here) drawMessages();
  drawParts();
}

// Groups come, go and change their ids; the open chat stays open.
async function refresh() {
  parts = (await cast()).cast;
  if (open) {
    open.part = parts.find((part) => part.id === open.part.id);
    open.chat = open.part.chats.find((chat) => chat.id === open.chat.id) ?? open.part.chats[0];
  }
  drawParts();
}

// ---- the list of people and their chats

function unread(part, chat) {
  const last = seen.get(`${part.id} ${chat.id}`) ?? 0;
  return living(chat.id).filter((message) => message.id > last && message.sender !== part.id).length;
}

function drawParts() {
  const focused = document.activeElement?.dataset?.place;
  at("parts").replaceChildren(...parts.map(drawPart));
  if (focused) document.querySelector(`[data-place="${focused}"]`)?.focus();
}

function drawPart(part) {
  const face = make("span", { class: "face", "aria-hidden": "true" }, part.name[0]);
  face.style.cssText = colour(part.id);
  const head = make("h3", {}, face, make("span", {}, part.name, make("small", {}, part.role)));
  return make("section", { class: "part" }, head, ...part.chats.map((chat) => drawPlace(part, chat)));
}

function drawPlace(part, chat) {
  const last = living(chat.id).at(-1);
  const fresh = unread(part, chat);
  const current = open && open.part === part && open.chat === chat;
  return make(
    "button",
    { type: "button", class: "place", "data-place": `${part.id} ${chat.id}`, "aria-current": current ? "true" : null, onclick: () => enter(part, chat) },
    make("span", {}, chat.type === "private" ? `🤖 ${chat.title}` : `👥 ${chat.title}`),
    make("small", {}, last ? summary(last) : "Belum ada pesan"),
    fresh ? make("span", { class: "dot", "aria-label": `${fresh} belum dibaca` }, String(fresh)) : null,
  );
}

// ---- the open chat

function enter(part, chat) {
  open = { part, chat };
  replying = null;
  document.body.classList.add("talking");
  at("title").textContent = chat.title;
  at("role").textContent = `Anda: ${part.name} – ${part.role}`;
  at("suggestions").replaceChildren(
    ...part.suggestions.map((text) => make("button", { type: "button", onclick: () => on.say(text) }, text)),
  );
  drawQuote();
  drawMessages(true);
  drawParts();
  if (matchMedia("(hover: hover)").matches) at("text").focus();
}

function drawMessages(jump = false) {
  const list = at("messages");
  const atEnd = jump || list.scrollHeight - list.scrollTop - list.clientHeight < 120;
  const messages = living(open.chat.id);
  const items = albums(messages).map((group) => item(group, open.part.id, on));
  list.replaceChildren(...(items.length ? items : [make("li", { class: "empty" }, "Belum ada pesan. Mulailah dengan /start.")]));
  seen.set(`${open.part.id} ${open.chat.id}`, messages.at(-1)?.id ?? 0);
  drawKeyboard(messages);
  if (!atEnd) return;
  list.scrollTop = list.scrollHeight;
  for (const picture of list.querySelectorAll("img")) {
    picture.addEventListener("load", () => { list.scrollTop = list.scrollHeight; }, { once: true });
  }
}

function drawKeyboard(messages) {
  const keyboard = messages.findLast((message) => message.keyboard && message.own)?.keyboard;
  const rows = keyboard?.keyboard ?? [];
  at("keyboard").replaceChildren(
    make("div", { class: "keys" }, ...rows.map((row) => make("div", {}, ...row.map(replyKey)))),
  );
  at("keyboard").hidden = !rows.length;
}

function replyKey(button) {
  const press = () => {
    if (button.request_location) return toggle("places", true);
    if (button.request_contact) return tried("contact", who());
    return on.say(button.text);
  };
  return make("button", { type: "button", onclick: press }, button.text);
}

function drawQuote() {
  at("quote").hidden = !replying;
  at("quote").querySelector("span").textContent = replying ? `Membalas: ${summary(replying)}` : "";
}

// ---- writing

async function send() {
  const text = at("text").value.trim();
  if (!text) return;
  const reply_to = replying?.id ?? null;
  at("text").value = "";
  replying = null;
  drawQuote();
  grow();
  await tried("say", { ...who(), text, reply_to });
}

async function sendPhoto(data) {
  const caption = at("text").value.trim() || null;
  at("text").value = "";
  await tried("photo", { ...who(), data, caption, reply_to: replying?.id ?? null });
  replying = null;
  drawQuote();
}

function grow() {
  const box = at("text");
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

function toggle(id, shown) {
  for (const menu of document.querySelectorAll(".menu")) menu.hidden = menu.id !== id || !shown;
  for (const tool of document.querySelectorAll(".tool")) tool.setAttribute("aria-expanded", String(tool.dataset.menu === id && shown));
  if (shown) at(id).querySelector("button").focus();
}

let fading = 0;
function toast(text) {
  at("toast").textContent = text;
  at("toast").hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { at("toast").hidden = true; }, 4500);
}

function alertOf(text) {
  at("alert").querySelector("p").textContent = text;
  at("alert").showModal();
}

function listen() {
  at("writing").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  at("text").addEventListener("input", grow);
  at("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  at("back").addEventListener("click", () => { document.body.classList.remove("talking"); open = null; drawParts(); });
  at("quote").querySelector("button").addEventListener("click", () => { replying = null; drawQuote(); });
  for (const tool of document.querySelectorAll(".tool")) {
    tool.addEventListener("click", () => toggle(tool.dataset.menu, at(tool.dataset.menu).hidden));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { toggle("", false); replying = null; drawQuote(); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest("#writing, #keyboard")) toggle("", false); });
  at("files").addEventListener("click", (event) => {
    toggle("", false);
    if (event.target.dataset.file === "sample") sendPhoto(samplePicture());
    else at("picker").click();
  });
  at("picker").addEventListener("change", async () => {
    const [file] = at("picker").files;
    if (file) await sendPhoto(await readPicture(file));
    at("picker").value = "";
  });
  at("places").replaceChildren(...PLACES.map(([name, latitude, longitude]) => make(
    "button",
    { type: "button", role: "menuitem", onclick: () => { toggle("", false); tried("location", { ...who(), latitude, longitude }); } },
    name,
  )));
}

async function begin() {
  const told = await cast();
  parts = told.cast;
  document.title = `${told.bot.first_name} – peragaan`;
  listen();
  drawParts();
  if (matchMedia("(min-width: 721px)").matches && parts.length) enter(parts[0], parts[0].chats[0]);
  watch(() => [...new Set(parts.flatMap((part) => part.chats.map((chat) => chat.id)))], learn);
}

begin();
