/** What happens to a group: who comes, goes and administers, what becomes of the bot, topics. */
import { api } from "./api.js";
import { ask, choose, field, toast } from "./dialogs.js";
import { el } from "./dom.js";
import { readPeople } from "./live.js";
import { actor, attempt } from "./sending.js";
import { fullName, store } from "./store.js";

const PRESENT = ["member", "administrator"];

/** The entries of a group's menu; the chat's speaker is who does it. */
export function groupChoices(chat) {
  const speaker = store.speaker(chat.id);
  return [
    ...(speaker ? speakersChoices(chat, speaker) : []),
    { label: "Add a traveller…", icon: "plus", run: () => addTraveller(chat) },
    ...(speaker && chat.type !== "channel" ? botChoices(chat) : []),
    speaker &&
      chat.type === "group" && {
        label: "Become a supergroup",
        icon: "trend",
        run: () => migrate(chat),
      },
  ]
    .filter(Boolean)
    .sort((one, other) => Boolean(one.danger) - Boolean(other.danger));
}

function speakersChoices(chat, { id, first_name }) {
  const hidden = chat.anonymous.includes(id);
  const role = chat.roles[id];
  const by = { from_user: id };
  return [
    chat.type === "supergroup" && {
      label: "New topic…",
      icon: "plus",
      run: () => newTopic(chat),
    },
    role === "member" && {
      label: `Make ${first_name} an administrator`,
      icon: "person",
      run: () => change(chat, "promote", by),
    },
    role !== "member" && {
      label: hidden ? `Let ${first_name} write by name` : `Let ${first_name} write as the group`,
      icon: "people",
      run: () => change(chat, "promote", { ...by, anonymous: !hidden }),
    },
    role === "administrator" && {
      label: `Make ${first_name} a plain member`,
      icon: "person",
      run: () => change(chat, "demote", by),
    },
    {
      label: `Leave as ${first_name}`,
      icon: "share",
      danger: true,
      run: () => change(chat, "leave", by),
    },
  ];
}

function botChoices(chat) {
  const here = PRESENT.includes(chat.bot);
  const rises = chat.bot !== "administrator";
  const by = () => ({ from_user: actor(chat.id) });
  if (!here)
    return [
      { label: "Bring the bot in", icon: "window", run: () => change(chat, "add_bot", by()) },
    ];
  return [
    {
      label: rises ? "Make the bot an administrator" : "Make the bot a plain member",
      icon: "window",
      run: () => change(chat, rises ? "promote_bot" : "demote_bot", by()),
    },
    {
      label: "Put the bot out",
      icon: "block",
      danger: true,
      run: () => change(chat, "remove_bot", by()),
    },
  ];
}

async function change(chat, act, wish) {
  await attempt(() => api.change(chat.id, act, wish));
  await readPeople();
  store.emit("active");
}

async function addTraveller(chat) {
  const outside = [...store.users.values()].filter((user) => !chat.members.includes(user.id));
  if (!outside.length) return toast("All travellers are in this group.");
  const options = outside.map((user) => ({ label: fullName(user), key: user.id, value: user.id }));
  const chosen = await choose("Add to the group", options);
  if (chosen === null) return undefined;
  const by = store.speaker(chat.id)?.id;
  return change(chat, "join", { from_user: chosen, ...(by && { by }) });
}

/** Asks for a name, opens a topic and shows it. */
export async function newTopic(chat) {
  const name = el("input", { name: "name", autofocus: true, autocomplete: "off", maxlength: 128 });
  const topic = await ask({
    title: "New topic",
    confirm: "Open",
    testid: "topic-dialog",
    body: [field("Name", name)],
    submit: async (form) => {
      const called = form.get("name").trim();
      if (!called) throw new Error("A topic needs a name.");
      const wish = { from_user: actor(chat.id), name: called };
      const opened = await api.change(chat.id, "topics", wish);
      await readPeople();
      return opened.message_thread_id;
    },
  });
  if (topic !== null) store.openTopic(chat.id, topic);
}

async function migrate(chat) {
  let id = null;
  if (!(await attempt(async () => ({ id } = await api.change(chat.id, "migrate"))))) return;
  await readPeople();
  store.open(id);
}
