/** Every request that the sandbox received, read only while the tab is open. */
import { api } from "../api.js";
import { timeWithSeconds } from "../clock.js";
import { el, icon } from "../dom.js";
import { polledPage } from "./polling.js";

const KEPT = 300;
const TARGETS = [
  ["telegram", "Telegram Bot API"],
  ["travclan", "TravClan"],
  ["serpapi", "SerpAPI"],
  ["", "Everything"],
];

export function logPage() {
  const target = el(
    "select",
    { "aria-label": "Which service", testid: "log-target" },
    TARGETS.map(([value, name]) => el("option", { value }, name)),
  );
  const polls = el("input", { type: "checkbox", testid: "log-polls" });
  const rows = el("div", { testid: "log-rows" });
  const blank = el(
    "div",
    { class: "blank" },
    icon("log"),
    el("b", {}, "Nothing yet"),
    "Requests from the product appear here as they come.",
  );
  const element = el(
    "div",
    { class: "page", testid: "log-page" },
    el("label", { class: "field" }, target),
    el("label", { class: "check" }, polls, "Show getUpdates too"),
    blank,
    rows,
  );
  let after = 0;
  const page = polledPage(element, read, { begin: restart });
  let round = 0;

  async function read() {
    const mine = round;
    try {
      const requests = await api.requests(after, target.value);
      if (mine !== round) return;
      for (const request of requests) {
        after = Math.max(after, request.id);
        if (polls.checked || request.method !== "getUpdates") rows.prepend(entry(request));
      }
      while (rows.children.length > KEPT) rows.lastChild.remove();
      blank.hidden = rows.children.length > 0;
    } catch (error) {
      blank.lastChild.textContent = error.message;
    }
  }

  function restart() {
    round += 1;
    after = 0;
    rows.replaceChildren();
    read();
  }

  target.addEventListener("change", restart);
  polls.addEventListener("change", restart);
  return page;
}

function entry(request) {
  const kind = request.status < 400 ? "ok" : request.status < 500 ? "refused" : "failed";
  return el(
    "details",
    { class: "entry", testid: "log-entry" },
    el(
      "summary",
      {},
      el("span", { class: "status", "data-kind": kind }, String(request.status)),
      el("span", { class: "method" }, request.method),
      el("time", { class: "when" }, timeWithSeconds(request.at)),
    ),
    el("pre", {}, JSON.stringify(request.params ?? {}, null, 2)),
  );
}
