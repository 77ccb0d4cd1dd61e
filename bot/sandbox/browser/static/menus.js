// One menu for the whole page: opened by any button that has one, filled from the server or from a template beside it.

const menu = document.getElementById("menu");
let opener = null;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[aria-haspopup=menu]");
  if (button) {
    event.preventDefault();
    if (button.getAttribute("aria-expanded") === "true") menu.hidePopover();
    else open(button);
  } else if (menu?.contains(event.target) && event.target.closest("[role=menuitem]")) {
    copy(event.target.closest("[data-copy]"));
    // htmx takes the click first; what it opens may want the focus
    setTimeout(() => menu.matches(":popover-open") && menu.hidePopover());
  }
});

async function open(button) {
  const filled = button.dataset.menuUrl ? await fetched(button.dataset.menuUrl) : beside(button);
  if (!filled || !button.isConnected) return;
  if (menu.matches(":popover-open")) menu.hidePopover();
  menu.replaceChildren(filled);
  // in a modal, only what is inside it can be used
  (button.closest("dialog") ?? document.body).append(menu);
  htmx.process(menu);
  opener = button;
  menu.showPopover();
  put(button.getBoundingClientRect());
  button.setAttribute("aria-expanded", "true");
  items()[0]?.focus();
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  return answer.ok ? document.createRange().createContextualFragment(await answer.text()) : null;
}

function beside(button) {
  const template = button.parentElement.querySelector(`:scope > #${CSS.escape(button.id)} ~ template[data-menu]`);
  return template?.content.cloneNode(true);
}

function put(near) {
  const gap = 6;
  const below = near.bottom + gap + menu.offsetHeight <= innerHeight - gap;
  const top = below ? near.bottom + gap : Math.max(gap, near.top - gap - menu.offsetHeight);
  const left = Math.min(near.left, innerWidth - menu.offsetWidth - gap * 2);
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(gap, left)}px`;
}

const items = () => [...menu.querySelectorAll("[role=menuitem]")];

menu?.addEventListener("keydown", (event) => {
  const all = items();
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (to === undefined || !all.length) return;
  event.preventDefault();
  all[(to + all.length) % all.length].focus();
});
menu?.addEventListener("beforetoggle", (event) => {
  if (event.newState !== "closed" || !opener) return;
  opener.setAttribute("aria-expanded", "false");
  if (menu.contains(document.activeElement)) opener.focus({ preventScroll: true });
  opener = null;
});
document.addEventListener("scroll", (event) => {
  if (menu?.matches(":popover-open") && !menu.contains(event.target)) menu.hidePopover();
}, { capture: true, passive: true });

async function copy(item) {
  if (!item) return;
  await navigator.clipboard?.writeText(item.dataset.copy);
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: "Link copied." } }));
}
