// Files that go with a message: chosen by the button, dropped on the page or pasted, and shown until they are sent.

const chooser = (form) => form.querySelector("[data-files]");
export const filesOf = (form) => [...(chooser(form)?.files ?? [])];

export function giveFiles(form, files) {
  const carrier = new DataTransfer();
  for (const file of files) carrier.items.add(file);
  chooser(form).files = carrier.files;
  show(form);
}

export function clearFiles(form) {
  giveFiles(form, []);
}

function show(form) {
  const list = form.querySelector("[data-attached]");
  list.replaceChildren(...filesOf(form).map((file, number) => {
    const item = document.createElement("li");
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "tool";
    remove.setAttribute("aria-label", `Remove ${file.name}`);
    remove.textContent = "×";
    remove.addEventListener("click", () => giveFiles(form, filesOf(form).filter((_, index) => index !== number)));
    item.append(file.name, remove);
    return item;
  }));
}

const composerAt = (target) =>
  target.closest(".thread")?.querySelector("[data-composer]") ?? document.querySelector(".main [data-composer]");
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
const curtain = () => document.querySelector("[data-drop]");

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-files]")) show(event.target.form);
});
document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  if (curtain() && composerAt(event.target)) curtain().hidden = false;
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget && curtain()) curtain().hidden = true;
});
document.addEventListener("drop", (event) => {
  if (curtain()) curtain().hidden = true;
  if (!carriesFiles(event)) return;
  event.preventDefault();
  add(composerAt(event.target), event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  const form = event.target.closest?.("[data-composer]");
  if (!form || !event.clipboardData.files.length) return;
  event.preventDefault();
  add(form, event.clipboardData.files);
});

function add(form, files) {
  if (!form) return;
  giveFiles(form, [...filesOf(form), ...files]);
  form.querySelector("textarea").focus();
}
