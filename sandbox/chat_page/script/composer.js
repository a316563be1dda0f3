/** Where the traveller types, with the commands menu, the reply keyboard and the Start button. */
import { sendContact, sendLocation } from "./attachments.js";
import { api } from "./api.js";
import { openMenu, toast } from "./dialogs.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { inlineResults } from "./inline_results.js";
import { keyboardTray } from "./keyboard_tray.js";
import { readPeople } from "./live.js";
import { replyBar } from "./reply_bar.js";
import { say } from "./sending.js";
import { fullName, store } from "./store.js";
import { commandSuggestions } from "./suggestions.js";

const MOST_CHARACTERS = 4096;

/** `refreshBot` reads the bot's commands anew, since it may have set them a moment ago. */
export function composer({ refreshBot }) {
  const input = textField();
  const suggestions = commandSuggestions({
    onChoose: (command) => sendText(`/${command}`),
    onFill: (command) => write(`/${command} `),
  });
  const inline = inlineResults({
    onSent: () => write(""),
    onLeft: () => write(""),
    onCurrent: markSuggestion,
  });
  const replying = replyBar({ onStop: () => input.focus() });
  const tray = keyboardTray({
    onMarkup: (markup) => {
      input.placeholder = markup?.input_field_placeholder || "Message";
    },
  });
  const menu = menuButton(toggleCommands);
  const speaker = el("button", { type: "button", class: "speaker", testid: "speaker" });
  const send = iconButton("send", "Send", () => sendText(input.value), { "data-testid": "send" });
  send.classList.add("send");
  const line = el(
    "div",
    { class: "line" },
    menu,
    speaker,
    attachButton(),
    input,
    tray.toggle,
    send,
  );
  const only = el("div", { class: "only-big" });

  function write(text) {
    input.value = text;
    changed();
    input.focus();
  }

  function changed() {
    send.disabled = !input.value.trim();
    if (store.active !== null) store.setDraft(store.active, input.value);
    suggestions.follow(input.value);
    inline.follow(input.value);
    markSuggestion();
  }

  /** Tells screen readers which suggestion is chosen while the focus stays in the text. */
  function markSuggestion() {
    const current = suggestions.current() ?? inline.current();
    if (current) input.setAttribute("aria-activedescendant", current);
    else input.removeAttribute("aria-activedescendant");
  }

  async function sendText(text) {
    if (!text.trim()) return;
    const chatId = store.active;
    write("");
    const sent = await say(chatId, { text: text.trim() });
    if (!sent && store.active === chatId && !input.value) write(text);
  }

  async function toggleCommands() {
    if (suggestions.isOpen()) return write("");
    await refreshBot();
    return write("/");
  }

  /** The bar is one big button in a blocked chat and in a private chat that has not begun. */
  function draw() {
    const chat = store.chats.get(store.active);
    const isPrivate = chat?.type === "private";
    const big = isPrivate ? bigButton(chat, input.value, sendText) : null;
    // The same button is left alone: it may have the focus.
    if (big?.dataset.testid !== only.firstChild?.dataset.testid) {
      only.replaceChildren(...(big ? [big] : []));
    }
    only.hidden = !big;
    line.hidden = Boolean(big);
    tray.element.hidden = Boolean(big);
    menu.hidden = !isPrivate || !store.bot.commands.length;
    speaker.hidden = isPrivate;
    if (chat && !isPrivate) showSpeaker(speaker, store.speaker(chat.id));
    tray.draw();
    replying.draw();
  }

  input.addEventListener("input", changed);
  input.addEventListener("focus", refreshBot);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (suggestions.onKey(event) || inline.onKey(event)) markSuggestion();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      sendText(input.value);
    } else if (event.key === "Escape" && store.replies.has(store.active)) {
      event.stopPropagation();
      replying.stop();
    }
  });
  speaker.addEventListener("click", () => chooseSpeaker(speaker));
  store.on("active", () => {
    input.value = store.drafts[store.active] ?? "";
    changed();
    suggestions.hide();
    inline.hide();
    inline.follow(input.value);
    draw();
  });
  store.on("messages", (chatId) => chatId === store.active && draw());
  store.on("list", draw);
  store.on("bot", draw);
  store.on("said", replying.draw);
  return {
    element: el(
      "footer",
      { class: "composer", testid: "composer-bar" },
      ...[suggestions.element, inline.element, replying.element, line, tray.element, only],
    ),
    input,
    focus: () =>
      (line.hidden ? only.querySelector("button") : input)?.focus({ preventScroll: true }),
    replyTo: (message) => {
      store.replies.set(store.active, message.message_id);
      draw();
      input.focus();
    },
  };
}

function textField() {
  return el("textarea", {
    rows: 1,
    "aria-label": "Message",
    placeholder: "Message",
    maxlength: MOST_CHARACTERS,
    "aria-controls": "suggestions inline-results",
    testid: "composer",
  });
}

function menuButton(onClick) {
  return el(
    "button",
    {
      type: "button",
      class: "menu-pill",
      "aria-label": "Commands",
      testid: "menu-button",
      on: { click: onClick },
    },
    icon("menu"),
    el("span", {}, "Menu"),
  );
}

function attachButton() {
  const open = (event) =>
    openMenu(event.currentTarget, [
      { label: "Location", icon: "pin", run: sendLocation },
      { label: "Contact", icon: "phone", run: sendContact },
    ]);
  return iconButton("attach", "Attach", open, { "data-testid": "attach" });
}

/** Unblock in a blocked chat, Start in one that has not begun, otherwise null. */
function bigButton(chat, draft, sendText) {
  if (store.users.get(chat.user)?.blocked) {
    const unblock = async () => {
      await api
        .unblock(store.chats.get(store.active).user)
        .catch((error) => toast(error.message, { problem: true }));
      await readPeople();
    };
    return wideButton("big", "Unblock", "unblock", unblock);
  }
  const untouched = store.messages.has(chat.id) && store.history(chat.id).size === 0 && !draft;
  return untouched
    ? wideButton("big solid", "Start", "start-button", () => sendText("/start"))
    : null;
}

function wideButton(look, label, testid, onClick) {
  return el("button", { type: "button", class: look, testid, on: { click: onClick } }, label);
}

function chooseSpeaker(anchor) {
  const chat = store.chats.get(store.active);
  const users = chat.members.map((id) => store.users.get(id)).filter(Boolean);
  if (!users.length) return toast("All travellers have left this group.", { problem: true });
  const choices = users.map((user) => ({
    label: `Write as ${fullName(user)}`,
    picture: avatar(fullName(user), user.id),
    run: () => store.setSpeaker(chat.id, user.id),
  }));
  return openMenu(anchor, choices);
}

function showSpeaker(button, user) {
  if (!user) return;
  button.replaceChildren(avatar(fullName(user), user.id, "small"));
  button.title = `Writing as ${fullName(user)}`;
  button.setAttribute("aria-label", button.title);
}
