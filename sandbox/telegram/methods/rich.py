"""Methods about rich messages: blocks of text, tables and the like in one message.

Blocks are kept as they were given, within Telegram's numbers; of markup, each line becomes a
paragraph. What an app makes of them is not shown here.
"""

from typing import Any

from sandbox.telegram.composing import send
from sandbox.telegram.params import Params
from sandbox.telegram.parsers import parsed
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

MOST_BLOCKS, DEEPEST, LONGEST = 500, 16, 32_768
SOURCES = {"html": "html", "markdown": "markdownv2", "blocks": ""}


def rich_content(params: Params) -> dict[str, Any]:
    """Return the RichMessage that the parameters hold. Raises 400s for what is too large."""
    wish = params.fields("rich_message")
    given = [name for name in SOURCES if wish.get(name)]
    if len(given) != 1:
        raise bad_request("rich message must have exactly one of html, markdown and blocks")
    source = wish[given[0]]
    if given == ["blocks"]:
        blocks = Params(wish).array("blocks")
    else:
        text, _entities = parsed(str(source), SOURCES[given[0]]) or ("", [])
        lines = [line for line in text.splitlines() if line.strip()]
        blocks = [{"type": "paragraph", "text": line} for line in lines]
    count, depth, length = _measured(blocks)
    if not blocks:
        raise bad_request("rich message must be non-empty")
    if count > MOST_BLOCKS or depth > DEEPEST:
        raise bad_request("rich message has too many blocks")
    if length > LONGEST:
        raise bad_request("rich message is too long")
    return {"blocks": blocks} | ({"is_rtl": True} if wish.get("is_rtl") else {})


def _measured(value: Any) -> tuple[int, int, int]:
    """Return how many blocks there are, how deep they stand in one another, and their letters."""
    if isinstance(value, str):
        return 0, 0, len(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    parts = [_measured(one) for one in inner]
    is_block = isinstance(value, dict) and "type" in value
    return (
        sum(part[0] for part in parts) + is_block,
        max((part[1] for part in parts), default=0) + is_block,
        sum(part[2] for part in parts),
    )


async def send_rich(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a rich message."""
    room = telegram.writable(params.values.get("chat_id"))
    return send(telegram, room, params, {"rich_message": rich_content(params)}).for_bot()


async def send_rich_draft(telegram: TelegramState, params: Params) -> bool:
    """Show a rich message that is still being written."""
    room = telegram.writable(params.values.get("chat_id"))
    if room.person is None:
        raise bad_request("message drafts can be sent only to private chats")
    if not params.integer("draft_id"):
        raise bad_request("DRAFT_ID_INVALID")
    shown = {"chat_id": room.id, "draft_id": params.integer("draft_id")}
    telegram.publish(room, "draft", shown | {"rich_message": rich_content(params)})
    return True


METHODS = {"sendRichMessage": send_rich, "sendRichMessageDraft": send_rich_draft}
