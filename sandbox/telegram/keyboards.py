"""What Telegram accepts as a keyboard, with its words for what it does not."""

from typing import Any

from sandbox.telegram.links import BadLink, checked_link
from sandbox.telegram.refusals import Refusal, bad_request

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_DATA = 64
LONGEST_COPY = 256
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "pay",
    "callback_game",
)
STYLES = {"primary", "success", "danger"}
# Styles that are nothing but the usual look.
USUAL_STYLES = {None, "", "default"}
KEPT = {"text", "style", "icon_custom_emoji_id", "disabled", *ACTIONS}
KEPT_KEYS = {
    "text", "style", "icon_custom_emoji_id", "request_contact", "request_location", "request_users",
    "request_chat", "request_poll", "web_app",
}  # fmt: skip
KEPT_FLAGS = {
    *("resize_keyboard", "one_time_keyboard", "is_persistent", "selective"),
    "input_field_placeholder",
}
FIELD_TYPES = {
    str: ("text", "style", "callback_data", "url"),
    dict: ("copy_text", "web_app", "login_url", "disabled", "callback_game"),
}
TYPE_NAMES = {str: "String", dict: "Object"}
# Telegram takes HTTPS alone; pages of this machine are served without.
APP_ADDRESSES = ("https://", "http://127.0.0.1:", "http://localhost:")
KEYBOARD_FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")

Markup = dict[str, Any]


def checked_markup(markup: Any, *, private: bool) -> Markup | None:
    """Return `markup` as Telegram would keep it; None for an empty one.

    Raises a 400 for buttons without an action, too much callback data, too many buttons.
    """
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup, "inline_keyboard")
        kept = [[_inline_button(button, private=private) for button in row] for row in rows]
        return {"inline_keyboard": kept} if kept else None
    if "keyboard" in markup:
        _check_flags(markup, KEYBOARD_FLAGS)
        rows = _rows(markup, "keyboard")
        kept_flags = {name: markup[name] for name in KEPT_FLAGS & markup.keys()}
        return {
            **kept_flags,
            "keyboard": [[_reply_button(key, private=private) for key in row] for row in rows],
        }
    _check_flags(markup, ("remove_keyboard", "force_reply", "selective"))
    return markup


def checked_inline_markup(markup: Any, *, private: bool) -> Markup | None:
    """Return the keyboard of an edit, which can be an inline one only."""
    kept = checked_markup(markup, private=private)
    if kept is not None and "inline_keyboard" not in kept:
        raise bad_request("inline keyboard expected")
    return kept


def _check_flags(markup: Markup, names: tuple[str, ...]) -> None:
    for name in names:
        if name in markup and not isinstance(markup[name], bool):
            raise bad_request(f'field "{name}" must be of type Boolean')


def _rows(markup: Markup, name: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    # Rows of keys under the composer may be longer: the apps break them.
    longest = MOST_IN_A_ROW if name == "inline_keyboard" else MOST_BUTTONS
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > longest for row in rows):
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _inline_button(given: Any, *, private: bool) -> Markup:
    if not isinstance(given, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    if "text" not in given:
        raise _unparsed('Can\'t find field "text"')
    button = _known(given, KEPT)
    _check_types(button)
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if "disabled" in button:
        return button
    if not any(button.get(name) not in (None, "", False) for name in ACTIONS) and not any(
        name in button for name in ("switch_inline_query", "switch_inline_query_current_chat")
    ):
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if "url" in button:
        return {**button, "url": _button_link(button["url"])}
    _check_action(button, private=private)
    return button


def _known(button: Markup, names: set[str]) -> Markup:
    """Return a button with what Telegram knows of it; a style that it does not know is refused."""
    kept: Markup = {k: v for k, v in button.items() if k in names and v is not None}
    style = kept.get("style")
    if isinstance(style, str) or style is None:
        if style in USUAL_STYLES:
            kept.pop("style", None)
        elif style not in STYLES:
            raise _unparsed("Unknown button style specified")
    return kept


def _check_types(button: Markup) -> None:
    for kind, names in FIELD_TYPES.items():
        for name in names:
            if name in button and not isinstance(button[name], kind):
                raise _unparsed(f'Field "{name}" must be of type {TYPE_NAMES[kind]}')


def _check_action(button: Markup, *, private: bool) -> None:
    if "callback_data" in button:
        data = button["callback_data"]
        if not 1 <= len(data.encode()) <= LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    if "web_app" in button:
        check_web_app(button["web_app"], "inline keyboard button")
    copied = button.get("copy_text", {"text": "-"}).get("text")
    if not isinstance(copied, str) or not 1 <= len(copied) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    # Pay buttons belong to invoices, games to games, Mini Apps to private chats.
    if "pay" in button or "callback_game" in button or ("web_app" in button and not private):
        raise bad_request("BUTTON_TYPE_INVALID")


def _button_link(url: str) -> str:
    try:
        return checked_link(url)
    except BadLink as refused:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {refused}") from None


def check_web_app(web_app: Any, where: str) -> None:
    """Refuse a page that no app would open; `where` says whose it is."""
    url = web_app.get("url") if isinstance(web_app, dict) else None
    if not str(url).startswith(APP_ADDRESSES):
        reason = "Only HTTPS links are allowed"
        raise bad_request(f"{where} Web App URL '{url}' is invalid: {reason}")


def _unparsed(reason: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {reason}")


# What a key asks for, which only people in private chats give, in Telegram's words.
ASKED = {
    "request_contact": "Phone number can be requested",
    "request_location": "Location can be requested",
    "request_poll": "Poll can be requested",
    "request_users": "Users can be requested",
    "request_chat": "Chats can be requested",
    "web_app": "Web App buttons can be used",
}
POLL_TYPES = {"", "regular", "quiz"}


def _reply_button(given: Any, *, private: bool) -> Markup:
    if isinstance(given, str):
        return {"text": given}
    if not isinstance(given, dict) or "text" not in given:
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    button = _known(given, KEPT_KEYS)
    if not str(button.get("text", "")).strip():
        raise bad_request("keyboard button text must be non-empty")
    asked = next((ASKED[name] for name in ASKED if button.get(name, False) is not False), None)
    if asked is not None and not private:
        raise bad_request(f"{asked[0].lower()}{asked[1:]} in private chats only")
    if "web_app" in button:
        check_web_app(button["web_app"], "keyboard button")
    poll = button.get("request_poll")
    if poll is not None and (not isinstance(poll, dict) or poll.get("type", "") not in POLL_TYPES):
        raise bad_request("unsupported poll type specified")
    return button
