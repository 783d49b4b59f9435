// Leads through the steps: says what to do, points at it, does it on request, and goes on when it is done.

import { at, make } from "/web/dom.js";
import { Course, STEPS, possible } from "/web/steps.js";
import { choose, language, t } from "/web/texts.js";

let course = null;
let step = 0;
let stage = null; // { be(part, chat) -> pane, paneOf(part) }

export function offer(given) {
  stage = given;
  if (!possible() || sessionStorage.getItem("toured")) return;
  begin();
}

export function begin() {
  if (!possible()) return;
  course = new Course();
  step = 0;
  at("tour").hidden = false;
  draw();
}

function end() {
  course = null;
  sessionStorage.setItem("toured", "yes");
  at("tour").hidden = true;
  point(null);
  stage.settled();
}

const current = () => STEPS[step];
const paneNow = () => stage.paneOf(current().who(course), current().where(course));

// What happened may have been what was asked for.
export function look() {
  if (!course) return;
  while (current().done?.(course)) next();
  mark();
}

function next() {
  step += 1;
  if (current().who) stage.be(current().who(course), current().where(course));
  draw();
}

async function show(button) {
  button.setAttribute("aria-busy", "true");
  const pane = stage.be(current().who(course), current().where(course));
  await current().show(course, pane);
  button.removeAttribute("aria-busy");
}

export function draw() {
  if (!course) return;
  const { key, who, words } = current();
  const last = step === STEPS.length - 1;
  const button = (label, act, kind = "") => make("button", { type: "button", class: kind, onclick: act }, t(label));
  const other = make("button", { type: "button", lang: language === "id" ? "en" : "id", onclick: () => choose(language === "id" ? "en" : "id") }, language === "id" ? "English" : "Indonesia");
  at("tour").replaceChildren(
    make("div", { class: "say" },
      make("h2", {}, t(`tour_${key}`)),
      make("p", { role: "status" }, t(`tour_${key}_do`, { number: course.number ?? "", words: words?.(course) ?? "" })),
    ),
    make("div", { class: "go" },
      make("progress", { max: STEPS.length - 1, value: step, "aria-label": t("tour_progress", { n: step + 1, of: STEPS.length }) }),
      !who && !last && button("tour_begin", next, "main"),
      who && button("tour_show", (event) => show(event.currentTarget), "main"),
      last && button("tour_close", end, "main"),
      !last && button("tour_skip", end),
      step === 0 && other,
    ),
  );
  mark();
}

function mark() {
  const selector = current().points?.(course);
  const pane = current().who && paneNow();
  at("tour").dataset.mark = `${step} ${selector ?? ""}`;
  point((selector && pane?.root.querySelector(selector)) || null);
}

function point(node) {
  for (const old of document.querySelectorAll(".pointed")) if (old !== node) old.classList.remove("pointed");
  node?.classList.add("pointed");
}
