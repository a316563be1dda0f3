/** The scroll of messages of the open chat. Only what changed is drawn again. */
import { renderMessage } from "./bubble.js";
import { dayKey, dayName } from "./clock.js";
import { el } from "./dom.js";
import { endKeeper, fadeDays } from "./scroll.js";
import { store } from "./store.js";
import { senderName, serviceText, summary } from "./wording.js";

const TOGETHER_SECONDS = 600;
const FLASH_MS = 1300;

/** Returns the element; `onReply(message)` is called when the traveller wants to answer one. */
export function timeline({ onReply }) {
  const list = el("div", { class: "messages", testid: "messages" });
  const scroller = el("div", { class: "timeline", tabindex: -1, testid: "timeline" }, list);
  const end = endKeeper(scroller, list);
  const drawn = new Map();
  const fresh = new Set();
  fadeDays(scroller, list);

  function draw() {
    const items = arrange(store.shown(store.active));
    forgetAllBut(new Set(items.map((item) => item.key)));
    if (items.length) {
      list.querySelector(".welcome")?.remove();
      items.forEach(place);
    } else list.replaceChildren(welcome());
    fresh.clear();
    end.stay();
  }

  function forgetAllBut(keys) {
    for (const [key, { element }] of drawn) {
      if (keys.has(key)) continue;
      element.remove();
      drawn.delete(key);
    }
  }

  /** Puts an item at its position, drawing it only when it is new or has changed. */
  function place(item, position) {
    const held = drawn.get(item.key);
    const unchanged = held && sameItem(held.item, item);
    const element = unchanged ? held.element : render(item);
    if (held && !unchanged) replaceKeepingFocus(held.element, element);
    if (!held && fresh.has(item.messages?.[0].message_id)) element.classList.add("fresh");
    if (!unchanged) drawn.set(item.key, { item, element });
    const there = list.children[position] ?? null;
    if (there !== element) list.insertBefore(element, there);
  }

  function render(item) {
    if (item.day) return el("div", { class: "day" }, el("span", {}, dayName(item.day)));
    return renderMessage(item, { onReply, onQuote: (id) => showMessage(list, id) });
  }

  store.on("active", () => {
    drawn.clear();
    list.replaceChildren();
    draw();
    end.jump();
  });
  store.on("messages", (chatId) => chatId === store.active && draw());
  store.on("topic", (chatId) => chatId === store.active && end.jump());
  store.on("bot", () => {
    if (store.active !== null && !store.history(store.active).size) draw();
  });
  store.on("said", (chatId) => chatId === store.active && end.jump());
  store.on("fresh", (message) => {
    if (message.chat.id !== store.active) return;
    fresh.add(message.message_id);
    if (store.isOwn(message)) return;
    end.countArrival();
    announce(message);
  });
  return el("div", { class: "timeline-frame" }, scroller, end.button);
}

/** Brings the message that a reply quotes into view. */
function showMessage(list, id) {
  const target = list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!target) return;
  target.scrollIntoView({ block: "center", behavior: "smooth" });
  target.classList.add("flash");
  setTimeout(() => target.classList.remove("flash"), FLASH_MS);
}

/** Messages as items to draw: day separators, albums in one, who follows whom. */
function arrange(messages) {
  const items = [];
  let previous = null;
  for (const message of messages) {
    if (!previous?.messages || dayKey(previous.messages[0].date) !== dayKey(message.date)) {
      items.push({ key: `day ${dayKey(message.date)}`, day: message.date });
      previous = null;
    }
    if (
      previous &&
      message.media_group_id &&
      previous.messages[0].media_group_id === message.media_group_id
    ) {
      previous.messages.push(message);
      continue;
    }
    const before = previous?.messages.at(-1);
    const follows =
      Boolean(before) &&
      !serviceText(before) &&
      !serviceText(message) &&
      before.from?.id === message.from?.id &&
      message.date - before.date < TOGETHER_SECONDS;
    if (follows) previous.last = false;
    previous = { key: `message ${message.message_id}`, messages: [message], follows, last: true };
    items.push(previous);
  }
  return items;
}

function sameItem(one, other) {
  return one.day
    ? dayName(one.day) === dayName(other.day)
    : one.follows === other.follows &&
        one.last === other.last &&
        one.messages.length === other.messages.length &&
        one.messages.every((message, index) => message === other.messages[index]);
}

/** Puts `next` where `held` was; a button that had the focus hands it to the one in its place. */
function replaceKeepingFocus(held, next) {
  const keys = [...held.querySelectorAll(".key")];
  const focused = keys.indexOf(document.activeElement);
  held.replaceWith(next);
  const heirs = [...next.querySelectorAll(".key")];
  if (focused >= 0 && heirs.length)
    heirs[Math.min(focused, heirs.length - 1)].focus({ preventScroll: true });
}

function welcome() {
  const { bot } = store;
  const group = store.chats.get(store.active)?.type !== "private";
  return el(
    "div",
    { class: "welcome", testid: "welcome" },
    el("div", { class: "cover" }, el("img", { src: "/chat/art/logo.svg", alt: "" })),
    el(
      "div",
      { class: "words" },
      el("h2", {}, group ? "Nothing here yet" : "What can this bot do?"),
      group
        ? "Say something, as one of the travellers in this group."
        : bot.description || "The bot has not introduced itself yet. Press Start to begin.",
    ),
  );
}

function announce(message) {
  const line = el("p", {}, `${senderName(message)}: ${summary(message)}`);
  const announcer = document.getElementById("announcer");
  announcer.append(line);
  while (announcer.children.length > 10) announcer.firstChild.remove();
}
