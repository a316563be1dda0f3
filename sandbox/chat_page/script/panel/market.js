/** The market: hotels of a destination, and buttons that move their prices. */
import { api } from "../api.js";
import { field, toast } from "../dialogs.js";
import { el, icon } from "../dom.js";

const KEY = "chat.destination";
const MOVES = [
  ["−5 %", "fall", "price", { percent: -5 }],
  ["−15 %", "fall", "price", { percent: -15 }],
  ["+10 %", "rise", "price", { percent: 10 }],
  ["Glitch ×0.1", "odd", "glitch", { factor: 0.1, times: 1 }],
];

export function marketPage() {
  const destination = el("select", { testid: "market-destination" });
  const search = el("input", { type: "search", placeholder: "Hotel name", autocomplete: "off", testid: "market-search" });
  const list = el("div", { testid: "market-hotels" });
  const element = el("div", { class: "page", testid: "market-page" },
    el("div", { class: "pair" }, field("Destination", destination), field("Find", search)), list);
  let hotels = [];

  async function start() {
    if (!destination.options.length) {
      const places = await api.destinations();
      destination.append(...places.map((place) => el("option", { value: place.id ?? place.name }, place.name)));
      const remembered = localStorage.getItem(KEY);
      if ([...destination.options].some((option) => option.value === remembered)) destination.value = remembered;
    }
    await read();
  }

  async function read() {
    hotels = await api.hotels(destination.value);
    draw();
  }

  function draw(moved) {
    const wanted = search.value.trim().toLowerCase();
    const found = hotels.filter((hotel) => hotel.name.toLowerCase().includes(wanted));
    list.replaceChildren(...(found.length ? found.map((hotel) => card(hotel, hotel.id === moved, change)) : [blank("No such hotel here", "Try another name or destination.")]));
  }

  async function change(hotel, what, body) {
    try {
      await api.moveHotel(hotel.id, what, body);
      hotels = await api.hotels(destination.value);
      draw(hotel.id);
    } catch (error) {
      toast(error.message, { problem: true });
    }
  }

  const guarded = (run) => async () => {
    try {
      await run();
    } catch (error) {
      list.replaceChildren(blank("The market cannot be read", error.message));
    }
  };

  destination.addEventListener("change", guarded(async () => {
    localStorage.setItem(KEY, destination.value);
    await read();
  }));
  search.addEventListener("input", () => draw());
  return { element, show: guarded(start), hide() {} };
}

function card(hotel, moved, change) {
  const open = hotel.available !== false;
  const move = ([label, tone, what, body]) => el("button", {
    type: "button", class: `chip ${tone}`, "aria-label": `${hotel.name}: ${label}`, testid: "market-move", on: { click: () => change(hotel, what, body) },
  }, label);
  return el("article", { class: "hotel", "data-hotel": hotel.id, testid: "hotel" },
    el("div", { class: "top" },
      hotel.photo ? el("img", { class: "picture", src: hotel.photo, alt: "", loading: "lazy" }) : el("span", { class: "picture" }, icon("bed")),
      el("div", { class: "what" }, el("b", {}, hotel.name),
        el("div", { class: "where" }, hotel.stars > 0 && el("span", { class: "stars", role: "img", "aria-label": `${hotel.stars} stars` }, "★".repeat(hotel.stars)), ` ${hotel.area ?? ""}`),
        el("div", { class: moved ? "price moved" : "price", testid: "market-price" }, open ? priceText(hotel) : "Sold out"))),
    el("div", { class: "moves" }, MOVES.map(move),
      move(open ? ["Sell out", "rise", "availability", { available: false }] : ["Back on sale", "fall", "availability", { available: true }])));
}

function priceText(hotel) {
  const { amount, currency } = hotel.price;
  const text = new Intl.NumberFormat("en-IN", { style: "currency", currency, maximumFractionDigits: 0 }).format(Number(amount));
  return [text, el("small", {}, " a night")];
}

const blank = (title, text) => el("div", { class: "blank" }, icon("bed"), el("b", {}, title), text);
