// Draws messages. Text only ever becomes text nodes, so nothing a person writes can become markup.

const SERVICES = {
  new_chat_members: "bergabung",
  left_chat_member: "keluar dari grup",
  migrate_to_chat_id: "grup ini menjadi supergrup",
  migrate_from_chat_id: "grup ini menjadi supergrup",
  forum_topic_created: "topik dibuat",
  forum_topic_closed: "topik ditutup",
  forum_topic_reopened: "topik dibuka kembali",
  new_chat_title: "judul grup diganti",
};
const KINDS = {
  document: "📄", video: "🎬 Video", audio: "🎵 Audio", voice: "🎤 Pesan suara", sticker: "🙂 Stiker",
  animation: "🎞 Animasi", video_note: "🎥 Pesan video", contact: "👤 Kontak", venue: "📍",
};
const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote",
};

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function colour(id) {
  return `background: hsl(${(Math.abs(id) * 47) % 360} 45% 36%)`;
}

export function summary(message) {
  if (message.service) return SERVICES[message.service] ?? message.service;
  const kind = { photo: "🖼 Foto", location: "📍 Lokasi", ...KINDS }[message.media] ?? "";
  return [kind, message.text].filter(Boolean).join(" ").replaceAll("\n", " ");
}

// Messages of one album stand together; all others for themselves.
export function albums(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.album && last?.[0].album === message.album) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

// A message, or an album of several, as one item of the list. `on` are the things a person can do with it.
export function item(messages, me, on) {
  const [first] = messages;
  const mine = first.sender === me;
  if (first.service) return make("li", { class: "service" }, [topic(first), `${first.name}: ${SERVICES[first.service] ?? first.service}`].filter(Boolean).join(" · "));
  const worded = messages.find((message) => message.text) ?? first;
  const bubble = make(
    "div", { class: "bubble", onclick: (event) => answers(event) && on.reply(worded) },
    first.topic ? make("div", { class: "topic" }, topic(first)) : null,
    mine ? null : make("div", { class: "name" }, first.name),
    quote(first.reply),
    media(messages),
    worded.text ? words(worded, on) : null,
    meta(worded, on),
  );
  return make("li", { class: mine ? "mine" : "", id: `m${first.id}` }, bubble, keys(first, on));
}

function topic(message) {
  return message.topic ? `# ${message.topic}` : null;
}

// A click on a message answers it, unless it was meant for a link in it or marked some words.
function answers(event) {
  return !event.target.closest("a, button, .spoiler") && getSelection().isCollapsed;
}

function quote(reply) {
  return reply && make("span", { class: "quote" }, make("b", {}, reply.name), reply.text || "🖼");
}

function media(messages) {
  if (!messages[0].media) return null;
  return make("div", { class: "album" }, ...messages.map(medium));
}

function medium(message) {
  if (message.media === "photo") {
    return make("img", { src: `/sim/file/${encodeURIComponent(message.file.id)}`, alt: "Foto" });
  }
  if (message.media === "location" || message.media === "venue") {
    const { latitude, longitude } = message.place;
    return make("div", { class: "pin" }, `📍 ${latitude.toFixed(5)}, ${longitude.toFixed(5)}`);
  }
  const name = message.file?.name ? ` ${message.file.name}` : "";
  const label = `${KINDS[message.media] ?? message.media}${name}`;
  if (!message.file) return make("div", { class: "file" }, label);
  return make("a", { class: "file", href: `/sim/file/${encodeURIComponent(message.file.id)}`, download: message.file.name ?? "" }, label);
}

function meta(message, on) {
  const time = new Date(message.date * 1000).toLocaleTimeString("id", { hour: "2-digit", minute: "2-digit" });
  const marks = [
    message.reactions.join(""), message.protected ? "🔒" : "", message.silent ? "🔕" : "",
    message.edited ? "diedit" : "", time,
  ];
  return make(
    "div", { class: "meta" },
    make("button", { type: "button", onclick: () => on.reply(message) }, "Balas"),
    marks.filter(Boolean).join(" "),
  );
}

function keys(message, on) {
  if (!message.rows.length) return null;
  const rows = message.rows.map((row) => make("div", {}, ...row.map((button) => key(message, button, on))));
  return make("div", { class: "keys" }, ...rows);
}

function key(message, button, on) {
  if (button.url) return make("a", { href: button.url, target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
  const press = (event) => (button.copy_text ? on.copy(button.copy_text.text) : on.press(message, button, event.currentTarget));
  return make("button", { type: "button", class: button.style, onclick: press }, button.text);
}

// The text cut at the borders of its entities; offsets count UTF-16 units, as JavaScript does.
function words(message, on) {
  const node = make("div", { class: "words" });
  weave(node, message.text, 0, message.text.length, message.entities, on);
  return node;
}

function weave(parent, text, begin, end, entities, on) {
  let at = begin;
  let rest = entities.filter((entity) => entity.offset >= begin && entity.offset + entity.length <= end);
  while (rest.length) {
    const [entity, ...others] = rest;
    const stop = entity.offset + entity.length;
    const block = entity.type.endsWith("blockquote");
    if (entity.offset > at) parent.append(text.slice(at, entity.offset).replace(block ? /\n$/ : /$^/, ""));
    const node = mark(entity, text.slice(entity.offset, stop), on);
    weave(node, text, entity.offset, stop, others.filter((other) => other.offset < stop), on);
    parent.append(node);
    at = block && text[stop] === "\n" ? stop + 1 : stop;
    rest = others.filter((other) => other.offset >= stop);
  }
  if (at < end) parent.append(text.slice(at, end));
}

// Three lines of a long quote; the rest at a click, as in Telegram.
function folded() {
  const open = (event) => {
    event.stopPropagation();
    event.currentTarget.classList.toggle("folded");
  };
  return make("blockquote", { class: "folded", tabindex: 0, onclick: open, onkeydown: (event) => event.key === "Enter" && open(event) });
}

function mark(entity, words, on) {
  if (entity.type === "bot_command") return make("button", { type: "button", class: "link", onclick: () => on.say(words) });
  if (entity.type === "spoiler") return make("span", { class: "spoiler", tabindex: 0 });
  if (entity.type === "text_link" || entity.type === "url") {
    const url = entity.url ?? (words.includes("://") ? words : `http://${words}`);
    if (/^(https?|tg):/.test(url)) return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" });
  }
  if (entity.type === "expandable_blockquote") return folded();
  return make(TAGS[entity.type] ?? "span", TAGS[entity.type] ? {} : { class: "link" });
}
