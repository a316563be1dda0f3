"""What a Mini App has the bot send."""

import secrets
from typing import Any

from sandbox.telegram.methods.inline import checked_result
from sandbox.telegram.mini_app import QUERY_SECONDS
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import QUERY_TOO_OLD, bad_request
from sandbox.telegram.world import TelegramState


async def answer_web_app_query(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a message on behalf of whoever opened a page, into that chat: once."""
    result = checked_result(params.fields("result"))
    query = telegram.web_app_queries.get(params.text("web_app_query_id"))
    if query is None or telegram.time() - query.opened_at > QUERY_SECONDS:
        raise bad_request(QUERY_TOO_OLD)
    del telegram.web_app_queries[params.text("web_app_query_id")]
    room, person = telegram.rooms[query.chat_id], telegram.people[query.person_id]
    content = dict(result["message"])
    stored = telegram.say(
        room,
        {
            "message_id": room.next_message_id(),
            "from": person.to_json(),
            "chat": room.to_json(),
            "date": telegram.now(),
            "via_bot": telegram.profile.user(),
            **content,
        },
        from_bot=False,
    )
    if "reply_markup" not in content:
        return {}
    stored.inline_message_id = secrets.token_urlsafe(20)
    return {"inline_message_id": stored.inline_message_id}


PREPARED_SECONDS = 86_400


async def save_prepared(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Keep a message that a person may send from a Mini App."""
    result = checked_result(params.fields("result"))
    if params.integer("user_id") not in telegram.people:
        raise bad_request("USER_ID_INVALID")
    prepared_id = secrets.token_urlsafe(12)
    telegram.prepared[prepared_id] = result
    return {"id": prepared_id, "expiration_date": telegram.now() + PREPARED_SECONDS}


METHODS = {
    "answerWebAppQuery": answer_web_app_query,
    "savePreparedInlineMessage": save_prepared,
}
