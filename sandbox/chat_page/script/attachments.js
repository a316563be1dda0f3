/** What can be sent besides words: a location, a contact. */
import { ask, field } from "./dialogs.js";
import { el } from "./dom.js";
import { say } from "./sending.js";
import { store } from "./store.js";

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
