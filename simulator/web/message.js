// One message, or an album of several, as an item of the list.

import { face, icon, make, sign } from "/web/dom.js";
import { words } from "/web/entities.js";
import { inlineKeys } from "/web/keyboards.js";
import { kindOf, media } from "/web/media.js";
import { clockAt } from "/web/state.js";
import { t } from "/web/texts.js";

const SERVICES = new Set([
  "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "forum_topic_created",
  "forum_topic_closed", "forum_topic_reopened", "new_chat_title", "pinned_message",
]);

const service = (message) => (SERVICES.has(message.service) ? t(`service_${message.service}`) : message.service);

export function summary(message) {
  if (message.service) return service(message);
  return [kindOf(message), message.text].filter(Boolean).join(" ").replaceAll("\n", " ");
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

// `view` says how it is seen: by `me`, in a `group` or not, as `first` of its sender's in a row or not.
export function item(messages, view, on) {
  const [first] = messages;
  if (first.service) return make("li", { class: "service" }, make("span", {}, `${first.name}: ${service(first)}`));
  const mine = first.sender === view.me;
  const worded = messages.find((message) => message.text) ?? first;
  const shape = ["message", mine ? "mine" : "theirs", view.first && "first", first.rows.length && "keyed"].filter(Boolean).join(" ");
  const named = !mine && view.group && view.first;
  return make(
    "li", { class: shape, "data-message": first.id },
    !mine && view.group && (view.first ? portrait(first) : make("span", { class: "face none" })),
    make(
      "div", { class: "stack" },
      make(
        "div", { class: `bubble${first.media === "photo" && !worded.text ? " bare" : ""}` },
        named ? make("div", { class: "name" }, first.name) : make("span", { class: "aside" }, `${mine ? t("you") : first.name}: `),
        first.topic && make("div", { class: "topic" }, `# ${first.topic}`),
        quote(first.reply, on), media(messages, on), worded.text ? words(worded, on) : null, meta(worded, mine),
      ),
      inlineKeys(worded.rows.length ? worded : first, on),
    ),
    acts(worded, mine, on),
  );
}

const portrait = (message) => (message.own ? sign({ type: "private" }) : face(message.name, message.sender));

function quote(reply, on) {
  if (!reply) return null;
  return make("button", { type: "button", class: "quote", onclick: () => on.find(reply.id) }, make("b", {}, reply.name), make("span", {}, reply.text || t("kind_photo")));
}

function meta(message, mine) {
  const marks = [
    message.reactions.join(""), message.protected && t("protected"), message.silent && t("silent"), message.edited && t("edited"),
  ].filter(Boolean);
  return make(
    "span", { class: "meta" }, marks.join(" · "), marks.length ? " " : "", clockAt(message.date),
    mine ? make("span", { "aria-hidden": "true" }, " ✓") : null,
  );
}

function acts(message, mine, on) {
  const editable = mine && message.text;
  return make(
    "div", { class: "acts" },
    make("button", { type: "button", "aria-label": t("reply"), title: t("reply"), onclick: () => on.reply(message) }, icon("reply")),
    editable && make("button", { type: "button", "aria-label": t("edit"), title: t("edit"), onclick: () => on.edit(message) }, icon("edit")),
  );
}
