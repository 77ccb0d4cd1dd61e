// Going through messages by keyboard: arrows move from one to the next, and only the one that is reached has its tools in
// the order of the Tab key, as hundreds of buttons would be in the way.

const LINE = ".line > article";
const tools = (line) => line.querySelectorAll(".line-tools > *");
const linesOf = (place) => [...place.closest(".main, .thread").querySelectorAll(LINE)];

document.addEventListener("focusin", (event) => reach(event, "0"));
document.addEventListener("focusout", (event) => reach(event, "-1"));

function reach(event, order) {
  const line = event.target.closest?.(LINE);
  if (line) for (const tool of tools(line)) tool.tabIndex = Number(order);
}

document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.target.matches(LINE)) {
    if (step) go(event, linesOf(event.target), linesOf(event.target).indexOf(event.target) + step);
    else if (event.key === "Escape") writeAgain(event);
  } else if (step === -1 && begins(event.target)) {
    go(event, linesOf(event.target), linesOf(event.target).length - 1);
  }
});

// from an empty composer, or from the list as a whole
function begins(target) {
  return target.matches("[data-composer] textarea") ? !target.value : target.matches("[data-scroll]");
}

function go(event, lines, to) {
  event.preventDefault();
  if (to === lines.length) return writeAgain(event);
  lines[Math.max(0, to)]?.focus();
}

function writeAgain(event) {
  event.preventDefault();
  event.target.closest(".main, .thread").querySelector("[data-composer] textarea")?.focus();
}
