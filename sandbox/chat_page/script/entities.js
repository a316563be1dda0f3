/** Message entities (offsets in UTF-16 units, as JavaScript counts) turned into elements. */
import { el, icon } from "./dom.js";
import { formattedTime, fullTime } from "./clock.js";

/**
 * Renders text with its entities.
 * `act` says what a click does: `command(text)`, `link(address, confirm)`, `find(text)`, `copy(text)`,
 * and in which `language()` the reader has times told.
 */
export function renderText(text, entities = [], act) {
  const sorted = entities
    .map((entity, index) => ({ ...entity, index }))
    .sort((a, b) => a.offset - b.offset || b.length - a.length || a.index - b.index);
  return renderRange(text, 0, text.length, sorted, act);
}

function renderRange(text, start, end, entities, act) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    rest = others;
    if (to <= from) continue;
    if (from > at) nodes.push(text.slice(at, from));
    const inside = rest.filter((other) => other.offset < to);
    rest = rest.filter((other) => other.offset >= to);
    nodes.push(wrap(entity, text.slice(from, to), renderRange(text, from, to, inside, act), act));
    at = BLOCKS.has(entity.type) && text[to] === "\n" ? to + 1 : to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

/** Shown as blocks of their own, so the line break behind them is already there. */
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

function wrap(entity, text, children, act) {
  const { type } = entity;
  if (PLAIN[type]) return el(PLAIN[type], {}, children);
  if (type === "code")
    return el("code", { title: "Copy", on: { click: () => act.copy(text) } }, children);
  if (type === "pre") return el("pre", { "data-language": entity.language, tabindex: 0 }, children);
  if (type === "spoiler") return spoiler(children);
  if (type === "blockquote" || type === "expandable_blockquote")
    return quote(children, type === "expandable_blockquote");
  if (type === "text_link") return link(entity.url, children, true, act);
  if (type === "url")
    return link(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`, children, false, act);
  if (type === "email") return link(`mailto:${text}`, children, false, act);
  if (type === "phone_number")
    return link(`tel:${text.replace(/[^+\d]/g, "")}`, children, false, act);
  if (type === "bot_command") return token(children, () => act.command(text), "bot-command");
  if (type === "hashtag" || type === "cashtag")
    return token(children, () => act.find(text), "hashtag");
  if (type === "mention" || type === "text_mention")
    return el("span", { class: "mention" }, children);
  if (type === "date_time")
    return el(
      "time",
      { title: entity.unix_time ? fullTime(entity.unix_time) : undefined },
      entity.unix_time && entity.date_time_format
        ? formattedTime(entity.unix_time, entity.date_time_format, act.language())
        : children,
    );
  return el("span", {}, children);
}

const SAFE = /^(https?|mailto|tel|tg):/i;

function link(address, children, confirm, act) {
  if (!SAFE.test(address)) return el("span", {}, children);
  return el(
    "a",
    {
      href: address,
      rel: "noopener noreferrer",
      target: "_blank",
      title: address,
      on: {
        click: (event) => {
          event.preventDefault();
          act.link(address, confirm);
        },
      },
    },
    children,
  );
}

function token(children, onClick, testid) {
  return el("button", { type: "button", class: "token", testid, on: { click: onClick } }, children);
}

function spoiler(children) {
  const element = el(
    "span",
    {
      class: "spoiler",
      role: "button",
      tabindex: 0,
      "aria-label": "Hidden text, press to show",
      testid: "spoiler",
    },
    children,
  );
  const reveal = () => {
    element.classList.add("seen");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
  };
  element.addEventListener("click", reveal);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter") reveal();
  });
  return element;
}

function quote(children, expandable) {
  const body = el("div", { class: "quote-text" }, children);
  const element = el("blockquote", { class: expandable ? "expandable" : undefined }, body);
  if (!expandable) return element;
  const unfold = el(
    "button",
    { type: "button", class: "unfold", "aria-label": "Unfold the quote", "aria-expanded": "false" },
    icon("chevron"),
  );
  element.append(unfold);
  element.addEventListener("click", (event) => {
    if (event.target.closest("a, code, .token")) return;
    unfold.setAttribute("aria-expanded", String(element.classList.toggle("open")));
  });
  return element;
}
