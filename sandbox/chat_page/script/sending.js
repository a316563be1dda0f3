/** What a traveller does in a chat: says, presses, follows links, shares. */
import { api } from "./api.js";
import { alertDialog, ask, choose, toast } from "./dialogs.js";
import { botAvatar, el } from "./dom.js";
import { store, topicOf } from "./store.js";

/** Sends `{text | location | contact}` as the chat's speaker; false when the sandbox refused. */
export async function say(chatId, message) {
  const reply = store.replies.get(chatId);
  const topic = store.topics.get(chatId) ?? repliedTopic(chatId, reply);
  try {
    const sent = await api.say(chatId, {
      from_user: actor(chatId),
      ...(reply && { reply_to: reply }),
      ...(topic && { topic }),
      ...message,
    });
    store.replies.delete(chatId);
    // The event of it, which tells more, may have come first.
    if (sent?.message_id && !store.history(chatId).has(sent.message_id)) store.put(sent);
    store.emit("said", chatId);
    return true;
  } catch (error) {
    toast(error.message, { problem: true });
    return false;
  }
}

function repliedTopic(chatId, reply) {
  const replied = store.history(chatId).get(reply);
  return replied && topicOf(replied);
}

/** The id of who acts in a chat; an error that says so where all have left it. */
export function actor(chatId) {
  const speaker = store.speaker(chatId);
  if (!speaker) throw new Error("All travellers have left this group. Add one to it first.");
  return speaker.id;
}

/** Does something that the sandbox may refuse; true when it did not. */
export async function attempt(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(error.message, { problem: true });
    return false;
  }
}

/** Presses a callback button and shows the bot's answer: a toast, an alert or a link. */
export async function press(message, data) {
  const chatId = message.chat.id;
  try {
    const answer = await api.press(chatId, {
      from_user: actor(chatId),
      message_id: message.message_id,
      data,
    });
    if (!answer.answered)
      toast("The bot did not answer this press within 15 seconds.", { problem: true });
    else if (answer.url) followLink(answer.url, true);
    else if (answer.text && answer.show_alert)
      await alertDialog(store.bot.first_name, answer.text, botAvatar());
    else if (answer.text) toast(answer.text);
  } catch (error) {
    toast(error.message, { problem: true });
  }
}

/** Opens a Mini App: its address comes with what Telegram signs for this traveller. */
export async function openApp(chatId, messageId, text) {
  try {
    const from_user = actor(chatId);
    const { url } = await api.press(chatId, { from_user, message_id: messageId, text });
    if (url) window.open(url, "_blank", "noopener,noreferrer");
  } catch (error) {
    toast(error.message, { problem: true });
  }
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast(`The browser did not allow copying: ${text}`, { problem: true });
  }
}

/** Follows a link as Telegram would: deep links stay in the app, the rest opens in a new tab. */
export async function followLink(address, confirm) {
  const payload = startPayload(address);
  if (payload !== null) return startBot(payload);
  const shared = sharedText(address);
  if (shared !== null) return share(shared);
  if (confirm && !(await confirmLink(address))) return undefined;
  return window.open(address, "_blank", "noopener,noreferrer");
}

const confirmLink = (address) =>
  ask({
    title: "Open link",
    confirm: "Open",
    testid: "link-dialog",
    body: [el("p", {}, "Do you want to open ", el("span", { class: "address" }, address), "?")],
  });

/** The start parameter of a link to this very bot ("" without one), or null for any other address. */
function startPayload(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const own = (name) => name?.toLowerCase() === store.bot.username.toLowerCase();
  if (url?.protocol === "tg:" && own(url.searchParams.get("domain")))
    return url.searchParams.get("start") ?? "";
  const onTelegram = ["t.me", "telegram.me", "www.t.me"].includes(url?.hostname);
  return onTelegram && own(url.pathname.slice(1)) ? (url.searchParams.get("start") ?? "") : null;
}

/** Opens the private chat with the bot; with a payload, as the Start button of a link does. */
export function startBot(payload) {
  const speaker = store.speaker(store.active);
  if (!speaker) return undefined;
  if (store.active !== speaker.chat_id) store.open(speaker.chat_id);
  return payload ? say(speaker.chat_id, { text: `/start ${payload}` }) : undefined;
}

function sharedText(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const shares =
    (url?.hostname === "t.me" && url.pathname.startsWith("/share")) ||
    address.startsWith("tg://msg_url");
  return shares
    ? [url.searchParams.get("url"), url.searchParams.get("text")].filter(Boolean).join("\n")
    : null;
}

/** Lets the traveller choose a chat and sends `text` there. */
async function share(text) {
  const chatId = await chooseChat("Share with");
  if (chatId === null) return;
  store.open(chatId);
  await say(chatId, { text });
}

/** Puts "@bot query" into the composer of this chat or a chosen one. */
export async function switchInline(query, here) {
  const chatId = here ? store.active : await chooseChat("Send to");
  if (chatId === null) return;
  store.setDraft(chatId, `@${store.bot.username} ${query}`);
  store.open(chatId);
}

const chooseChat = (title) =>
  choose(
    title,
    [...store.chats.values()].map((chat) => ({ label: chat.title, key: chat.id, value: chat.id })),
  );
