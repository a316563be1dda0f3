"""What Telegram accepts as a keyboard."""

from typing import Any

from sandbox.telegram.refusals import bad_request

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_DATA = 64
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


def checked_markup(markup: Any, *, private: bool) -> dict[str, Any] | None:
    """Return `markup` when Telegram would take it.

    Raises a 400 for buttons without an action, too much callback data, too many buttons.
    """
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = markup["inline_keyboard"]
        _check_rows(rows)
        for row in rows:
            for button in row:
                _check_button(button, private=private)
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        rows = [[_reply_button(button) for button in row] for row in markup["keyboard"]]
        _check_rows(rows)
        return {**markup, "keyboard": rows}
    return markup


def _check_rows(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse reply keyboard markup JSON object")
    if sum(len(row) for row in rows) > MOST_BUTTONS or any(len(r) > MOST_IN_A_ROW for r in rows):
        raise bad_request("reply markup is too long")


def _check_button(button: Any, *, private: bool) -> None:
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed")
    if "disabled" in button:
        return
    actions = [name for name in ACTIONS if name in button]
    if len(actions) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "web_app" in button and not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    if "style" in button and button["style"] not in STYLES:
        raise bad_request("can't parse inline keyboard button: unknown button style specified")
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply_button(button: Any) -> dict[str, Any]:
    return {"text": button} if isinstance(button, str) else button
