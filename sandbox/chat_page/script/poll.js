/** A poll in the chat, with its votes. */
import { api } from "./api.js";
import { el } from "./dom.js";
import { actor, attempt } from "./sending.js";

/** Draws the poll of `message`; pressing an option votes for it, and takes back an own vote. */
export function pollCard(message) {
  const { question, options, total_voter_count: all, is_closed: closed, type } = message.poll;
  const kind = type === "quiz" ? "Quiz" : "Poll";
  return el(
    "div",
    { class: "poll", testid: "poll" },
    el("b", {}, question),
    el("small", {}, closed ? `${kind}, closed` : kind),
    options.map(({ text, voter_count: votes }, number) =>
      el(
        "button",
        {
          type: "button",
          class: "option",
          disabled: closed,
          testid: "poll-option",
          on: { click: () => vote(message, number) },
        },
        el("span", {}, text),
        el("span", { class: "share" }, all ? `${Math.round((100 * votes) / all)} %` : ""),
      ),
    ),
    el("small", {}, all === 1 ? "1 vote" : `${all} votes`),
  );
}

const vote = (message, number) =>
  attempt(() =>
    api.vote(message.chat.id, message.message_id, {
      from_user: actor(message.chat.id),
      options: [number],
    }),
  );
