// The app's modals: opened as the browser's own modal dialogs, redrawn without losing what was written, closed by Escape;
// and the confirmation that an app may ask for before something is sent.
import { keepWritten } from "./place.js";

const holder = () => document.getElementById("modals");
let before = null; // where the focus was when the first modal opened

export function drawModals(piece) {
  const old = holder().querySelector("dialog");
  const now = piece.querySelector("dialog");
  if (old && now && old.id === now.id) return redraw(old, now);
  if (!old && now) before = document.activeElement;
  holder().replaceChildren(...piece.children);
  htmx.process(holder());
  if (now) show(now);
  else if (before?.isConnected) before.focus({ preventScroll: true });
}

function redraw(dialog, now) {
  const focused = dialog.contains(document.activeElement) ? document.activeElement.id : null;
  const scrolled = dialog.querySelector(".modal-body").scrollTop;
  keepWritten(dialog, now);
  rescueMenu(dialog);
  dialog.replaceChildren(...now.children);
  htmx.process(dialog);
  dialog.querySelector(".modal-body").scrollTop = scrolled;
  const wrong = dialog.querySelector("[aria-invalid=true], .has-error input");
  (wrong ?? document.getElementById(focused) ?? firstField(dialog))?.focus();
}

function show(dialog) {
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    dialog.querySelector("#view-cancel").click();
  });
  dialog.showModal();
  (dialog.querySelector("[data-focus]") ?? firstField(dialog) ?? dialog.querySelector(".modal-body")).focus();
}

const firstField = (dialog) => dialog.querySelector(".modal-body :is(input:not([type=hidden]), textarea, select)");

function rescueMenu(dialog) {
  const menu = document.getElementById("menu");
  if (dialog.contains(menu)) document.body.append(menu);
}

document.addEventListener("htmx:confirm", (event) => {
  const asked = event.detail.elt.closest(".el")?.querySelector("template[data-confirm]");
  if (!asked) return;
  event.preventDefault();
  const dialog = asked.content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") event.detail.issueRequest(true);
    dialog.remove();
    event.detail.elt.focus?.();
  });
  dialog.showModal();
});

const first = holder()?.querySelector("dialog");
if (first) show(first);
