/** Making the services fail on purpose, to see what the product makes of it. */
import { api } from "../api.js";
import { field, toast } from "../dialogs.js";
import { el, icon } from "../dom.js";
import { changed, polledPage } from "./polling.js";

const TARGETS = ["telegram", "travclan", "serpapi", "liteapi", "provider", "mail"];
const KINDS = [
  ["status", "answers with a status"],
  ["timeout", "never answers"],
  ["slow", "answers slowly"],
  ["drop_after_processing", "does it, then drops the answer"],
  ["garbage", "answers garbage"],
];
const READY = [
  [
    "Telegram: 429 once",
    {
      target: "telegram",
      match: "sendMessage",
      kind: "status",
      status: 429,
      retry_after: 3,
      times: 1,
    },
  ],
  ["TravClan: 503 ×3", { target: "travclan", kind: "status", status: 503, times: 3 }],
  ["SerpAPI: silent", { target: "serpapi", kind: "timeout", seconds: 30, times: 1 }],
  ["TravClan: slow", { target: "travclan", kind: "slow", seconds: 4, times: 5 }],
  ["SerpAPI: garbage", { target: "serpapi", kind: "garbage", times: 1 }],
];

export function faultsPage() {
  const form = el(
    "form",
    { testid: "fault-form" },
    el(
      "div",
      { class: "pair" },
      field(
        "Service",
        select(
          "target",
          TARGETS.map((name) => [name, name]),
        ),
      ),
      field(
        "Method or path",
        el("input", { name: "match", placeholder: "any", autocomplete: "off" }),
      ),
    ),
    field("What happens: it …", select("kind", KINDS)),
    el(
      "div",
      { class: "pair" },
      field("Status", number("status", 503)),
      field("Retry, s", number("retry_after", "")),
      field("Seconds", number("seconds", "")),
      field("Times", number("times", 1)),
    ),
    el("button", { type: "submit", class: "wide", testid: "fault-add" }, "Add the fault"),
  );
  const standing = el("div", { testid: "faults" });
  const clear = el(
    "button",
    { type: "button", class: "wide plain", hidden: true, testid: "fault-clear" },
    "Clear all faults",
  );
  const element = el(
    "div",
    { class: "page", testid: "faults-page" },
    el(
      "p",
      { class: "hint" },
      "A fault meets as many matching requests as “times” says, and every one without it.",
    ),
    el(
      "div",
      { class: "chips" },
      READY.map(([label, fault]) =>
        el("button", { type: "button", class: "chip odd", on: { click: () => add(fault) } }, label),
      ),
    ),
    form,
    clear,
    standing,
  );
  const page = polledPage(element, read);

  async function read() {
    try {
      const faults = await api.faults();
      standing.replaceChildren(...faults.reverse().map(row));
      clear.hidden = faults.length === 0;
    } catch (error) {
      page.hide();
      toast(error.message, { problem: true });
    }
  }

  const add = (fault) => changed(api.addFault(fault), read);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    for (const name of ["status", "retry_after", "seconds", "times"])
      if (name in values) values[name] = Number(values[name]);
    if (values.kind !== "status") delete values.status;
    add(values);
  });
  clear.addEventListener("click", () => changed(api.clearFaults(), read));
  return page;
}

function row(fault) {
  return el("div", { class: "fault", testid: "fault" }, icon("fault"), describe(fault));
}

const select = (name, options) =>
  el(
    "select",
    { name },
    options.map(([value, label]) => el("option", { value }, label)),
  );
const number = (name, value) => el("input", { name, type: "number", min: 0, step: "any", value });

function describe({ target, match, kind, status, retry_after: retryAfter, seconds, times }) {
  return [
    `${target}${match ? ` ${match}` : ""}:`,
    kind === "status" ? `status ${status}` : kind.replaceAll("_", " "),
    retryAfter && `retry after ${retryAfter} s`,
    seconds && `${seconds} s`,
    times && `${times} more`,
  ]
    .filter(Boolean)
    .join(" ");
}
