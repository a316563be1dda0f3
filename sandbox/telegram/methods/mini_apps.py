"""What a Mini App has the bot send."""

import secrets
from typing import Any

from sandbox.telegram.methods.inline import checked_result
from sandbox.telegram.mini_app import QUERY_SECONDS
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import QUERY_TOO_OLD, bad_request
from sandbox.telegram.world import TelegramState


async def answer_web_app_query(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a message for whoever opened a page, into the chat where they did: once."""
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


METHODS = {"answerWebAppQuery": answer_web_app_query}
