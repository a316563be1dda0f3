/** The strip above the composer that shows which message is being answered. */
import { el, icon, iconButton } from "./dom.js";
import { store } from "./store.js";
import { senderName, summary } from "./wording.js";

/** `onStop` runs when the traveller gives up answering. */
export function replyBar({ onStop }) {
  const element = el("div", { class: "replying", hidden: true, testid: "replying" });

  function draw() {
    const original = store.history(store.active).get(store.replies.get(store.active));
    element.hidden = !original;
    element.replaceChildren();
    if (!original) return;
    element.append(
      icon("reply"),
      el(
        "div",
        { class: "quoted" },
        el("b", {}, senderName(original)),
        el("span", {}, summary(original)),
      ),
      iconButton("close", "Do not reply", stop),
    );
  }

  function stop() {
    store.replies.delete(store.active);
    draw();
    onStop();
  }

  return { element, draw, stop };
}
