/** What can be done with one message: answer it, react, copy, edit, delete. */
import { api } from "./api.js";
import { ask, field, openMenu } from "./dialogs.js";
import { el } from "./dom.js";
import { chooseReaction } from "./reactions.js";
import { actor, attempt, copy } from "./sending.js";
import { store } from "./store.js";

const ADMINISTER = ["creator", "administrator"];

/** Opens the menu of `message` beside `anchor`; `onReply(message)` answers it. */
export function messageMenu(anchor, message, { onReply }) {
  const words = message.text ?? message.caption;
  const own = store.isOwn(message);
  const chat = store.chats.get(message.chat.id);
  const administers = ADMINISTER.includes(chat.roles?.[store.speaker(chat.id)?.id]);
  openMenu(
    anchor,
    [
      { label: "Reply", icon: "reply", run: () => onReply(message) },
      { label: "React", icon: "smile", run: () => chooseReaction(message) },
      words && { label: "Copy text", icon: "copy", run: () => copy(words) },
      own && words && { label: "Edit", icon: "pencil", run: () => edit(message, words) },
      (own || administers || chat.type === "private") && {
        label: "Delete",
        icon: "close",
        danger: true,
        run: () => remove(message),
      },
    ].filter(Boolean),
  );
}

function edit(message, words) {
  const text = el("textarea", { name: "text", rows: 4, maxlength: 4096, autofocus: true }, words);
  return ask({
    title: "Edit message",
    confirm: "Save",
    testid: "edit-dialog",
    body: [field("What it says", text)],
    submit: async (form) => {
      const said = form.get("text").trim();
      if (!said) throw new Error("A message needs a text. To take it back, delete it.");
      const wish = { from_user: actor(message.chat.id), text: said };
      if (said !== words) await api.edit(message.chat.id, message.message_id, wish);
      return true;
    },
  });
}

const remove = (message) =>
  attempt(() => api.remove(message.chat.id, message.message_id, actor(message.chat.id)));
