/** Inline mode: what the bot offers while "@bot query" is typed, as cards above the composer. */
import { api } from "./api.js";
import { toast } from "./dialogs.js";
import { el } from "./dom.js";
import { sameServer } from "./pictures.js";
import { actor, startBot } from "./sending.js";
import { store } from "./store.js";

/** The pause in typing after which the bot is asked. */
const PAUSE_MS = 300;
const NEAR_END = 80;

/** `onSent()` is called when a card became a message, `onLeft()` when the private chat is opened. */
export function inlineResults({ onSent, onLeft, onCurrent }) {
  const box = el("div", {
    class: "suggestions inline-results",
    role: "listbox",
    id: "inline-results",
    "aria-label": "Results",
    hidden: true,
    testid: "inline-results",
  });
  let asked = null;
  let current = 0;
  let timer = 0;

  /** Follows what is typed: asks the bot when it is a query, and goes away when it is none. */
  function follow(typed) {
    const query = readQuery(typed);
    if (query === null) return hide();
    if (asked?.query === query && asked.chat === store.active) return undefined;
    clearTimeout(timer);
    asked = { query, chat: store.active, answers: [] };
    timer = setTimeout(ask, PAUSE_MS, asked, "");
    return undefined;
  }

  async function ask(mine, offset) {
    if (mine !== asked || mine.waiting) return;
    mine.waiting = true;
    try {
      const answer = await api.inline({
        from_user: actor(mine.chat),
        query: mine.query,
        offset,
        chat: mine.chat,
      });
      if (mine !== asked) return;
      mine.answers.push(answer);
      mine.next = answer.answered ? answer.next_offset : "";
      if (!offset) current = 0;
    } catch (error) {
      if (mine === asked) toast(error.message, { problem: true });
      mine.next = "";
    } finally {
      mine.waiting = false;
    }
    if (mine !== asked) return;
    draw();
    goOn();
  }

  /** Asks for what follows once the end of the list is in sight, as Telegram does. */
  function goOn() {
    const rest = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (!box.hidden && asked?.next && rest < NEAR_END) ask(asked, asked.next);
  }

  const shown = () =>
    (asked?.answers ?? []).flatMap((answer) =>
      answer.results.map((result) => ({ answer, result })),
    );

  function draw() {
    const cards = shown();
    const button = asked?.answers[0]?.button;
    const height = box.scrollTop;
    box.hidden = !asked?.answers.length || !(cards.length || button);
    box.replaceChildren(
      ...[
        button?.start_parameter &&
          el(
            "button",
            {
              type: "button",
              class: "inline-button",
              testid: "inline-start",
              on: { click: () => leave(button.start_parameter) },
            },
            button.text,
          ),
        ...cards.map((one, index) => card(one, index)),
        asked?.next && el("div", { class: "inline-more", testid: "inline-more" }, "Loading more…"),
      ].filter(Boolean),
    );
    box.scrollTop = height;
    onCurrent();
  }

  function card({ answer, result }, index) {
    const picture = sameServer(result.thumbnail_url);
    return el(
      "div",
      {
        class: "inline-card",
        role: "option",
        id: `inline-card-${index}`,
        "aria-selected": String(index === current),
        testid: "inline-card",
        on: {
          mousedown: (event) => event.preventDefault(),
          click: () => choose(answer, result),
        },
      },
      picture
        ? el("img", { src: picture, alt: "", loading: "lazy" })
        : el("span", { class: "letter", "aria-hidden": "true" }, [...(result.title ?? "?")][0]),
      el(
        "span",
        { class: "inline-words" },
        el("b", { dir: "auto" }, result.title ?? result.caption ?? ""),
        el("small", { dir: "auto" }, result.description ?? ""),
      ),
    );
  }

  async function choose(answer, result) {
    const chat = asked.chat;
    hide();
    try {
      const sent = await api.chooseInline(answer.id, {
        from_user: actor(chat),
        chat,
        result_id: result.id,
      });
      store.put(sent);
      store.emit("said", chat);
      onSent();
    } catch (error) {
      toast(error.message, { problem: true });
    }
  }

  function leave(parameter) {
    hide();
    onLeft();
    startBot(parameter);
  }

  function hide() {
    clearTimeout(timer);
    asked = null;
    draw();
  }

  /** Handles a key while the list is open; true when the key was meant for it. */
  function onKey(event) {
    if (box.hidden) return false;
    const cards = shown();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && cards.length) {
      current = (current + step + cards.length) % cards.length;
      draw();
      document.getElementById(`inline-card-${current}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.shiftKey && cards.length) {
      choose(cards[current].answer, cards[current].result);
    } else if (event.key === "Escape") hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  box.addEventListener("scroll", goOn);
  return {
    element: box,
    follow,
    hide,
    onKey,
    current: () => (box.hidden || !shown().length ? null : `inline-card-${current}`),
  };
}

/** What is typed after this bot's name and a space, or null. */
function readQuery(typed) {
  const [, name, query] = /^@(\w+)\s([\s\S]*)$/.exec(typed) ?? [];
  const own = name?.toLowerCase() === store.bot.username.toLowerCase();
  return own ? query.trimStart().slice(0, 256) : null;
}
