// Keeps a list of messages at its end while its end is in sight, and says so when something new came below.

const NEAR = 120;
const lists = () => document.querySelectorAll("[data-scroll]");
const atEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
const toEnd = (list) => (list.scrollTop = list.scrollHeight);

// Changes the lists; one that was at its end, or in which this person wrote, is at its end afterwards.
export function stay(change, added) {
  const held = [...lists()].filter(atEnd);
  change();
  const mine = added().filter((line) => line.dataset.mine === "yes").map((line) => line.closest("[data-scroll]"));
  for (const list of new Set([...held, ...mine])) if (list) toEnd(list);
  const main = document.querySelector(".main [data-scroll]");
  const below = document.querySelector("[data-to-end]");
  if (main && below && !atEnd(main) && added().some((line) => main.contains(line))) below.hidden = false;
}

for (const list of lists()) open(list);
document.addEventListener("htmx:afterSwap", (event) => {
  const thread = event.target.id === "thread" ? document.getElementById("thread") : null;
  const list = thread?.querySelector("[data-scroll]");
  if (list) open(list);
});

function open(list) {
  const thread = list.closest(".thread");
  // a thread is read from its first message on, unless one comes back to where one was writing
  if (!thread || thread.querySelectorAll(".lines:not(.lines-root) > .line").length > 30) toEnd(list);
}

document.addEventListener("click", (event) => {
  const below = event.target.closest("[data-to-end]");
  if (!below) return;
  toEnd(document.querySelector(".main [data-scroll]"));
  below.hidden = true;
});
document.querySelector(".main [data-scroll]")?.addEventListener("scroll", (event) => {
  const below = document.querySelector("[data-to-end]");
  if (below && atEnd(event.target)) below.hidden = true;
}, { passive: true });
