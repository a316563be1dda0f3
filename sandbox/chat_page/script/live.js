/** Live updates: the sandbox's server-sent events, and reading everything again after a gap. */
import { api, side } from "./api.js";
import { store } from "./store.js";
import { serviceText } from "./wording.js";

const ACTION_SECONDS = 5;
const timers = new Map();
let peopleAsked = 0;
let peopleTaken = 0;

const chatOf = (data) => data.chat?.id ?? data.chat_id ?? data.chat;

const listeners = {
  new: (data) => put(data),
  edited: (data) => put(data),
  reacted: (data) => put(data),
  voted: (data) => put(data),
  deleted: (data) => store.remove(chatOf(data), data.message_id),
  chat_action: (data) => showAction(chatOf(data), data.action),
};

async function put(data) {
  const message = data.message ?? data;
  // What the chat itself says tells of members, names and topics.
  if (!store.chats.has(message.chat.id) || serviceText(message)) await readPeople();
  store.put(message);
}

function showAction(chatId, action) {
  clearTimeout(timers.get(chatId));
  store.setAction(chatId, action === "cancel" ? null : action);
  timers.set(
    chatId,
    setTimeout(() => store.setAction(chatId, null), ACTION_SECONDS * 1000),
  );
}

/** Reads travellers and chats; an answer that one asked for later has overtaken is dropped. */
export async function readPeople() {
  peopleAsked += 1;
  const mine = peopleAsked;
  const [users, chats] = await Promise.all([api.users(), api.chats()]);
  if (mine < peopleTaken) return;
  peopleTaken = mine;
  store.setPeople(users, chats);
}

export async function readHistory(chatId) {
  const askedAt = performance.now();
  store.setHistory(chatId, await api.messages(chatId), askedAt);
}

/**
 * Listens for ever. `onGap` runs whenever the connection comes back after a break, because events
 * may have been missed, and `onLost` when it breaks.
 */
export function listen({ onGap, onLost }) {
  const events = new EventSource(`${side}/sandbox/events`);
  let broken = false;
  for (const [name, listener] of Object.entries(listeners)) {
    events.addEventListener(name, (event) => listener(JSON.parse(event.data)));
  }
  events.addEventListener("open", () => {
    if (broken) onGap();
    broken = false;
  });
  events.addEventListener("error", () => {
    if (!broken) onLost();
    broken = true;
  });
  window.addEventListener("pagehide", () => events.close());
}
