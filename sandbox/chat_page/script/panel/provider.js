/** The payment provider's books, and the ways in which it can be made to misbehave. */
import { api } from "../api.js";
import { toast } from "../dialogs.js";
import { el } from "../dom.js";
import { sum } from "../sums.js";
import { changed, polledPage } from "./polling.js";

const TRICKS = [
  ["silent_before", "Refunds: silence, nothing done"],
  ["silent_after", "Refunds: done, then silence"],
  ["doubles_refund", "Refunds: gives back twice"],
  ["lies_done", "Refunds: says done, does nothing"],
  ["lies_failed", "Refunds: says failed, does it"],
  ["refuses", "Refunds: refuses"],
  ["doubles_charge", "Payments: charges twice"],
  ["charges_refused", "Payments: charges what was refused"],
  ["tells_twice", "Payments: tells twice"],
  ["tells_nothing", "Payments: tells nothing"],
];

export function providerPage() {
  const books = el("div", { testid: "provider-books" });
  const switches = TRICKS.map(([trick, label]) => {
    const box = el("input", { type: "checkbox", name: trick, testid: `trick-${trick}` });
    box.addEventListener("change", () =>
      changed(api.playTrick(trick, box.checked ? null : 0), read),
    );
    return el("label", { class: "check" }, box, el("span", {}, label));
  });
  const element = el(
    "div",
    { class: "page", testid: "provider-page" },
    el(
      "p",
      { class: "hint" },
      "What the provider does wrong as long as it is ticked, and its books.",
    ),
    switches,
    books,
  );
  const page = polledPage(element, read);

  async function read() {
    try {
      const { charges, tricks } = await api.provider();
      for (const box of element.querySelectorAll("input")) box.checked = box.name in tricks;
      books.replaceChildren(...charges.reverse().map(row));
    } catch (error) {
      page.hide();
      toast(error.message, { problem: true });
    }
  }

  function row(charge) {
    const back = charge.refunded ? `, ${sum(charge.refunded, charge.currency)} back` : "";
    return el(
      "div",
      { class: "fault", testid: "charge" },
      el("span", {}, `${charge.id}: ${sum(charge.amount, charge.currency)}${back}`),
      el(
        "button",
        {
          type: "button",
          class: "chip",
          on: { click: () => changed(api.tellCharge(charge.id), read) },
        },
        "Tell again",
      ),
    );
  }

  return page;
}
