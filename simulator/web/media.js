// What a message carries besides words: pictures, places, voices, files.

import { icon, make } from "/web/dom.js";
import { nearest, pinned } from "/web/sketch.js";
import { fileOf } from "/web/telegram.js";
import { t } from "/web/texts.js";

const KINDS = ["photo", "location", "venue", "document", "video", "audio", "voice", "sticker", "animation", "video_note", "contact"];

export const kindOf = (message) => (KINDS.includes(message.media) ? t(`kind_${message.media}`) : "");

export function media(messages, on) {
  if (!messages[0].media) return null;
  if (messages.every((message) => message.media === "photo")) {
    const album = messages.length > 1 ? `album of-${Math.min(messages.length, 4)}` : "album single";
    return make("div", { class: album }, ...messages.map((message) => photo(message, on)));
  }
  return make("div", { class: "pile" }, ...messages.map((message) => medium(message, on)));
}

function medium(message, on) {
  if (message.media === "photo") return photo(message, on);
  if (message.place) return place(message.place);
  if (message.media === "voice" || message.media === "audio") return voice(message);
  if (message.media === "sticker") return make("div", { class: "sticker" }, "👍");
  return file(message);
}

function photo(message, on) {
  const alt = t("photo_of", { name: message.name });
  const picture = make("img", { src: fileOf(message.file), alt, loading: "lazy", decoding: "async" });
  return make("button", { type: "button", class: "photo", "aria-label": t("enlarge", { what: alt }), onclick: () => on.enlarge(fileOf(message.file), alt) }, picture);
}

function place(pin) {
  const near = nearest(pin);
  const where = t(near.km < 0.5 ? "in" : "near", { km: near.km.toFixed(1), name: near.name });
  return make(
    "div", { class: "pin" }, pinned(pin),
    make("div", { class: "where" }, make("b", {}, t("kind_location")), make("span", {}, where), make("small", {}, `${pin.latitude.toFixed(5)}, ${pin.longitude.toFixed(5)}`)),
  );
}

const seconds = (count) => `${Math.floor(count / 60)}:${String(Math.floor(count % 60)).padStart(2, "0")}`;

function voice(message) {
  const sound = new Audio();
  sound.preload = "none";
  const time = make("span", { class: "length" }, seconds(message.file?.seconds ?? 0));
  const bars = make("span", { class: "wave", "aria-hidden": "true" }, ...Array.from({ length: 28 }, (_, n) => bar(message.id, n)));
  const button = make("button", { type: "button", class: "round", "aria-label": t("play"), onclick: () => (sound.paused ? play() : sound.pause()) }, icon("play"));
  const show = () => {
    button.replaceChildren(icon(sound.paused ? "play" : "pause"));
    button.setAttribute("aria-label", t(sound.paused ? "play" : "pause"));
  };
  async function play() {
    if (!sound.src) sound.src = fileOf(message.file);
    try {
      await sound.play();
    } catch {
      time.textContent = t("silent_file");
    }
  }
  for (const name of ["play", "pause", "ended"]) sound.addEventListener(name, show);
  return make("div", { class: "voice", role: "group", "aria-label": t("kind_voice") }, button, bars, time);
}

function bar(id, n) {
  const node = make("i");
  node.style.height = `${18 + Math.abs(Math.sin(id * 7.3 + n * 1.7) + Math.sin(n * 0.9)) * 41}%`;
  return node;
}

function file(message) {
  const name = message.file?.name ?? kindOf(message);
  const size = message.file ? t("kilobytes", { n: Math.max(1, Math.round(message.file.size / 1024)) }) : "";
  const inside = [make("span", { class: "round" }, icon(message.file ? "file" : "people")), make("span", { class: "about" }, make("b", {}, name), make("small", {}, [kindOf(message), size].filter(Boolean).join(" · ")))];
  if (!message.file) return make("div", { class: "file" }, ...inside);
  return make("a", { class: "file", href: fileOf(message.file), download: message.file.name ?? "" }, ...inside);
}
