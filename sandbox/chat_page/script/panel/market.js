/** The market: hotels of a destination, and buttons that move their prices. */
import { api } from "../api.js";
import { field, toast } from "../dialogs.js";
import { el, icon } from "../dom.js";

const KEY = "chat.destination";
const WELL_KNOWN = [
  "Goa",
  "Jaipur",
  "Mumbai",
  "New Delhi",
  "Hyderabad",
  "Udaipur",
  "Paris",
  "Barcelona",
  "London",
  "Bangkok",
  "Singapore",
  "Dubai",
];
const SUPPLIERS = { travclan: "TravClan", serpapi: "SerpAPI" };
const SEARCH_PAUSE_MS = 300;
const MOVES = [
  ["−5 %", "fall", "price", { percent: -5 }],
  ["−15 %", "fall", "price", { percent: -15 }],
  ["+10 %", "rise", "price", { percent: 10 }],
  ["Glitch", "odd", "glitch", { factor: 0.1, times: 1 }],
];

export function marketPage() {
  const places = el(
    "datalist",
    { id: "destinations" },
    WELL_KNOWN.map((name) => el("option", { value: name })),
  );
  const destination = el("input", {
    list: "destinations",
    autocomplete: "off",
    value: localStorage.getItem(KEY) ?? WELL_KNOWN[0],
    testid: "market-destination",
  });
  const search = el("input", {
    type: "search",
    placeholder: "Hotel name",
    autocomplete: "off",
    testid: "market-search",
  });
  const hint = el("p", { class: "hint" });
  const list = el("div", { testid: "market-hotels" });
  const element = el(
    "div",
    { class: "page", testid: "market-page" },
    el("div", { class: "pair" }, field("Destination", destination), field("Find in it", search)),
    places,
    hint,
    list,
  );
  let hotels = [];
  let drawn = null;
  let typing = null;
  let round = 0;
  let moves = 0;

  async function read() {
    round += 1;
    const mine = round;
    const wanted = destination.value.trim();
    if (!wanted) return;
    const before = moves;
    try {
      const found = await api.hotels(wanted);
      if (mine !== round) return;
      // Asked for before a price moved, told after it: what it tells is old.
      if (before !== moves) {
        await read();
        return;
      }
      hotels = found;
      localStorage.setItem(KEY, wanted);
      // A button that is being pressed must stay where it is, so nothing is drawn again for nothing.
      if (JSON.stringify(hotels) !== drawn) draw();
    } catch (error) {
      if (mine !== round) return;
      drawn = null;
      hint.textContent = "";
      list.replaceChildren(blank("No market to show", error.message));
    }
  }

  function draw(moved) {
    drawn = JSON.stringify(hotels);
    const wanted = search.value.trim().toLowerCase();
    const found = hotels.filter((hotel) =>
      [hotel.name, ...Object.values(hotel.names ?? {})].some((name) =>
        name.toLowerCase().includes(wanted),
      ),
    );
    hint.textContent = found.length
      ? `Prices for 2 adults, ${stayText(found[0])}. A move counts for every date.`
      : "";
    list.replaceChildren(
      ...(found.length
        ? found.map((hotel) => card(hotel, hotel.id === moved, change))
        : [blank("No such hotel here", "Try another name or destination.")]),
    );
  }

  async function change(hotel, what, body, label) {
    try {
      const shown = await api.moveHotel(hotel.id, what, body);
      moves += 1;
      hotels = hotels.map((other) => (other.id === hotel.id ? shown : other));
      draw(hotel.id);
      list
        .querySelector(`[data-hotel="${CSS.escape(hotel.id)}"] [data-move="${CSS.escape(label)}"]`)
        ?.focus();
      if (what === "glitch")
        toast(`The next quote for ${hotel.name} will be a tenth of its price.`);
    } catch (error) {
      toast(error.message, { problem: true });
    }
  }

  destination.addEventListener("focus", () => destination.select());
  destination.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(read, SEARCH_PAUSE_MS);
  });
  search.addEventListener("input", () => draw());
  return { element, show: read, hide: () => clearTimeout(typing) };
}

function card(hotel, moved, change) {
  const move = ([label, mood, what, body]) =>
    el(
      "button",
      {
        type: "button",
        class: `chip ${mood}`,
        "aria-label": `${hotel.name}: ${label}`,
        "data-move": label,
        testid: "market-move",
        on: { click: () => change(hotel, what, body, label) },
      },
      label,
    );
  const sale = hotel.available
    ? ["Sell out", "rise", "availability", { available: false }]
    : ["Reopen", "fall", "availability", { available: true }];
  return el(
    "article",
    { class: "hotel", "data-hotel": hotel.id, testid: "hotel" },
    el(
      "div",
      { class: "top" },
      el("img", { class: "picture", src: ownAddress(hotel.photo), alt: "", loading: "lazy" }),
      el(
        "div",
        { class: "what" },
        el("b", { testid: "hotel-name" }, hotel.name),
        el(
          "div",
          { class: "where" },
          hotel.stars > 0 &&
            el(
              "span",
              { class: "stars", role: "img", "aria-label": `${hotel.stars} stars` },
              "★".repeat(hotel.stars),
            ),
          ` ${hotel.area ?? ""}`,
        ),
        el(
          "div",
          { class: moved ? "price moved" : "price", testid: "market-price" },
          hotel.available ? money(hotel.price, hotel) : "Sold out",
        ),
        hotel.available && el("div", { class: "sellers" }, sellers(hotel)),
      ),
    ),
    el("div", { class: "moves" }, MOVES.map(move), move(sale)),
  );
}

/** Photos are served by this very server, under whatever name the page was opened. */
const ownAddress = (address) => new URL(address, location.href).pathname;

const money = (amount, { currency }) =>
  new Intl.NumberFormat("en-IN", { style: "currency", currency, maximumFractionDigits: 0 }).format(
    Number(amount),
  );

const sellers = (hotel) =>
  Object.entries(hotel.prices ?? {})
    .map(([supplier, price]) => `${SUPPLIERS[supplier] ?? supplier} ${money(price, hotel)}`)
    .join(" · ");

function stayText(hotel) {
  const day = (text) =>
    new Date(`${text}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return `${day(hotel.check_in)} to ${day(hotel.check_out)}`;
}

const blank = (title, text) => el("div", { class: "blank" }, icon("bed"), el("b", {}, title), text);
