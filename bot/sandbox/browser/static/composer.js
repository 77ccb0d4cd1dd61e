// The composer: Enter sends, a word begun with / @ or # can be completed, a link shows its preview, a draft is kept.
import { filesOf, clearFiles, giveFiles } from "./files.js";
import { listbox } from "./listbox.js";

const WORD = /(?:^|\s)([/@#][\w-]*)$/;
const LINK = /https?:\/\/\S+/g;
const PREVIEW_MS = 500;
const sent = new Map();

function furnish(form) {
  if (form.dataset.furnished) return;
  form.dataset.furnished = "yes";
  const field = form.querySelector("textarea");
  const written = (option) => wordIn(field) === option.dataset.insert.trim();
  const list = listbox(field, form.querySelector(".completions"), (option) => complete(field, option), written);
  field.value ||= sessionStorage.getItem(form.id) ?? "";
  field.addEventListener("input", () => {
    sessionStorage.setItem(form.id, field.value);
    offer(form, field, list);
    preview(form, field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      htmx.process(form); // a form that has just come may not be htmx's yet
      form.requestSubmit();
    }
  });
  field.addEventListener("blur", () => list.close());
}

const wordIn = (field) => field.value.slice(0, field.selectionStart).match(WORD)?.[1];

async function offer(form, field, list) {
  const word = wordIn(field);
  const command = word?.startsWith("/");
  if (!word || (command && field.value.trimStart() !== word)) return list.close();
  const address = new URL(form.dataset.completions, location.href);
  address.searchParams.set("word", word);
  address.searchParams.set("list", form.querySelector(".completions").id);
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (answer.ok && wordIn(field) === word) list.show(await answer.text());
}

function complete(field, option) {
  const end = field.selectionStart;
  field.setRangeText(option.dataset.insert, end - (wordIn(field)?.length ?? 0), end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

let waiting;
function preview(form, text) {
  const links = (text.match(LINK) ?? []).join(" ");
  if (form.dataset.links === links) return;
  form.dataset.links = links;
  clearTimeout(waiting);
  const target = form.querySelector(".previews");
  target.replaceChildren();
  if (links && !text.startsWith("/")) {
    waiting = setTimeout(() => htmx.ajax("POST", form.dataset.compose, { target, source: target, swap: "innerHTML", values: { text: links } }), PREVIEW_MS);
  }
}

const composer = (event) => (event.target.matches?.("[data-composer]") ? event.target : null);

// The field is emptied at once, as the message may take a while to be answered; where it fails, the words come back.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = composer(event);
  if (!form) return;
  const field = form.querySelector("textarea");
  if (!field.value.trim() && !filesOf(form).length) return event.preventDefault();
  sent.set(event.detail.xhr, { words: field.value, files: filesOf(form) });
  form.reset();
  clearFiles(form);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = composer(event);
  const kept = form && sent.get(event.detail.xhr);
  if (!kept) return;
  sent.delete(event.detail.xhr);
  const field = form.querySelector("textarea");
  if (!event.detail.successful && !field.value) {
    field.value = kept.words;
    giveFiles(form, kept.files);
  }
});

const furnishAll = () => document.querySelectorAll("[data-composer]").forEach(furnish);
document.addEventListener("htmx:afterSwap", () => {
  furnishAll();
  const thread = document.querySelector(".thread [data-composer] textarea");
  if (thread && !thread.dataset.met) {
    thread.dataset.met = "yes";
    thread.focus({ preventScroll: true });
  }
});
furnishAll();
if (matchMedia("(hover: hover)").matches) document.querySelector(".main [data-composer] textarea")?.focus({ preventScroll: true });
