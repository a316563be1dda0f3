/** The bar above the open chat: who it is with, what they do just now, and what can be done. */
import { api } from "./api.js";
import { ask, openMenu, toast } from "./dialogs.js";
import { avatar, botAvatar, el, iconButton } from "./dom.js";
import { groupChoices } from "./group_menu.js";
import { readPeople } from "./live.js";
import { fullName, store } from "./store.js";
import { actionText } from "./wording.js";

export function chatHeader({ onBack, onPanel, onReset }) {
  const back = iconButton("back", "Back to the list", onBack, { "data-testid": "back" });
  back.classList.add("only-phone");
  const who = el("div", { class: "who" });
  const panel = iconButton("panel", "Side panel", onPanel, { "data-testid": "panel-toggle" });
  const more = iconButton("more", "More", (event) => openMenu(event.currentTarget, choices()), {
    "data-testid": "more",
  });

  function choices() {
    const chat = store.chats.get(store.active);
    const user = store.speaker(store.active);
    return [
      chat?.type === "private" &&
        !user.blocked && {
          label: "Block the bot",
          icon: "block",
          danger: true,
          run: () => setBlocked(user, true),
        },
      chat?.type === "private" &&
        user.blocked && {
          label: "Unblock the bot",
          icon: "block",
          run: () => setBlocked(user, false),
        },
      ...(chat?.type === "private" ? [] : groupChoices(chat)),
      { label: "Reset the sandbox", icon: "reset", danger: true, run: reset },
    ].filter(Boolean);
  }

  async function setBlocked(user, blocked) {
    const sure =
      !blocked ||
      (await ask({
        title: "Block the bot",
        confirm: "Block",
        danger: true,
        body: [
          el(
            "p",
            {},
            `The bot will not be able to write to ${user.first_name} until it is unblocked.`,
          ),
        ],
      }));
    if (!sure) return;
    try {
      await (blocked ? api.block(user.id) : api.unblock(user.id));
      await readPeople();
    } catch (error) {
      toast(error.message, { problem: true });
    }
  }

  async function reset() {
    const sure = await ask({
      title: "Reset the sandbox",
      confirm: "Reset",
      danger: true,
      body: [
        el(
          "p",
          {},
          "All travellers, chats, prices and faults go back to the beginning. The product keeps its own data.",
        ),
      ],
    });
    if (sure) await onReset();
  }

  function draw() {
    const chat = store.chats.get(store.active);
    if (!chat) return;
    const action = store.actions.get(chat.id);
    const subtitle = action
      ? el(
          "div",
          { class: "subtitle busy", testid: "chat-action" },
          el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
          actionText(action),
        )
      : el("div", { class: "subtitle" }, describe(chat));
    const title = chat.type === "private" ? store.bot.first_name : chat.title;
    who.replaceChildren(
      chat.type === "private" ? botAvatar("bar-size") : avatar(chat.title, chat.id, "bar-size"),
      el(
        "div",
        { class: "names" },
        el("div", { class: "title", testid: "chat-title" }, title),
        subtitle,
      ),
    );
  }

  for (const topic of ["active", "list", "bot"]) store.on(topic, draw);
  store.on("action", (chatId) => {
    if (chatId === store.active) draw();
  });
  return el("header", { class: "bar" }, back, who, panel, more);
}

function describe(chat) {
  if (chat.type === "private") return `bot · you are ${fullName(store.users.get(chat.user))}`;
  const names = chat.members
    .filter((id) => store.users.has(id))
    .map((id) => store.users.get(id).first_name);
  const bot = ["member", "administrator"].includes(chat.bot) ? "the bot" : "no bot";
  return names.length ? `${names.join(", ")} and ${bot}` : `Nobody but ${bot}`;
}
