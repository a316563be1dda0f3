/** The list of commands that "/" and the menu button bring up. */
import { el } from "./dom.js";
import { store } from "./store.js";

/** `onChoose(command)` sends one, `onFill(command)` only writes it into the composer. */
export function commandSuggestions({ onChoose, onFill }) {
  const box = el("div", {
    class: "suggestions",
    role: "listbox",
    id: "suggestions",
    "aria-label": "Commands",
    hidden: true,
    testid: "commands",
  });
  let shown = [];
  let current = 0;

  function draw() {
    box.hidden = shown.length === 0;
    box.replaceChildren(
      ...shown.map(({ command, description }, index) =>
        el(
          "div",
          {
            class: "suggestion",
            role: "option",
            id: `suggestion-${index}`,
            "aria-selected": String(index === current),
            testid: "command",
            on: {
              mousedown: (event) => event.preventDefault(),
              click: () => {
                hide();
                onChoose(command);
              },
            },
          },
          el("b", {}, `/${command}`),
          el("span", {}, description),
        ),
      ),
    );
    box.children[current]?.scrollIntoView({ block: "nearest" });
  }

  function hide() {
    shown = [];
    draw();
  }

  /** Shows the commands that begin as `typed` does, and none when it is not a command any more. */
  function follow(typed) {
    const wanted = /^\/(\w*)$/.exec(typed)?.[1].toLowerCase();
    shown =
      wanted === undefined
        ? []
        : store.bot.commands.filter(({ command }) => command.startsWith(wanted));
    current = 0;
    draw();
  }

  /** Handles a key while the list is open; true when the key was meant for it. */
  function onKey(event) {
    if (box.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      current = (current + step + shown.length) % shown.length;
      draw();
    } else if (event.key === "Enter" && !event.shiftKey) {
      const { command } = shown[current];
      hide();
      onChoose(command);
    } else if (event.key === "Tab") onFill(shown[current].command);
    else if (event.key === "Escape") hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    element: box,
    follow,
    hide,
    onKey,
    isOpen: () => !box.hidden,
    current: () => (box.hidden ? null : `suggestion-${current}`),
  };
}
