"""The answer to a pressed button."""

from sandbox.telegram.params import Params
from sandbox.telegram.refusals import QUERY_TOO_OLD, bad_request
from sandbox.telegram.world import ANSWER_SECONDS, TelegramState

LONGEST_ANSWER = 200


async def answer_callback_query(telegram: TelegramState, params: Params) -> bool:
    """Answer a press: once, and not too late."""
    text = params.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press = telegram.presses.pop(params.text("callback_query_id"), None)
    if press is None or telegram.time() - press.pressed_at > ANSWER_SECONDS:
        raise bad_request(QUERY_TOO_OLD)
    answer = {
        "answered": True,
        "text": text or None,
        "show_alert": params.flag("show_alert"),
        "url": params.text("url") or None,
    }
    if not press.answered.done():
        press.answered.set_result(answer)
    telegram.events.publish(
        press.chat_id, "callback_answered", {"chat_id": press.chat_id, **answer}
    )
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
