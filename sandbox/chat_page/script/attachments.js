/** What can be sent besides words: a location, a contact; and what keys ask for. */
import { api } from "./api.js";
import { ask, choose, field } from "./dialogs.js";
import { el } from "./dom.js";
import { actor, attempt, say } from "./sending.js";
import { fullName, store } from "./store.js";

const PLACES = [
  ["Calangute, Goa", 15.5439, 73.7553],
  ["Jaipur, Pink City", 26.9239, 75.8267],
  ["Mumbai, Colaba", 18.9067, 72.8147],
  ["Barcelona, Gràcia", 41.4036, 2.1564],
  ["Paris, Charles de Gaulle", 49.0097, 2.5479],
  ["Singapore, Marina Bay", 1.2834, 103.8607],
];

/** Asks for a point and sends it; resolves when the dialog is gone. */
export async function sendLocation() {
  const latitude = el("input", { name: "latitude", inputmode: "decimal", value: PLACES[0][1] });
  const longitude = el("input", { name: "longitude", inputmode: "decimal", value: PLACES[0][2] });
  const known = el(
    "select",
    { autofocus: true },
    PLACES.map(([name], index) => el("option", { value: index }, name)),
  );
  known.addEventListener("change", () => {
    [, latitude.value, longitude.value] = PLACES[known.value];
  });
  const location = await ask({
    title: "Send a location",
    confirm: "Send",
    testid: "location-dialog",
    body: [
      field("Place", known),
      el("div", { class: "pair" }, field("Latitude", latitude), field("Longitude", longitude)),
    ],
    submit: (form) => {
      const point = {
        latitude: coordinate(form, "latitude", 90),
        longitude: coordinate(form, "longitude", 180),
      };
      return point;
    },
  });
  if (location) await say(store.active, { location });
}

function coordinate(form, name, limit) {
  const value = Number(form.get(name));
  if (!form.get(name).trim() || !(Math.abs(value) <= limit))
    throw new Error(`The ${name} is a number from −${limit} to ${limit}.`);
  return value;
}

/** Asks for the traveller's phone number and sends their contact. */
export async function sendContact() {
  const speaker = store.speaker(store.active);
  const number = await ask({
    title: "Share your phone number",
    confirm: "Share",
    testid: "contact-dialog",
    body: [
      el("p", {}, "The bot will see your name and this number."),
      field(
        "Phone number",
        el("input", { name: "phone_number", type: "tel", value: "+10000000000", autofocus: true }),
      ),
    ],
    submit: (form) => form.get("phone_number").trim(),
  });
  if (!number) return;
  const { id, first_name, last_name } = speaker;
  await say(store.active, {
    contact: { phone_number: number, first_name, ...(last_name && { last_name }), user_id: id },
  });
}

/** Asks for the poll that a key under the composer is to send. */
export async function sendPoll(messageId, key) {
  const options = el("textarea", { name: "options", rows: 4 }, "Goa\nJaipur");
  const poll = await ask({
    title: "New poll",
    confirm: "Send",
    testid: "poll-dialog",
    body: [
      field("Question", el("input", { name: "question", value: "Where to?", autofocus: true })),
      field("Options, one a line", options),
    ],
    submit: (form) => {
      const said = [form.get("question"), ...form.get("options").split("\n")]
        .map((line) => line.trim())
        .filter(Boolean);
      if (said.length < 3) throw new Error("A poll has a question and two options at least.");
      return said;
    },
  });
  if (poll) await pressKey(messageId, key, { poll });
}

/** Asks which traveller or group a key under the composer is to share. */
export async function shareChosen(messageId, key) {
  const people = key.request_users
    ? [...store.users.values()].map((user) => ({ id: user.id, label: fullName(user) }))
    : [...store.chats.values()]
        .filter((chat) => chat.type !== "private")
        .map((chat) => ({ id: chat.id, label: chat.title }));
  const options = people.map(({ id, label }) => ({ label, key: id, value: id }));
  const chosen = await choose(key.text, options);
  if (chosen !== null) await pressKey(messageId, key, { chosen: [chosen] });
}

const pressKey = (messageId, key, more) =>
  attempt(() =>
    api.press(store.active, {
      from_user: actor(store.active),
      message_id: messageId,
      text: key.text,
      ...more,
    }),
  );
