// Puts a piece of HTML where it belongs: over the element of its id, or in order into the list that holds its kind.
// Focus and what was typed stay.

export function place(piece) {
  if (piece.hasAttribute("data-gone")) {
    document.getElementById(piece.id)?.remove();
    return "gone";
  }
  const old = document.getElementById(piece.id);
  if (old) {
    replace(old, piece);
    return "replaced";
  }
  const list = piece.dataset.list && document.querySelector(`[data-holds="${CSS.escape(piece.dataset.list)}"]`);
  if (!list) return "elsewhere";
  insert(list, piece);
  htmx.process(piece);
  return "added";
}

export function replace(old, piece) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : null;
  keepWritten(old, piece);
  old.replaceWith(piece);
  htmx.process(piece);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function insert(list, piece) {
  const at = Number(piece.dataset.at);
  let after = list.lastElementChild;
  while (after && Number(after.dataset.at) > at) after = after.previousElementSibling;
  list.insertBefore(piece, after ? after.nextElementSibling : list.firstElementChild);
}

// A view that the app draws anew keeps what stands in the fields that are still there.
export function keepWritten(from, to) {
  const fields = new Map();
  for (const field of from.querySelectorAll("input[name], textarea[name], select[name]")) {
    if (field.type !== "hidden" || field.closest(".external")) fields.set(key(field), field);
  }
  for (const field of to.querySelectorAll("input[name], textarea[name], select[name]")) {
    const before = fields.get(key(field));
    if (!before || before.type !== field.type) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = before.checked;
    else if (field.type === "file") field.files = before.files;
    else field.value = before.value;
  }
}

function key(field) {
  const choice = field.type === "checkbox" || field.type === "radio";
  return choice ? `${field.name}\n${field.value}` : field.name;
}
