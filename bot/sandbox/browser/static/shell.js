// What belongs to the page as a whole: light and dark, the sidebar on a phone, short words, and going on by keyboard.

const TOAST_MS = 6000;
const THEMES = ["auto", "light", "dark"];
const root = document.documentElement;

export function announce(words) {
  const line = document.createElement("p");
  line.textContent = words;
  const log = document.getElementById("announcer");
  log?.append(line);
  while (log && log.childElementCount > 20) log.firstElementChild.remove();
}

function toast(words) {
  const line = document.createElement("p");
  line.className = "toast";
  line.textContent = words;
  document.getElementById("toasts").append(line);
  setTimeout(() => line.remove(), TOAST_MS);
}

// nothing is ever sent but by htmx: a form that it has not taken on yet waits
document.addEventListener("submit", (event) => event.target.matches("[hx-post]") && event.preventDefault());

document.addEventListener("toast", (event) => toast(event.detail.text));
document.addEventListener("htmx:sendError", () => toast("The sandbox is not there. Is it still running?"));
document.addEventListener("htmx:responseError", (event) => toast(`That did not work (${event.detail.xhr.status}).`));

document.addEventListener("click", (event) => {
  const at = (mark) => event.target.closest(mark);
  if (at("[data-theme-switch]")) switchTheme();
  else if (at("[data-sidebar-open]")) sidebar(true);
  else if (at("[data-sidebar-close]")) sidebar(false);
  const link = at("a[data-opens]");
  if (link && event.button === 0 && !event.metaKey && !event.ctrlKey) open(link.href, "_blank", "noopener");
});

function switchTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = root.dataset.theme === "auto" ? (dark ? "dark" : "light") : root.dataset.theme;
  const next = now === "dark" ? "light" : "dark";
  root.dataset.theme = THEMES.includes(next) ? next : "auto";
  document.cookie = `sandbox-theme=${next}; path=/; max-age=31536000; samesite=strict`;
  announce(`${next} colours`);
}

function sidebar(open) {
  document.body.classList.toggle("sidebar-open", open);
  const button = document.querySelector("[data-sidebar-open]");
  if (open) document.querySelector("#sidebar .place[aria-current], #sidebar .place")?.focus();
  else button?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) escape(event);
});

function escape(event) {
  if (document.querySelector("dialog[open], :popover-open")) return;
  if (document.body.classList.contains("sidebar-open")) return sidebar(false);
  if (event.target.closest("[data-edit-cancel]")) return;
  const cancel = event.target.closest(".edit")?.querySelector("[data-edit-cancel]");
  (cancel ?? (event.target.closest(".thread") && document.getElementById("thread-close")))?.click();
}

document.addEventListener("htmx:afterSwap", (event) => {
  event.target.querySelector?.("[data-focus]")?.focus();
});
