/** The tray under the composer that holds the reply keyboard, and the button that hides it. */
import { sendContact, sendLocation, sendPoll, shareChosen } from "./attachments.js";
import { el, iconButton } from "./dom.js";
import { replyKeyboard, standingReplyMarkup } from "./keyboards.js";
import { store } from "./store.js";

/** `onMarkup(markup)` hears which reply markup stands, or null, whenever the tray is drawn. */
export function keyboardTray({ onMarkup }) {
  const element = el("div");
  const toggle = iconButton("keyboard", "Show or hide the answers", () => putAway(!isAway()), {
    "data-testid": "keyboard-toggle",
  });
  let standing = null;
  let away = null;

  const isAway = () => standing?.messageId === away;

  function putAway(hide) {
    away = hide ? standing?.messageId : null;
    draw();
  }

  function draw() {
    standing = store.active === null ? null : standingReplyMarkup(store.active);
    toggle.hidden = !standing?.keyboard;
    element.replaceChildren();
    if (standing?.keyboard && !isAway()) {
      const leave = () => standing?.one_time_keyboard && putAway(true);
      const askFor = {
        location: sendLocation,
        contact: sendContact,
        poll: sendPoll,
        chosen: shareChosen,
      };
      element.append(replyKeyboard(standing, { askFor, onPress: leave }));
    }
    onMarkup(standing);
  }

  return { element, toggle, draw };
}
