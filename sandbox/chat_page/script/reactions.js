/** Reactions: the row under a message, and the choice of one. */
import { api } from "./api.js";
import { ask } from "./dialogs.js";
import { el } from "./dom.js";
import { actor, attempt } from "./sending.js";
import { fullName, store } from "./store.js";

/** Those that people use most; the sandbox takes all of Telegram's. */
const OFFERED = [..."👍👎❤🔥👏😁🤔😱😢🎉🙏👌🤝👀💯⚡"];

/** What people and bots said to a message with one emoji, or null. */
export function reactionRow(message) {
  const given = message.reactions ?? [];
  if (!given.length) return null;
  const mine = ownReaction(message);
  return el(
    "div",
    { class: "reactions", testid: "reactions" },
    [...new Set(given.map((one) => one.emoji))].map((emoji) => {
      const who = given.filter((one) => one.emoji === emoji).map((one) => nameOf(one.user));
      return el(
        "button",
        {
          type: "button",
          class: "reaction",
          title: who.join(", "),
          "aria-label": `${emoji} by ${who.join(", ")}`,
          "aria-pressed": String(emoji === mine),
          testid: "reaction",
          on: { click: () => react(message, emoji === mine ? "" : emoji) },
        },
        `${emoji} ${who.length}`,
      );
    }),
  );
}

/** Asks with which emoji to react; the own one, pressed again, is taken back. */
export async function chooseReaction(message) {
  const mine = ownReaction(message);
  const keys = OFFERED.map((emoji) =>
    el(
      "button",
      {
        type: "button",
        class: "emoji",
        "aria-pressed": String(emoji === mine),
        on: { click: (event) => event.target.closest("dialog").finish(emoji) },
      },
      emoji,
    ),
  );
  const body = [el("div", { class: "emoji-grid" }, keys)];
  const emoji = await ask({ title: "React", body, confirm: null, testid: "reaction-dialog" });
  if (emoji) await react(message, emoji === mine ? "" : emoji);
}

const react = (message, emoji) =>
  attempt(() =>
    api.react(message.chat.id, message.message_id, { from_user: actor(message.chat.id), emoji }),
  );

function ownReaction(message) {
  const speaker = store.speaker(message.chat.id);
  return message.reactions?.find((one) => one.user === speaker?.id)?.emoji;
}

function nameOf(id) {
  if (id === store.bot.id) return store.bot.first_name;
  return store.users.has(id) ? fullName(store.users.get(id)) : "Another bot";
}
