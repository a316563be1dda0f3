"""The answer to an inline query, with Telegram's checks of it."""

import re
from typing import Any

from sandbox.telegram.composing import caption_content, text_content
from sandbox.telegram.inline import InlineAnswer, Result
from sandbox.telegram.keyboards import checked_inline_markup
from sandbox.telegram.methods.groups import contact
from sandbox.telegram.methods.locations import location, venue
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import QUERY_TOO_OLD, Refusal, bad_request
from sandbox.telegram.world import TelegramState

MOST_RESULTS = 50
LONGEST_ID = 64
LONGEST_OFFSET = 64
CACHE_SECONDS = 300
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
# What each kind must have; Telegram knows games besides. A file comes by its address or its id.
REQUIRED = {
    "article": ("title", "input_message_content"),
    "photo": ("photo_url", "thumbnail_url"),
    "gif": ("gif_url", "thumbnail_url"),
    "mpeg4_gif": ("mpeg4_url", "thumbnail_url"),
    "video": ("video_url", "mime_type", "thumbnail_url", "title"),
    "audio": ("audio_url", "title"),
    "voice": ("voice_url", "title"),
    "document": ("title", "document_url", "mime_type"),
    "location": ("latitude", "longitude", "title"),
    "venue": ("latitude", "longitude", "title", "address"),
    "contact": ("phone_number", "first_name"),
}
TOLD = {"location", "venue", "contact"}
CACHED = {
    "photo": "photo_file_id", "gif": "gif_file_id", "mpeg4_gif": "mpeg4_file_id",
    "video": "video_file_id", "audio": "audio_file_id", "voice": "voice_file_id",
    "document": "document_file_id",
}  # fmt: skip


async def answer_inline_query(telegram: TelegramState, params: Params) -> bool:
    """Answer a query: once, within its 30 seconds, with at most 50 results."""
    results = [checked_result(result) for result in params.array("results")]
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = params.text("next_offset")
    if len(next_offset.encode()) > LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = InlineAnswer(
        tuple(results),
        next_offset,
        _checked_button(params.fields("button")),
        params.integer("cache_time", CACHE_SECONDS) or 0,
        params.flag("is_personal"),
    )
    query = telegram.inline.find(params.text("inline_query_id"))
    if query is None or not telegram.inline.can_be_answered(query):
        raise bad_request(QUERY_TOO_OLD)
    telegram.inline.answer(query, answer)
    return True


def _unparsed(reason: str) -> Refusal:
    return bad_request(f"can't parse inline query result: {reason}")


def checked_result(result: Any) -> Result:
    """Return a result with the message that it becomes under `message`."""
    if not isinstance(result, dict):
        raise bad_request("inline query result must be an object")
    if "type" not in result:
        raise _unparsed('Can\'t find field "type"')
    kind = str(result["type"]).lower()
    if kind not in REQUIRED:
        raise _unparsed(f'type "{kind}" is unsupported for the inline query result')
    is_cached = CACHED.get(kind) in result
    for name in ("id",) if is_cached else ("id", *REQUIRED[kind]):
        if name not in result:
            raise _unparsed(f'Can\'t find field "{name}"')
    if not 1 <= len(str(result["id"]).encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    markup = checked_inline_markup(result.get("reply_markup"), private=False)
    message = _message(result)
    if markup is not None:
        message["reply_markup"] = markup
    return {**result, "id": str(result["id"]), "type": kind, "message": message}


def _message(result: Result) -> dict[str, Any]:
    """Return the content of the message; a file is fetched only when it is sent."""
    content = result.get("input_message_content")
    if content is None:
        kind = str(result["type"]).lower()
        return _told(result) if kind in TOLD else caption_content(Params(result))
    if not isinstance(content, dict):
        raise bad_request("can't parse input message content")
    if "message_text" not in content and content:
        return _told(content)
    if "message_text" not in content:
        raise bad_request("message text is empty")
    return text_content(Params({**content, "text": content["message_text"]}))


def _told(content: dict[str, Any]) -> dict[str, Any]:
    """Return a point, a place or somebody's number as a message shows it."""
    params = Params(content)
    if "phone_number" in content:
        return {"contact": contact(params)}
    if "latitude" not in content:
        raise bad_request("can't parse input message content")
    if "address" in content:
        point = location(params)
        return {"location": point, "venue": venue(params, point)}
    return {"location": location(params, params.integer("live_period") or 0)}


def _checked_button(button: dict[str, Any]) -> dict[str, Any] | None:
    """Return the button above the results, which leads to the private chat or a Mini App."""
    if not button:
        return None
    if not button.get("text"):
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    if "web_app" not in button and not START_PARAMETER.fullmatch(
        str(button.get("start_parameter", ""))
    ):
        raise bad_request("START_PARAM_INVALID")
    return button


METHODS = {"answerInlineQuery": answer_inline_query}
