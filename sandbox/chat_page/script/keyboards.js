/** Inline keyboards under messages and the reply keyboard under the composer. */
import { el, icon, walkWithArrows } from "./dom.js";
import { toast } from "./dialogs.js";
import { payInvoice } from "./invoice.js";
import { copy, followLink, openApp, press, say, switchInline } from "./sending.js";
import { store } from "./store.js";

const CORNERS = [
  ["url", "link"],
  ["login_url", "link"],
  ["copy_text", "copy"],
  ["web_app", "window"],
  ["switch_inline_query", "share"],
];

export function inlineKeyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const keys = el(
    "div",
    { class: "keys", role: "group", "aria-label": "Buttons", testid: "inline-keyboard" },
    rows.map((row) =>
      el(
        "div",
        { class: "keyrow" },
        row.map((key) => inlineKey(message, key)),
      ),
    ),
  );
  walkWithArrows(keys, ".key");
  return keys;
}

function inlineKey(message, key) {
  const corner = CORNERS.find(([kind]) => key[kind] !== undefined);
  const button = el(
    "button",
    {
      type: "button",
      class: "key",
      "data-style": key.style,
      disabled: Boolean(key.disabled),
      title: key.url,
      testid: "inline-button",
    },
    el("span", { class: "label" }, key.text),
    corner && icon(corner[1], "corner"),
  );
  button.addEventListener("click", () => pressKey(button, message, key));
  return button;
}

async function pressKey(button, message, key) {
  if (key.callback_data !== undefined) {
    if (button.classList.contains("waiting")) return;
    button.classList.add("waiting");
    button.setAttribute("aria-busy", "true");
    await press(message, key.callback_data);
    button.classList.remove("waiting");
    button.removeAttribute("aria-busy");
  } else if (key.pay) await payInvoice(message);
  else if (key.web_app) openApp(message.chat.id, message.message_id, key.text);
  else if (key.url ?? key.login_url) followLink(key.url ?? key.login_url.url, true);
  else if (key.copy_text) copy(key.copy_text.text);
  else if (key.switch_inline_query_current_chat !== undefined)
    switchInline(key.switch_inline_query_current_chat, true);
  else if (key.switch_inline_query !== undefined) switchInline(key.switch_inline_query, false);
  else if (key.switch_inline_query_chosen_chat)
    switchInline(key.switch_inline_query_chosen_chat.query ?? "", false);
  else toast("This kind of button does nothing in the sandbox.", { problem: true });
}

/** The reply keyboard (or force_reply) that stands in a chat now, or null. */
export function standingReplyMarkup(chatId) {
  const messages = store.ordered(chatId).reverse();
  const carrier = messages.find(
    ({ reply_markup: markup }) =>
      markup && (markup.keyboard || markup.remove_keyboard || markup.force_reply),
  );
  return carrier && !carrier.reply_markup.remove_keyboard
    ? { ...carrier.reply_markup, messageId: carrier.message_id }
    : null;
}

/** Draws the reply keyboard; `askFor` handles buttons that want something else than their words. */
export function replyKeyboard(markup, { onPress, askFor }) {
  const keys = el(
    "div",
    { class: "reply-keys", role: "group", "aria-label": "Answers", testid: "reply-keyboard" },
    markup.keyboard.map((row) =>
      el(
        "div",
        { class: "keyrow" },
        row.map((entry) => {
          const key = typeof entry === "string" ? { text: entry } : entry;
          return el(
            "button",
            {
              type: "button",
              class: "key",
              "data-style": key.style,
              testid: "reply-button",
              on: {
                click: async () => {
                  if (key.request_location) await askFor.location();
                  else if (key.request_contact) await askFor.contact();
                  else if (key.request_poll) await askFor.poll(markup.messageId, key);
                  else if (key.request_users || key.request_chat)
                    await askFor.chosen(markup.messageId, key);
                  else if (key.web_app) await openApp(store.active, markup.messageId, key.text);
                  else await say(store.active, { text: key.text });
                  onPress();
                },
              },
            },
            el("span", { class: "label" }, key.text),
            key.request_location && icon("pin", "corner"),
            key.request_contact && icon("phone", "corner"),
          );
        }),
      ),
    ),
  );
  walkWithArrows(keys, ".key");
  return keys;
}
