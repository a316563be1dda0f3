/** The scroll of messages of the open chat. Only what changed is drawn again. */
import { renderMessage } from "./bubble.js";
import { dayKey, dayName } from "./clock.js";
import { el, icon } from "./dom.js";
import { store } from "./store.js";
import { senderName, serviceText, summary } from "./wording.js";

const TOGETHER_SECONDS = 600;
const NEAR_END_PX = 60;
const MOVING_MS = 900;

/** Returns the element; `onReply(message)` is called when the traveller wants to answer one. */
export function timeline({ onReply }) {
  const list = el("div", { class: "messages", testid: "messages" });
  const scroller = el("div", { class: "timeline", tabindex: -1, testid: "timeline" }, list);
  const below = el("span", { class: "badge", hidden: true });
  const toEnd = el(
    "button",
    {
      type: "button",
      class: "to-end",
      "aria-label": "Scroll to the newest message",
      testid: "to-end",
      on: { click: () => scrollToEnd("smooth") },
    },
    icon("down"),
    below,
  );
  const frame = el("div", { class: "timeline-frame" }, scroller, toEnd);
  const drawn = new Map();
  const fresh = new Set();
  let atEnd = true;
  let unseen = 0;
  let stillness = null;

  const scrollToEnd = (behavior = "instant") =>
    scroller.scrollTo({ top: scroller.scrollHeight, behavior });

  function showEndButton() {
    toEnd.classList.toggle("shown", !atEnd);
    if (atEnd) unseen = 0;
    below.textContent = unseen;
    below.hidden = unseen === 0;
  }

  scroller.addEventListener("scroll", () => {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    showEndButton();
    showDays();
  });
  const keepEnd = new ResizeObserver(() => {
    if (atEnd) scrollToEnd();
  });
  keepEnd.observe(list);
  keepEnd.observe(scroller);

  /** Marks the days that hover over messages, and that the reader is scrolling. */
  function showDays() {
    for (const day of list.querySelectorAll(".day")) {
      const next = day.nextElementSibling;
      day.classList.toggle(
        "hovering",
        Boolean(next) && next.getBoundingClientRect().top < day.getBoundingClientRect().bottom - 4,
      );
    }
    scroller.classList.add("moving");
    clearTimeout(stillness);
    stillness = setTimeout(() => scroller.classList.remove("moving"), MOVING_MS);
  }

  function showMessage(id) {
    const target = list.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: "smooth" });
    target.classList.add("flash");
    setTimeout(() => target.classList.remove("flash"), 1300);
  }

  function draw() {
    const items = arrange(store.ordered(store.active));
    const keep = new Set(items.map((item) => item.key));
    for (const [key, { element }] of drawn) {
      if (!keep.has(key)) {
        element.remove();
        drawn.delete(key);
      }
    }
    if (!items.length) {
      list.replaceChildren(welcome());
      return;
    }
    list.querySelector(".welcome")?.remove();
    items.forEach((item, place) => {
      const held = drawn.get(item.key);
      let element = held?.element;
      if (!held || !sameItem(held.item, item)) {
        element = item.day
          ? el("div", { class: "day" }, el("span", {}, dayName(item.day)))
          : renderMessage(item, { onReply, onQuote: showMessage });
        if (held) replaceKeepingFocus(held.element, element);
        else if (fresh.has(item.messages?.[0].message_id)) element.classList.add("fresh");
        drawn.set(item.key, { item, element });
      }
      if (list.children[place] !== element)
        list.insertBefore(element, list.children[place] ?? null);
    });
    fresh.clear();
    if (atEnd) scrollToEnd();
  }

  store.on("active", () => {
    drawn.clear();
    list.replaceChildren();
    atEnd = true;
    unseen = 0;
    draw();
    scrollToEnd();
    showEndButton();
  });
  store.on("messages", (chatId) => {
    if (chatId === store.active) draw();
  });
  store.on("bot", () => {
    if (store.active !== null && !store.history(store.active).size) draw();
  });
  store.on("said", (chatId) => {
    if (chatId === store.active) scrollToEnd();
  });
  store.on("fresh", (message) => {
    if (message.chat.id !== store.active) return;
    fresh.add(message.message_id);
    if (store.isOwn(message)) atEnd = true;
    else if (!atEnd) unseen += 1;
    showEndButton();
    announce(message);
  });
  return frame;
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
  if (store.isOwn(message)) return;
  const line = el("p", {}, `${senderName(message)}: ${summary(message)}`);
  const announcer = document.getElementById("announcer");
  announcer.append(line);
  while (announcer.children.length > 10) announcer.firstChild.remove();
}
