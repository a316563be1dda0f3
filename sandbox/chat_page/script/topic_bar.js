/** The topics of a forum, above its messages; hidden in all other chats. */
import { el, iconButton, walkWithArrows } from "./dom.js";
import { newTopic } from "./group_menu.js";
import { store } from "./store.js";

export function topicBar() {
  const bar = el("div", {
    class: "topics",
    role: "tablist",
    "aria-label": "Topics",
    hidden: true,
    testid: "topics",
  });
  walkWithArrows(bar, ".topic");

  function draw() {
    const chat = store.chats.get(store.active);
    bar.hidden = !chat?.is_forum;
    if (bar.hidden) return;
    const open = store.topics.get(chat.id) ?? null;
    const tab = (id, name) =>
      el(
        "button",
        {
          type: "button",
          class: "topic",
          role: "tab",
          "aria-selected": String(id === open),
          testid: "topic",
          on: { click: () => store.openTopic(chat.id, id) },
        },
        name,
      );
    bar.replaceChildren(
      tab(null, "All"),
      tab(0, "General"),
      ...chat.topics.map(({ id, name, closed }) => tab(id, closed ? `🔒 ${name}` : name)),
      iconButton("plus", "New topic", () => newTopic(chat), { "data-testid": "new-topic" }),
    );
    const chosen = bar.querySelector("[aria-selected='true']");
    chosen?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  for (const topic of ["active", "list", "topic"]) store.on(topic, draw);
  return bar;
}
