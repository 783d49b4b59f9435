// The page as a whole: one screen or two, who is on which, and what happens when the world changes.

import * as bar from "/web/bar.js";
import * as castbar from "/web/cast.js";
import * as dialogs from "/web/dialogs.js";
import { at, icon } from "/web/dom.js";
import { Pane } from "/web/pane.js";
import { changed, learn, onChange, partOf, world } from "/web/state.js";
import { cast, watch } from "/web/telegram.js";
import { onLanguage, t, translate } from "/web/texts.js";
import * as tour from "/web/tour.js";

const WIDE = matchMedia("(min-width: 1100px)");
const panes = [];
let active = null;

// ---- screens

function open(part) {
  const pane = new Pane(panes.length + 1, dialogs, changed);
  translate(pane.root);
  panes.push(pane);
  at("panes").append(pane.root);
  pane.root.addEventListener("focusin", () => activate(pane));
  pane.root.addEventListener("pointerdown", () => activate(pane));
  pane.become(part);
  activate(pane);
  return pane;
}

function activate(pane) {
  active = pane;
  for (const one of panes) one.root.classList.toggle("active", one === pane && panes.length > 1);
}

function split(two) {
  sessionStorage.setItem("split", two ? "yes" : "no");
  if (two && panes.length < 2) {
    const [first] = panes;
    open(world.parts.find((part) => part.kind === "officer" && part !== first.part) ?? first.part);
    activate(first);
  } else if (!two && panes.length > 1) {
    const gone = panes.find((pane) => pane !== active);
    panes.splice(panes.indexOf(gone), 1);
    gone.root.remove();
    activate(panes[0]);
  }
  at("panes").classList.toggle("two", panes.length > 1);
  changed();
}

// ---- who is where

// The screen where someone is already, else the active one.
function become(part, chat) {
  const pane = panes.find((one) => one.part === part) ?? active;
  activate(pane);
  if (pane.part !== part || (chat && pane.chat !== chat) || !pane.isOpen) pane.become(part, chat);
  return pane;
}

function choosePerson(part) {
  const pane = become(part);
  if (matchMedia("(hover: hover)").matches) pane.composer.text.focus();
}

// On two screens residents are on the first, those who work for the regency on the second.
function beOnTour(part, chat) {
  if (panes.length > 1 && !panes.some((pane) => pane.part === part)) activate(panes[part.kind === "resident" ? 0 : 1]);
  return become(part, chat);
}

// ---- the world changes

function learned(told) {
  world.ahead = told.now - Date.now() / 1000;
  world.cut = told.cut;
  world.reachable = true;
  learn(told.messages);
  if (told.messages.some((message) => message.service)) refresh();
  changed();
}

// Groups come, go and change their ids; open chats stay open.
async function refresh() {
  Object.assign(world, pick(await cast()));
  for (const pane of panes) {
    pane.part = partOf(pane.part.id);
    pane.chat = pane.part.chats.find((chat) => chat.id === pane.chat.id) ?? pane.part.chats[0];
  }
  changed();
}

const pick = (told) => ({ parts: told.cast, bot: told.bot, zone: told.zone, turns: told.turns });

function draw() {
  for (const pane of panes) pane.draw();
  castbar.draw(panes, choosePerson);
  bar.draw(panes);
  tour.look();
}

function drawAgain() {
  document.title = t("title", { bot: world.bot.first_name });
  for (const pane of panes) pane.translate();
  tour.draw();
  draw();
}

// ---- keys

function key(event) {
  const typing = event.target.matches?.("input, textarea");
  if (event.key === "?" && !typing) dialogs.keys();
  if (!event.altKey || event.ctrlKey || !/^Digit\d$/.test(event.code)) return;
  event.preventDefault();
  const number = Number(event.code.at(-1));
  if (number === 0 && panes.length > 1) {
    activate(panes.find((pane) => pane !== active));
    active.composer.text.focus();
  } else if (world.parts[number - 1]) choosePerson(world.parts[number - 1]);
}

async function begin() {
  for (const node of document.querySelectorAll("body > :not(template) [data-icon]")) node.replaceChildren(icon(node.dataset.icon));
  translate(document);
  Object.assign(world, pick(await cast()));
  document.title = t("title", { bot: world.bot.first_name });
  bar.listen(() => bar.draw(panes));
  dialogs.listen();
  open(world.parts[0]);
  onChange(draw);
  onLanguage(drawAgain);
  split(WIDE.matches && sessionStorage.getItem("split") !== "no");
  WIDE.addEventListener("change", () => { if (!WIDE.matches) split(false); });
  at("split").addEventListener("click", () => split(panes.length < 2));
  at("again").addEventListener("click", tour.begin);
  at("help").addEventListener("click", dialogs.keys);
  document.addEventListener("keydown", key);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) changed(); });
  const stage = { be: beOnTour, paneOf: (part, chat) => panes.find((pane) => pane.part === part && pane.chat === chat), settled: () => active.composer.text.focus() };
  let offered = false;
  watch(
    () => [...new Set(world.parts.flatMap((part) => part.chats.map((chat) => chat.id)))],
    (told) => {
      learned(told);
      if (!offered) tour.offer(stage);
      offered = true;
    },
    () => { world.reachable = false; changed(); },
  );
}

begin();
