/** Adding travellers and groups, and the people that an empty sandbox begins with. */
import { api } from "./api.js";
import { ask, field } from "./dialogs.js";
import { avatar, el } from "./dom.js";
import { readPeople } from "./live.js";
import { fullName, store } from "./store.js";

const FIRST_PEOPLE = [
  { first_name: "Asha", last_name: "Menon", username: "asha", language_code: "en-IN" },
  { first_name: "Ravi", last_name: "Sharma", username: "ravi", language_code: "hi" },
  { first_name: "Lucía", last_name: "Ortega", username: "lucia", language_code: "es" },
  { first_name: "Admin", username: "admin", language_code: "en-IN" },
];

const LANGUAGES = [
  ["en", "English"],
  ["hi", "हिन्दी · Hindi"],
  ["es", "Español · Spanish"],
  ["ru", "Русский · Russian"],
  ["de", "Deutsch · German"],
  ["", "Not set"],
];

/** Fills an empty sandbox; the lock keeps two tabs from doing it twice. */
export function seedPeople() {
  return navigator.locks.request("chat.seed", async () => {
    if ((await api.users()).length) return;
    for (const person of FIRST_PEOPLE) await api.addUser(person);
  });
}

export async function askForTraveller() {
  const chatId = await ask({
    title: "New traveller",
    confirm: "Add",
    testid: "traveller-dialog",
    body: [
      field(
        "First name",
        el("input", { name: "first_name", autofocus: true, autocomplete: "off", maxlength: 64 }),
      ),
      field("Last name", el("input", { name: "last_name", autocomplete: "off", maxlength: 64 })),
      field(
        "Username",
        el("input", {
          name: "username",
          autocomplete: "off",
          placeholder: "without @",
          maxlength: 32,
        }),
      ),
      field(
        "Language of their Telegram",
        el(
          "select",
          { name: "language_code" },
          LANGUAGES.map(([code, name]) => el("option", { value: code }, name)),
        ),
      ),
    ],
    submit: async (form) => {
      const entries = [...form]
        .map(([name, value]) => [name, value.trim().replace(/^@/, "")])
        .filter(([, value]) => value);
      const person = Object.fromEntries(entries);
      if (!person.first_name) throw new Error("A traveller needs a first name.");
      const { chat_id } = await api.addUser(person);
      await readPeople();
      return chat_id;
    },
  });
  if (chatId !== null) store.open(chatId);
}

export async function askForGroup() {
  const members = [...store.users.values()];
  const chatId = await ask({
    title: "New group",
    confirm: "Create",
    testid: "group-dialog",
    body: [
      field(
        "Name",
        el("input", {
          name: "title",
          autofocus: true,
          autocomplete: "off",
          placeholder: "Goa in December",
          maxlength: 128,
        }),
      ),
      field(
        "Kind",
        el(
          "select",
          { name: "type" },
          el("option", { value: "supergroup" }, "Supergroup"),
          el("option", { value: "group" }, "Group"),
        ),
      ),
      el(
        "div",
        { class: "choices", role: "group", "aria-label": "Members" },
        members.map((user) =>
          el(
            "label",
            { class: "choice" },
            el("input", { type: "checkbox", name: "members", value: user.id }),
            avatar(fullName(user), user.id),
            fullName(user),
          ),
        ),
      ),
    ],
    submit: async (form) => {
      const title = form.get("title").trim();
      const chosen = form.getAll("members").map(Number);
      if (!title) throw new Error("A group needs a name.");
      if (!chosen.length) throw new Error("Choose at least one traveller.");
      const { id } = await api.addChat({ type: form.get("type"), title, members: chosen });
      await readPeople();
      return id;
    },
  });
  if (chatId !== null) store.open(chatId);
}
