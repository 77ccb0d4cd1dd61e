// The page's stream: takes what the server sends, puts each piece in its place, and tells a screen reader of new lines.
import { place } from "./place.js";
import { announce } from "./shell.js";
import { stay } from "./lists.js";
import { drawModals } from "./modals.js";

const desk = document.querySelector("[data-stream]");

if (desk) {
  const source = new EventSource(desk.dataset.stream);
  source.addEventListener("open", () => (desk.dataset.live = "yes"));
  source.addEventListener("pieces", (event) => take(event.data));
  source.addEventListener("stale", () => {
    source.close();
    location.reload();
  });
  addEventListener("pagehide", () => source.close());
}

function take(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const added = [];
  stay(() => {
    for (const piece of [...template.content.children]) {
      if (piece.id === "modals") drawModals(piece);
      else if (place(piece) === "added") added.push(piece);
    }
  }, () => added);
  for (const piece of added) tell(piece);
}

function tell(line) {
  if (line.dataset.mine === "yes" || !line.dataset.who) return;
  line.classList.add("new");
  const words = line.querySelector(".body")?.innerText.trim() ?? "";
  announce(`${line.dataset.who}: ${words.slice(0, 200)}`);
}
