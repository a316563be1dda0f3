/** Dialogs, menus and toasts. Native <dialog> and popover bring focus handling and Esc with them. */
import { avatar, el, icon, walkWithArrows } from "./dom.js";

const TOAST_MS = 3800;

export function toast(text, { problem = false } = {}) {
  const note = el(
    "div",
    { class: problem ? "toast problem-toast" : "toast", testid: "toast" },
    text,
  );
  document.getElementById("toasts").append(note);
  setTimeout(() => note.classList.add("leaving"), TOAST_MS);
  setTimeout(() => note.remove(), TOAST_MS + 350);
}

/**
 * Shows a dialog and resolves with what its button or `submit` returned, or null when it was closed.
 * `submit` may throw: its message is then shown and the dialog stays open. It covers the page until
 * `submit` is done, and what follows it runs before any further press: read in `submit` what to show.
 */
export function ask({
  title,
  picture,
  body = [],
  confirm = "OK",
  cancel = "Cancel",
  danger = false,
  submit = () => true,
  testid = "dialog",
}) {
  return new Promise((resolve) => {
    let result = null;
    let busy = false;
    const problem = el("p", { class: "problem", role: "alert" });
    const accept =
      confirm &&
      el(
        "button",
        { type: "submit", class: danger ? "action danger" : "action", testid: "dialog-confirm" },
        confirm,
      );
    const reject =
      cancel &&
      el(
        "button",
        {
          type: "button",
          class: "action",
          testid: "dialog-cancel",
          on: { click: () => dialog.close() },
        },
        cancel,
      );
    const form = el(
      "form",
      { class: "sheet", novalidate: true },
      el("h2", {}, picture, title),
      body,
      problem,
      el("div", { class: "actions" }, reject, accept),
    );
    const dialog = el("dialog", { testid, "aria-label": title }, form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      try {
        const done = await submit(new FormData(form));
        if (dialog.open) dialog.finish(done);
      } catch (error) {
        problem.textContent = error.message;
      } finally {
        busy = false;
      }
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    dialog.finish = (value) => {
      result = value;
      dialog.close();
      // The event of it comes later, and a press could come before it.
      resolve(value);
    };
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector("[autofocus]") ?? accept ?? reject)?.focus();
  });
}

export const alertDialog = (title, text, picture) =>
  ask({
    title,
    picture,
    body: [el("p", { testid: "alert-text" }, text)],
    cancel: null,
    testid: "alert",
  });

/** A list to choose one thing from; resolves with its `value`. */
export function choose(title, options) {
  const buttons = options.map(({ label, key, value }) =>
    el(
      "button",
      {
        type: "button",
        class: "choice",
        on: { click: (event) => event.target.closest("dialog").finish(value) },
      },
      avatar(label, key),
      label,
    ),
  );
  const list = el("div", { class: "choices" }, buttons);
  walkWithArrows(list, ".choice");
  return ask({ title, body: [list], confirm: null });
}

export function field(label, control) {
  return el("label", { class: "field" }, el("span", {}, label), control);
}

/** A small menu beside `anchor`; `items` are `{label, icon?, picture?, danger?, run}`. */
export function openMenu(anchor, items) {
  const menu = el(
    "div",
    { class: "menu", popover: "auto", role: "menu", testid: "menu" },
    items.map((item) =>
      el(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: item.danger ? "danger" : undefined,
          on: {
            click: () => {
              menu.hidePopover();
              item.run();
            },
          },
        },
        item.picture ?? icon(item.icon),
        item.label,
      ),
    ),
  );
  walkWithArrows(menu, "button");
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  const spot = anchor.getBoundingClientRect();
  const below = spot.bottom + menu.offsetHeight + 12 < window.innerHeight;
  menu.style.left = `${Math.max(8, Math.min(spot.left, window.innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${below ? spot.bottom + 6 : Math.max(8, spot.top - menu.offsetHeight - 6)}px`;
  menu.querySelector("button").focus();
}
