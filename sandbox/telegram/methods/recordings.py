"""Methods that send what is heard or moves: videos, animations, audio, voices, dice."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.composing import caption_content, media_options, send
from sandbox.telegram.files import shown
from sandbox.telegram.media import stored_file
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

# How many faces each of these has.
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file: what Telegram calls it, and which numbers and texts it has."""

    kind: str
    numbers: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    is_named: bool = True
    has_caption: bool = True


# Telegram measures a file that a bot says nothing of; here it is then nothing by nothing.
SORTS = {
    "video": Sort("Video", ("width", "height", "duration")),
    "animation": Sort("Animation", ("width", "height", "duration")),
    "audio": Sort("Audio", ("duration",), ("performer", "title")),
    "voice": Sort("VoiceNote", ("duration",), is_named=False),
    "video_note": Sort("VideoNote", ("length", "duration"), is_named=False, has_caption=False),
}


async def recording(
    telegram: TelegramState, params: Params, name: str, value: Any
) -> dict[str, Any]:
    """Return the content of a message that shows the file `value` as `name`."""
    sort = SORTS[name]
    file = shown(await stored_file(telegram, params, name, value, sort.kind))
    if not sort.is_named:
        del file["file_name"]
    if name == "video_note":
        del file["mime_type"]
    file |= {number: params.integer(number) or 0 for number in sort.numbers}
    file |= {text: params.text(text) for text in sort.texts if params.text(text)}
    content: dict[str, Any] = {name: file}
    if name == "animation":
        # For those who know of no animations yet.
        content["document"] = shown(await stored_file(telegram, params, name, value, sort.kind))
    if sort.has_caption:
        content |= caption_content(params)
    return content | media_options(params, name)


def _sender(name: str) -> Callable[[TelegramState, Params], Awaitable[dict[str, Any]]]:
    async def send_one(telegram: TelegramState, params: Params) -> dict[str, Any]:
        room = telegram.writable(params.values.get("chat_id"))
        content = await recording(telegram, params, name, params.values.get(name))
        return send(telegram, room, params, content).for_bot()

    return send_one


async def send_dice(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Throw a die, or what else shows a chance."""
    room = telegram.writable(params.values.get("chat_id"))
    emoji = params.text("emoji") or "🎲"
    if emoji not in DICE:
        raise bad_request("dice emoji is invalid")
    dice = {"emoji": emoji, "value": secrets.randbelow(DICE[emoji]) + 1}
    return send(telegram, room, params, {"dice": dice}).for_bot()


METHODS = {
    "sendVideo": _sender("video"),
    "sendAnimation": _sender("animation"),
    "sendAudio": _sender("audio"),
    "sendVoice": _sender("voice"),
    "sendVideoNote": _sender("video_note"),
    "sendDice": send_dice,
}
