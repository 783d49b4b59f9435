// A button that opens a menu above or below it: arrows move, Escape and a click elsewhere close.

let open = null; // { button, menu }

export function close(back = false) {
  if (!open) return false;
  open.menu.hidden = true;
  open.button.setAttribute("aria-expanded", "false");
  if (back) open.button.focus();
  open = null;
  return true;
}

export function attach(button, menu, prepare = () => {}) {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  menu.setAttribute("role", "menu");
  menu.hidden = true;
  button.addEventListener("click", async () => {
    if (open?.menu === menu) return close();
    close();
    await prepare(menu);
    for (const choice of menu.querySelectorAll("button")) choice.setAttribute("role", "menuitem");
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    open = { button, menu };
    menu.querySelector("button")?.focus();
    return true;
  });
  menu.addEventListener("click", (event) => { if (event.target.closest("button")) close(); });
  menu.addEventListener("keydown", (event) => move(menu, event));
}

function move(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const choices = [...menu.querySelectorAll("button")];
  const next = choices.indexOf(document.activeElement) + step;
  choices.at(next % choices.length).focus();
}

document.addEventListener("keydown", (event) => { if (event.key === "Escape" && close(true)) event.stopPropagation(); }, true);
document.addEventListener("click", (event) => {
  if (open && !open.menu.contains(event.target) && !open.button.contains(event.target)) close();
});
