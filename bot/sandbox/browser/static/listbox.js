// A list of options under or over a text field, used by keyboard as ARIA's combobox pattern has it.

// `written` tells whether an option stands in the field already: then Enter is not for the list.
export function listbox(field, list, choose, written = () => false) {
  let at = 0;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const mark = (number) => {
    const all = options();
    at = (number + all.length) % all.length;
    all.forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    field.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (option) => {
    close();
    choose(option);
  };
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the field keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  return {
    close,
    show(html) {
      list.innerHTML = html;
      if (!list.children.length) return close();
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      if (options().length) mark(0);
    },
    // true where the key was for the list
    key(event) {
      if (list.hidden || !options().length) return false;
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key === "Enter" && written(options()[at])) return close() ?? false;
      if (event.key in moves) mark(at + moves[event.key]);
      else if (event.key === "Enter" || event.key === "Tab") take(options()[at]);
      else if (event.key === "Escape") close();
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
