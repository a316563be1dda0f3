/** One message (or album) as an element. */
import { avatar, botAvatar, el, icon, svg, tone } from "./dom.js";
import { fullTime, timeOfDay } from "./clock.js";
import { renderText } from "./entities.js";
import { invoiceCard } from "./invoice.js";
import { inlineKeyboard } from "./keyboards.js";
import { fileCard, photoGrid } from "./media.js";
import { sameServer } from "./pictures.js";
import { placeMap } from "./place_card.js";
import { pollCard } from "./poll.js";
import { messageMenu } from "./message_menu.js";
import { reactionRow } from "./reactions.js";
import { copy, followLink, say } from "./sending.js";
import { fullName, store } from "./store.js";
import { senderName, serviceText, summary } from "./wording.js";

const acts = {
  command: (text) => say(store.active, { text }),
  link: followLink,
  find: copy,
  language: () => store.speaker(store.active)?.language_code,
  copy,
};

/** The blue of the bot among the members of a group. */
const BOT_TONE = "5";

const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?(?:\u200D\p{Extended_Pictographic}\uFE0F?)*){1,3}$/u;

/**
 * Draws `group`: `{messages, follows, last}`, where `messages` has several entries only for an album.
 * `onReply(message)` and `onQuote(id)` are called for the two things that lead elsewhere.
 */
export function renderMessage(group, { onReply, onQuote }) {
  const [message] = group.messages;
  const service = serviceText(message);
  if (service) return el("div", { class: "service", testid: "service" }, el("span", {}, service));
  const own = store.isOwn(message);
  const inGroup = message.chat.type !== "private";
  const keys = inlineKeyboard(message);
  const visual = message.photo || message.location || message.venue;
  const bubble = el(
    "div",
    { class: keys ? "bubble keyed" : "bubble" },
    content(group, { own, inGroup, onQuote }),
    group.last && !keys && !(visual && !message.caption && !message.venue) && tail(),
  );
  return el(
    "div",
    {
      class: ["message", own && "out", group.follows && "follows", group.last && "last"]
        .filter(Boolean)
        .join(" "),
      "data-id": message.message_id,
      "data-tone": message.from?.is_bot ? BOT_TONE : tone(message.from?.id),
      testid: "message",
    },
    inGroup && !own && (group.last ? face(message) : el("span", { class: "gap" })),
    el(
      "div",
      { class: ["stack", keys && "with-keys", visual && "with-media"].filter(Boolean).join(" ") },
      bubble,
      reactionRow(message),
      keys,
    ),
    el(
      "div",
      { class: "here" },
      hereButton("reply", "Reply", "reply", () => onReply(message)),
      hereButton("more", "Message", "message-menu", (event) =>
        messageMenu(event.currentTarget, message, { onReply }),
      ),
    ),
  );
}

function hereButton(name, label, testid, click) {
  return el(
    "button",
    {
      type: "button",
      class: `${name}-here`,
      "aria-label": label,
      title: label,
      testid,
      on: { click },
    },
    icon(name),
  );
}

function content(group, { own, inGroup, onQuote }) {
  const [message] = group.messages;
  const captioned = group.messages.find((one) => one.caption) ?? message;
  const text = message.text ?? captioned.caption ?? "";
  const entities = message.text ? message.entities : captioned.caption_entities;
  const parts = [];
  if (inGroup && !own && !group.follows)
    parts.push(el("div", { class: "sender" }, senderName(message)));
  if (message.via_bot)
    parts.push(el("div", { class: "via", testid: "via" }, `via @${message.via_bot.username}`));
  if (message.reply_to_message) parts.push(quoted(message.reply_to_message, onQuote));
  const preview = sameServer(message.link_preview_options?.url);
  if (message.photo) parts.push(photoGrid(group.messages));
  else if (preview && message.text)
    parts.push(el("img", { class: "preview", src: preview, alt: "", testid: "preview" }));
  else if (message.location || message.venue)
    parts.push(
      el(
        "div",
        { class: "place", testid: "place" },
        placeMap(message.venue?.location ?? message.location),
      ),
    );
  if (message.document) parts.push(fileCard(message.document));
  if (message.invoice) parts.push(invoiceCard(message.invoice));
  if (message.contact) parts.push(contactCard(message.contact));
  if (message.poll) parts.push(pollCard(message));
  const words = message.venue
    ? [
        el(
          "div",
          { class: "venue" },
          el("b", {}, message.venue.title),
          el("span", {}, message.venue.address),
        ),
      ]
    : renderText(text, entities, acts);
  const when = meta(message, own);
  if (!words.length && (message.photo || message.location)) parts.push(when);
  else
    parts.push(
      el(
        "div",
        {
          class: ONLY_EMOJI.test(text) && !message.photo ? "words emoji-only" : "words",
          dir: "auto",
          testid: "words",
        },
        words,
        when,
      ),
    );
  return parts;
}

function meta(message, own) {
  const edited = message.edit_date && !message.edit_hidden;
  return el(
    "span",
    { class: "meta", title: fullTime(message.date) },
    edited && el("span", { testid: "edited" }, "edited"),
    el("time", {}, timeOfDay(message.date)),
    own && icon("sent"),
  );
}

function tail() {
  return svg(
    "svg",
    { class: "tail", viewBox: "0 0 9 17", "aria-hidden": "true" },
    svg("path", { d: "M9 0v17H1c-1 0-1.3-1-.5-1.5C5 12.5 8.5 7 8.5 0z" }),
  );
}

function face(message) {
  return message.from?.is_bot && !message.sender_chat
    ? botAvatar("small")
    : avatar(senderName(message), message.from?.id, "small");
}

function quoted(original, onQuote) {
  return el(
    "button",
    { type: "button", class: "quoted", on: { click: () => onQuote(original.message_id) } },
    el("b", {}, senderName(original)),
    el("span", {}, summary(original)),
  );
}

function contactCard(contact) {
  return el(
    "div",
    { class: "file" },
    avatar(fullName(contact), contact.user_id),
    el("span", {}, el("b", {}, fullName(contact)), el("small", {}, contact.phone_number)),
  );
}
