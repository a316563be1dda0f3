"""The answer to a pressed button."""

from sandbox.telegram.params import Params
from sandbox.telegram.refusals import QUERY_TOO_OLD, bad_request
from sandbox.telegram.world import TelegramState

LONGEST_ANSWER = 200
# A bot may open itself; other addresses are for games.
OPENABLE = ("https://t.me/", "t.me/", "tg://")


async def answer_callback_query(telegram: TelegramState, params: Params) -> bool:
    """Answer a press: once, and not too late."""
    text, url = params.text("text"), params.text("url")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith(OPENABLE):
        raise bad_request("URL_INVALID")
    press = telegram.presses.pop(params.text("callback_query_id"), None)
    if press is None or telegram.time() - press.pressed_at > telegram.answer_seconds:
        raise bad_request(QUERY_TOO_OLD)
    answer = {
        "answered": True,
        "text": text or None,
        "show_alert": params.flag("show_alert"),
        "url": url or None,
    }
    press.answer(answer)
    shown = {"chat_id": press.chat_id, "message_id": press.message_id, **answer}
    room = telegram.known_room(press.chat_id)
    if room is not None:
        telegram.publish(room, "callback_answered", shown)
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
