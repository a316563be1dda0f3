/** Which bot the page plays: a menu of all of them, and BotFather's part in making one. */
import { api } from "./api.js";
import { alertDialog, ask, choose, field, openMenu, toast } from "./dialogs.js";
import { avatar, el, iconButton } from "./dom.js";
import { readPeople } from "./live.js";
import { attempt } from "./sending.js";
import { store } from "./store.js";

/** The button that opens the menu. */
export const botPicker = () =>
  iconButton("bot", "Bots", (event) => openBots(event.currentTarget), {
    "data-testid": "bots",
    "aria-haspopup": "menu",
  });

async function openBots(anchor) {
  await attempt(async () => {
    const bots = await api.bots();
    const chosen = bots.find((bot) => bot.id === store.bot.id);
    openMenu(anchor, [
      ...bots.map((bot) => ({
        label: bot === chosen ? `${bot.first_name} ✓` : bot.first_name,
        picture: avatar(bot.first_name, bot.id),
        run: () => play(bot),
      })),
      { label: "New bot…", icon: "plus", run: askForBot },
      chosen && {
        label: chosen.privacy ? "Let it hear all in groups" : "Let it hear what is meant for it",
        icon: "people",
        run: () => attempt(() => api.setPrivacy(chosen.id, !chosen.privacy)),
      },
      chosen && { label: "Bring it into a group…", icon: "plus", run: bringIn },
    ].filter(Boolean));
  });
}

/** Shows the page by the side of another bot: its chats are others. */
function play(bot) {
  if (bot.id === store.bot.id) return;
  location.assign(bot.side ? `?bot=${bot.id}` : location.pathname);
}

async function askForBot() {
  const bot = await ask({
    title: "New bot",
    confirm: "Make",
    testid: "bot-dialog",
    body: [
      field("Name", wordInput("first_name", { autofocus: true, maxlength: 64 })),
      field("Username", wordInput("username", { placeholder: "ends with bot", maxlength: 32 })),
    ],
    submit: (form) => {
      const first_name = form.get("first_name").trim();
      const username = form.get("username").trim();
      if (!first_name || !username) throw new Error("A bot needs a name and a username.");
      return api.addBot({ first_name, username: username.replace(/^@/, "") });
    },
  });
  if (!bot) return;
  await alertDialog(bot.first_name, `Its token:\n${bot.token}`);
  play(bot);
}

const wordInput = (name, more) => el("input", { name, autocomplete: "off", ...more });

/** Brings the bot into a group that was made by the side of another one. */
async function bringIn() {
  await attempt(async () => {
    const groups = (await api.groups()).filter((group) => group.members.length);
    if (!groups.length) return toast("This bot is in all groups.");
    const options = groups.map((group) => ({ label: group.title, key: group.id, value: group }));
    const group = await choose("Bring the bot into", options);
    if (group === null) return undefined;
    await api.change(group.id, "add_bot", { from_user: group.members[0] });
    await readPeople();
    return store.open(group.id);
  });
}
