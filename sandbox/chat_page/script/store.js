/**
 * What the page knows: the bot, travellers, conversations, messages, and what is open.
 * Views listen with `store.on(topic, listener)`; only this module changes the data.
 * Topics: "list", "messages" (detail: chat id), "fresh" (detail: a new message), "active",
 * "action" (detail: chat id), "bot", "topic".
 */

import { side } from "./api.js";

const news = new EventTarget();
/** Each bot has chats of its own, so drafts are kept by bot. */
const DRAFTS = `chat.drafts${side}`;
const remembered = (key, fallback) => JSON.parse(localStorage.getItem(key) ?? "null") ?? fallback;

/** When a message came by an event, to tell it from an older answer that arrives later. */
const arrivals = new WeakMap();
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export const store = {
  bot: { id: 0, first_name: "Bot", username: "", description: "", commands: [] },
  users: new Map(),
  chats: new Map(),
  active: null,
  drafts: remembered(DRAFTS, {}),
  speakers: {},
  /** By forum: the topic that is open, 0 for the general one; all of them where none is named. */
  topics: new Map(),
  replies: new Map(),
  actions: new Map(),
  unread: new Map(),
  messages: new Map(),
  deleted: new Map(),

  on(topic, listener) {
    news.addEventListener(topic, (event) => listener(event.detail));
  },

  emit(topic, detail) {
    news.dispatchEvent(new CustomEvent(topic, { detail }));
  },

  setBot(bot) {
    this.bot = { ...this.bot, ...bot };
    this.emit("bot");
  },

  /** Takes the travellers and chats as the sandbox lists them. */
  setPeople(users, chats) {
    this.users = new Map(users.map((user) => [user.id, user]));
    const known = new Map(chats.map((chat) => [chat.id, chat]));
    const conversations = users.map((user) => ({
      ...known.get(user.chat_id),
      id: user.chat_id,
      type: "private",
      title: fullName(user),
      user: user.id,
      members: [user.id],
    }));
    const groups = chats
      .filter((chat) => chat.type !== "private")
      .map((chat) => ({ ...chat, members: memberIds(chat) }));
    this.chats = new Map([...conversations, ...groups].map((chat) => [chat.id, chat]));
    if (this.active !== null && !this.chats.has(this.active)) this.open(null);
    this.emit("list");
  },

  open(chatId) {
    this.active = chatId;
    this.unread.delete(chatId);
    this.emit("active");
    this.emit("list");
  },

  /**
   * Replaces a chat's history by what the sandbox holds. Events that came after `askedAt` overtook
   * the answer and stand.
   */
  setHistory(chatId, history, askedAt) {
    const held = this.history(chatId);
    const gone = this.deleted.get(chatId) ?? new Map();
    const next = new Map(
      history
        .filter((message) => !(gone.get(message.message_id) >= askedAt))
        .map((message) => [message.message_id, message]),
    );
    for (const message of held.values()) {
      const listed = next.get(message.message_id);
      const overtook =
        arrivals.get(message) >= askedAt && (!listed || message.version > listed.version);
      if (overtook || (listed && same(message, listed))) next.set(message.message_id, message);
    }
    this.messages.set(chatId, next);
    this.emit("messages", chatId);
    this.emit("list");
  },

  history(chatId) {
    return this.messages.get(chatId) ?? new Map();
  },

  /** Messages of a chat in the order in which they were sent. */
  ordered(chatId) {
    return [...this.history(chatId).values()].sort((a, b) => a.message_id - b.message_id);
  },

  lastMessage(chatId) {
    const ids = [...this.history(chatId).keys()];
    return ids.length
      ? this.history(chatId).get(Math.max(...ids))
      : this.messages.has(chatId)
        ? undefined
        : this.chats.get(chatId)?.last_message;
  },

  /** Adds or updates one message; an older version than the one held is ignored. */
  put(received) {
    const message = { ...received, version: received.version ?? 0 };
    const chatId = message.chat.id;
    if (!this.messages.has(chatId)) this.messages.set(chatId, new Map());
    const held = this.history(chatId).get(message.message_id);
    if (held && (held.version > message.version || same(held, message))) return;
    arrivals.set(message, performance.now());
    this.history(chatId).set(message.message_id, message);
    if (message.from?.is_bot) this.setAction(chatId, null);
    if (!held) {
      if (!this.isOwn(message) && (chatId !== this.active || document.hidden))
        this.unread.set(chatId, (this.unread.get(chatId) ?? 0) + 1);
      this.emit("fresh", message);
    }
    this.emit("messages", chatId);
    this.emit("list");
  },

  remove(chatId, messageId) {
    if (!this.deleted.has(chatId)) this.deleted.set(chatId, new Map());
    this.deleted.get(chatId).set(messageId, performance.now());
    if (this.history(chatId).delete(messageId)) {
      this.emit("messages", chatId);
      this.emit("list");
    }
  },

  /** Forgets every message, before the sandbox is read again. */
  forget() {
    for (const kept of [this.messages, this.deleted, this.unread, this.actions, this.replies])
      kept.clear();
  },

  setAction(chatId, action) {
    if ((this.actions.get(chatId) ?? null) === action) return;
    if (action === null) this.actions.delete(chatId);
    else this.actions.set(chatId, action);
    this.emit("action", chatId);
  },

  setDraft(chatId, text) {
    if (text) this.drafts[chatId] = text;
    else delete this.drafts[chatId];
    localStorage.setItem(DRAFTS, JSON.stringify(this.drafts));
  },

  /** Whose hand types in this chat: its traveller, or the chosen member of a group. */
  speaker(chatId) {
    const chat = this.chats.get(chatId);
    if (!chat) return undefined;
    if (chat.type === "private") return this.users.get(chat.user);
    const members = chat.members.filter((id) => this.users.has(id));
    return this.users.get(
      members.includes(this.speakers[chatId]) ? this.speakers[chatId] : members[0],
    );
  },

  setSpeaker(chatId, userId) {
    this.speakers[chatId] = userId;
    this.emit("active");
    this.emit("messages", chatId);
  },

  /** An anonymous administrator's message hides its author from all but the sandbox. */
  isOwn(message) {
    const author = message.author ?? message.from?.id;
    return author !== undefined && author === this.speaker(message.chat.id)?.id;
  },

  openTopic(chatId, topic) {
    if (topic === null) this.topics.delete(chatId);
    else this.topics.set(chatId, topic);
    this.emit("topic", chatId);
    this.emit("messages", chatId);
  },

  /** Messages of the topic that is open in a forum, in order; of any other chat, all. */
  shown(chatId) {
    const topic = this.topics.get(chatId);
    const messages = this.ordered(chatId);
    return topic === undefined
      ? messages
      : messages.filter((message) => topicOf(message) === topic);
  },
};

export const fullName = (person) =>
  [person.first_name, person.last_name].filter(Boolean).join(" ") || person.title || "Nobody";

/** The topic that a message of a forum stands in, 0 for the general one. */
export const topicOf = (message) => (message.is_topic_message ? message.message_thread_id : 0);

/** Members as the sandbox lists them: ids, or objects with an id. */
function memberIds(chat) {
  return (chat.members ?? []).map((member) =>
    typeof member === "object" ? (member.id ?? member.user?.id) : member,
  );
}
