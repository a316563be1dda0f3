/** The side list: travellers in their private chats, and groups. */
import { el, avatar, icon, iconButton, walkWithArrows } from "./dom.js";
import { listTime } from "./clock.js";
import { openMenu } from "./dialogs.js";
import { askForGroup, askForTraveller } from "./people.js";
import { store } from "./store.js";
import { currentTheme, toggleTheme } from "./theme.js";
import { actionText, senderName, serviceText, shorten, summary } from "./wording.js";

/** `bots` is the button by which another bot is chosen. */
export function chatList({ bots }) {
  const search = el("input", {
    type: "search",
    placeholder: "Search",
    "aria-label": "Search chats",
    testid: "chat-search",
  });
  const rows = el("div", {
    class: "rows",
    role: "listbox",
    "aria-label": "Chats",
    testid: "chats",
  });
  const theme = iconButton(
    "moon",
    "Switch to dark",
    () => {
      toggleTheme();
      drawTheme();
    },
    { "data-testid": "theme-toggle" },
  );
  const add = el(
    "button",
    {
      type: "button",
      class: "fab",
      "aria-label": "New traveller or group",
      title: "New traveller or group",
      testid: "add",
    },
    icon("pencil"),
  );

  add.addEventListener("click", () =>
    openMenu(add, [
      { label: "New traveller", icon: "person", run: askForTraveller },
      { label: "New group", icon: "people", run: askForGroup },
    ]),
  );
  search.addEventListener("input", draw);
  walkWithArrows(rows, ".row");
  rows.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      document.activeElement.click();
    }
  });

  function drawTheme() {
    const dark = currentTheme() === "dark";
    theme.replaceChildren(icon(dark ? "sun" : "moon"));
    theme.title = dark ? "Switch to light" : "Switch to dark";
    theme.setAttribute("aria-label", theme.title);
  }

  function draw() {
    const focused = rows.contains(document.activeElement)
      ? document.activeElement.dataset.chat
      : null;
    const wanted = search.value.trim().toLowerCase();
    const chats = [...store.chats.values()].filter((chat) =>
      chat.title.toLowerCase().includes(wanted),
    );
    const travellers = chats.filter((chat) => chat.type === "private");
    const groups = chats.filter((chat) => chat.type !== "private");
    const parts = [];
    if (travellers.length)
      parts.push(section("Travellers", "New traveller", askForTraveller), ...travellers.map(row));
    if (groups.length) parts.push(section("Groups", "New group", askForGroup), ...groups.map(row));
    if (!parts.length && store.chats.size)
      parts.push(el("div", { class: "blank" }, "Nobody by that name."));
    rows.replaceChildren(...parts);
    const stop = rows.querySelector("[aria-selected='true']") ?? rows.querySelector(".row");
    if (stop) stop.tabIndex = 0;
    if (focused) rows.querySelector(`[data-chat="${focused}"]`)?.focus({ preventScroll: true });
  }

  store.on("list", draw);
  store.on("action", draw);
  store.on("bot", draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawTheme);
  drawTheme();
  return [
    el(
      "header",
      { class: "bar" },
      el(
        "div",
        { class: "brand" },
        el("img", { src: "/chat/art/logo.svg", alt: "" }),
        el("span", { class: "name" }, "Often Hotels"),
        el("small", {}, "SANDBOX"),
      ),
      bots,
      theme,
    ),
    el("div", { class: "find" }, icon("search"), search),
    rows,
    add,
  ];
}

function section(name, action, run) {
  const button = iconButton("plus", action, run);
  return el("div", { class: "section", role: "presentation" }, el("span", {}, name), button);
}

function row(chat) {
  const last = store.lastMessage(chat.id);
  const unread = store.unread.get(chat.id) ?? 0;
  const person = chat.type === "private" ? store.users.get(chat.user) : null;
  return el(
    "div",
    {
      class: "row",
      role: "option",
      tabindex: -1,
      "data-chat": chat.id,
      "aria-selected": String(chat.id === store.active),
      testid: "chat-row",
      "aria-label": unread ? `${chat.title}, ${unread} unread` : chat.title,
      on: { click: () => store.open(chat.id) },
    },
    chat.type === "private"
      ? avatar(chat.title, chat.id)
      : el(
          "span",
          { class: "avatar", "data-tone": String(Math.abs(chat.id) % 7), "aria-hidden": "true" },
          icon("people"),
        ),
    el(
      "div",
      { class: "lines" },
      el(
        "div",
        { class: "line" },
        el("span", { class: "name" }, chat.title),
        person?.language_code && el("span", { class: "tag" }, person.language_code.toUpperCase()),
        el("span", { class: "grow" }),
        last && el("span", { class: "time" }, listTime(last.edit_date ?? last.date)),
      ),
      el(
        "div",
        { class: "line" },
        preview(chat, last),
        unread > 0 && el("span", { class: "badge", testid: "unread" }, String(unread)),
      ),
    ),
  );
}

function preview(chat, last) {
  const action = store.actions.get(chat.id);
  if (action) return el("span", { class: "preview busy" }, `${actionText(action)}…`);
  const draft = chat.id !== store.active && store.drafts[chat.id];
  if (draft)
    return el(
      "span",
      { class: "preview" },
      el("span", { class: "draft" }, "Draft: "),
      shorten(draft, 80),
    );
  if (!last)
    return el(
      "span",
      { class: "preview" },
      chat.type === "private" ? "Not started yet" : "No messages yet",
    );
  const plain = serviceText(last) !== null;
  const own = store.isOwn(last);
  const by = plain || (!own && chat.type === "private") ? null : own ? "You" : senderName(last);
  return el(
    "span",
    { class: "preview" },
    by && el("b", {}, `${by}: `),
    shorten(summary(last).replace(/\s+/g, " "), 90),
  );
}
