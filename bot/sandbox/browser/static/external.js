// A menu whose options the app gives while one types.
import { listbox } from "./listbox.js";

const TYPING_MS = 200;
const lists = new WeakMap();

document.addEventListener("focusin", (event) => {
  const field = event.target;
  const menu = field.matches?.("[role=combobox]") && field.closest(".external");
  if (!menu || lists.has(field)) return;
  const list = listbox(field, menu.querySelector("[role=listbox]"), (option) => {
    const kept = menu.querySelector("input[type=hidden]");
    field.value = option.dataset.insert;
    kept.value = option.dataset.value;
    htmx.trigger(kept, "chosen");
  });
  lists.set(field, list);
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    menu.querySelector("input[type=hidden]").value = "";
    waiting = setTimeout(() => ask(menu, field, list), TYPING_MS);
  });
  field.addEventListener("keydown", (event) => list.key(event));
  field.addEventListener("blur", () => list.close());
});

async function ask(menu, field, list) {
  const body = new URLSearchParams({ ...JSON.parse(menu.dataset.vals), word: field.value, list: field.getAttribute("aria-controls") });
  const answer = await fetch(menu.dataset.options, { method: "POST", body, headers: { "HX-Request": "true" } });
  if (answer.ok) list.show(await answer.text());
}
