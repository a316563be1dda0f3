/** Where the traveller types, with the commands menu, the reply keyboard and the Start button. */
import { sendContact, sendLocation, sendPhoto } from "./attachments.js";
import { api } from "./api.js";
import { openMenu, toast } from "./dialogs.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { replyKeyboard, standingReplyMarkup } from "./keyboards.js";
import { readPeople } from "./live.js";
import { say } from "./sending.js";
import { fullName, store } from "./store.js";
import { commandSuggestions } from "./suggestions.js";
import { senderName, summary } from "./wording.js";

export function composer({ refreshBot }) {
  const input = el("textarea", { rows: 1, "aria-label": "Message", placeholder: "Message", maxlength: 4096, "aria-controls": "suggestions", testid: "composer" });
  const suggestions = commandSuggestions({
    onChoose: (command) => sendText(`/${command}`),
    onFill: (command) => write(`/${command} `),
  });
  const menu = el("button", { type: "button", class: "menu-pill", "aria-label": "Commands", testid: "menu-button", on: { click: toggleCommands } }, icon("menu"), el("span", {}, "Menu"));
  const speaker = el("button", { type: "button", class: "speaker", testid: "speaker", on: { click: chooseSpeaker } });
  const attach = iconButton("attach", "Attach", (event) => openMenu(event.currentTarget, [
    { label: "Photo", icon: "photo", run: sendPhoto },
    { label: "Location", icon: "pin", run: sendLocation },
    { label: "Contact", icon: "phone", run: sendContact },
  ]), { "data-testid": "attach" });
  const keyboardToggle = iconButton("keyboard", "Show or hide the answers", () => { hiddenKeyboard = hiddenKeyboard === standing?.messageId ? null : standing?.messageId; drawKeyboard(); }, { "data-testid": "keyboard-toggle" });
  const send = iconButton("send", "Send", () => sendText(input.value), { "data-testid": "send" });
  send.classList.add("send");
  const line = el("div", { class: "line" }, menu, speaker, attach, input, keyboardToggle, send);
  const replying = el("div", { class: "replying", hidden: true });
  const keyboard = el("div", {});
  const only = el("div", { class: "only-big" });
  const root = el("footer", { class: "composer", testid: "composer-bar" }, suggestions.element, replying, line, keyboard, only);
  let standing = null;
  let hiddenKeyboard = null;

  function write(text) {
    input.value = text;
    changed();
    input.focus();
  }

  function changed() {
    send.disabled = !input.value.trim();
    if (store.active !== null) store.setDraft(store.active, input.value);
    suggestions.follow(input.value);
    const current = suggestions.current();
    if (current) input.setAttribute("aria-activedescendant", current);
    else input.removeAttribute("aria-activedescendant");
  }

  async function sendText(text) {
    if (!text.trim()) return;
    const chatId = store.active;
    write("");
    if (!(await say(chatId, { text: text.trim() })) && store.active === chatId && !input.value) write(text);
  }

  async function toggleCommands() {
    if (suggestions.isOpen()) return write("");
    await refreshBot();
    write("/");
    return store.bot.commands.length || toast("The bot has no commands yet.");
  }

  function chooseSpeaker() {
    const chat = store.chats.get(store.active);
    openMenu(speaker, chat.members.filter((id) => store.users.has(id)).map((id) => {
      const user = store.users.get(id);
      return { label: `Write as ${fullName(user)}`, picture: avatar(fullName(user), id), run: () => store.setSpeaker(chat.id, id) };
    }));
  }

  function drawKeyboard() {
    standing = store.active === null ? null : standingReplyMarkup(store.active);
    const visible = standing?.keyboard && standing.messageId !== hiddenKeyboard && !line.hidden;
    keyboardToggle.hidden = !standing?.keyboard;
    input.placeholder = standing?.input_field_placeholder || "Message";
    keyboard.replaceChildren(...(visible ? [replyKeyboard(standing, {
      askFor: { location: sendLocation, contact: sendContact },
      onPress: () => { if (standing?.one_time_keyboard) { hiddenKeyboard = standing.messageId; drawKeyboard(); } },
    })] : []));
  }

  function drawReplying() {
    const original = store.history(store.active).get(store.replies.get(store.active));
    replying.hidden = !original;
    replying.replaceChildren(...(original ? [icon("reply"), el("div", { class: "quoted" }, el("b", {}, senderName(original)), el("span", {}, summary(original))),
      iconButton("close", "Do not reply", stopReplying)] : []));
  }

  function stopReplying() {
    store.replies.delete(store.active);
    drawReplying();
    input.focus();
  }

  /** The bar is one big button in a blocked chat and in a private chat that has not begun. */
  function drawBar() {
    const chat = store.chats.get(store.active);
    const user = store.speaker(store.active);
    const untouched = chat?.type === "private" && store.messages.has(store.active) && store.history(store.active).size === 0;
    const big = user?.blocked && chat?.type === "private"
      ? el("button", { type: "button", class: "big", testid: "unblock", on: { click: unblock } }, "Unblock")
      : untouched && !input.value ? el("button", { type: "button", class: "big solid", testid: "start-button", on: { click: () => sendText("/start") } }, "Start") : null;
    only.replaceChildren(...(big ? [big] : []));
    only.hidden = !big;
    line.hidden = Boolean(big);
    menu.hidden = chat?.type !== "private";
    speaker.hidden = chat?.type === "private";
    if (user && chat?.type !== "private") {
      speaker.replaceChildren(avatar(fullName(user), user.id, "small"));
      speaker.title = `Writing as ${fullName(user)}`;
      speaker.setAttribute("aria-label", speaker.title);
    }
    drawKeyboard();
    drawReplying();
  }

  async function unblock() {
    await api.unblock(store.speaker(store.active).id).catch((error) => toast(error.message, { problem: true }));
    await readPeople();
    drawBar();
  }

  input.addEventListener("input", changed);
  input.addEventListener("focus", refreshBot);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || suggestions.onKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      sendText(input.value);
    } else if (event.key === "Escape" && store.replies.has(store.active)) {
      event.stopPropagation();
      stopReplying();
    }
  });
  store.on("active", () => {
    input.value = store.drafts[store.active] ?? "";
    changed();
    suggestions.hide();
    drawBar();
  });
  store.on("messages", (chatId) => { if (chatId === store.active) drawBar(); });
  store.on("list", drawBar);
  store.on("said", drawReplying);
  return {
    element: root,
    focus: () => (line.hidden ? only.querySelector("button") : input)?.focus({ preventScroll: true }),
    replyTo: (message) => { store.replies.set(store.active, message.message_id); drawReplying(); input.focus(); },
    input,
  };
}
