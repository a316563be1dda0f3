/** Puts the page together and keeps it going. */
import { api, side } from "./api.js";
import { botPicker } from "./bots.js";
import { chatHeader } from "./chat_header.js";
import { chatList } from "./chat_list.js";
import { composer } from "./composer.js";
import { toast } from "./dialogs.js";
import { el } from "./dom.js";
import { listen, readHistory, readPeople } from "./live.js";
import { sidePanel } from "./panel/panel.js";
import { seedPeople } from "./people.js";
import { store } from "./store.js";
import { followTheme } from "./theme.js";
import { timeline } from "./timeline.js";
import { topicBar } from "./topic_bar.js";

const INTRODUCTION_MS = 3000;
const app = document.getElementById("app");
const phone = window.matchMedia("(max-width: 719px)");

async function refreshBot() {
  const chatId = store.active ?? undefined;
  try {
    store.setBot(await api.bot(chatId, chatId && store.speaker(chatId)?.language_code));
  } catch (error) {
    toast(error.message, { problem: true });
  }
}

/** Reads everything again: people, the bot, and every history (the open chat first). */
async function readAll() {
  await seedPeople();
  await readPeople();
  await refreshBot();
  const rest = [...store.chats.keys()].filter((id) => id !== store.active);
  for (const chatId of store.active === null ? rest : [store.active, ...rest])
    await readHistory(chatId);
}

async function readAllOrSay() {
  try {
    await readAll();
  } catch (error) {
    toast(error.message, { problem: true });
  }
}

function build() {
  const write = composer({ refreshBot });
  const panel = sidePanel(document.getElementById("panel"), app);
  const header = chatHeader({
    onBack: leaveChat,
    onPanel: panel.toggle,
    onReset: async () => {
      await api.reset().catch((error) => toast(error.message, { problem: true }));
      // Other bots are gone with everything else.
      if (side) return location.assign(location.pathname);
      store.forget();
      await readAllOrSay();
      if (!phone.matches) openFirst();
      return undefined;
    },
  });
  const topics = topicBar();
  const inside = [header, topics, timeline({ onReply: write.replyTo }), write.element];
  document.getElementById("chats").append(...chatList({ bots: botPicker() }));
  document
    .getElementById("chat")
    .append(
      el("div", { class: "wallpaper" }),
      ...inside,
      el("div", { class: "nothing" }, el("span", {}, "Choose a traveller to start")),
    );

  store.on("active", () => {
    const open = store.active !== null;
    for (const part of inside) if (part !== topics) part.hidden = !open;
    document.querySelector(".nothing").hidden = open;
    app.dataset.view = open ? "chat" : "list";
    rememberInAddress();
    if (!open) return;
    refreshBot();
    if (!phone.matches) write.focus();
  });
  followKeys(write, panel);
  store.open(null);
}

/** The address names the open chat, so that reload, bookmarks and the phone's back button work. */
function rememberInAddress() {
  const wanted = store.active === null ? "" : `#${store.active}`;
  if (location.hash === wanted) return;
  const step = phone.matches && !location.hash ? "pushState" : "replaceState";
  history[step]({ fromList: step === "pushState" }, "", location.pathname + location.search + wanted);
}

/** Back to the list, through the browser's history where the list is in it. */
function leaveChat() {
  if (history.state?.fromList) history.back();
  else store.open(null);
}

function chatInAddress() {
  const id = Number(location.hash.slice(1));
  return store.chats.has(id) ? id : null;
}

function openFirst() {
  const id = chatInAddress() ?? (phone.matches ? null : (store.chats.keys().next().value ?? null));
  if (id !== store.active) store.open(id);
}

/** Esc steps out of whatever is open; letters typed anywhere go to the composer. */
function followKeys(write, panel) {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open], [popover]:popover-open")) return;
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape") {
      if (panel.isOverlay()) panel.toggle();
      else if (phone.matches && store.active !== null) leaveChat();
      else write.focus();
    } else if (
      !typing &&
      store.active !== null &&
      event.key.length === 1 &&
      event.key !== " " &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey
    ) {
      write.input.focus();
    }
  });
}

/** While the open chat is empty its bot may still be starting up: its words are asked for again. */
function awaitIntroduction() {
  setInterval(() => {
    if (!document.hidden && store.active !== null && !store.history(store.active).size)
      refreshBot();
  }, INTRODUCTION_MS);
}

followTheme();
build();
listen({
  onGap: async () => {
    store.forget();
    await readAllOrSay();
    openFirst();
    toast("Connected again.");
  },
  onLost: () => toast("The sandbox does not answer. Trying again…", { problem: true }),
});
await readAllOrSay();
openFirst();
awaitIntroduction();
window.addEventListener("popstate", () => {
  if (chatInAddress() !== store.active) store.open(chatInAddress());
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  store.unread.delete(store.active);
  readAllOrSay();
});
app.dataset.ready = "yes";
