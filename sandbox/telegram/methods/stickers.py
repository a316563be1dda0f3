"""Methods about stickers and their sets."""

import re
from typing import Any

from sandbox.telegram.composing import send
from sandbox.telegram.files import StoredFile
from sandbox.telegram.media import stored_file
from sandbox.telegram.methods.appearance import clean_name
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.stickers import StickerInSet, StickerSet, bare, sticker_json
from sandbox.telegram.world import TelegramState

KINDS = {"regular", "mask", "custom_emoji"}
FORMATS = {"static", "animated", "video"}
NAME = re.compile(r"[A-Za-z](?:_?[A-Za-z0-9])*")
LONGEST_SET_NAME = LONGEST_TITLE = 64
MOST_AT_FIRST, MOST_STICKERS = 50, 120
EMOJI = range(1, 21)
MOST_KEYWORDS, LONGEST_KEYWORDS = 20, 64


async def send_sticker(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a picture without a frame."""
    room = telegram.writable(params.values.get("chat_id"))
    file = await stored_file(telegram, params, "sticker", params.values.get("sticker"), "Sticker")
    place, sticker = _home(telegram, file)
    shown = sticker_json(file, place, sticker, params.text("emoji"))
    return send(telegram, room, params, {"sticker": shown}).for_bot()


def _home(
    telegram: TelegramState, file: StoredFile
) -> tuple[StickerSet | None, StickerInSet | None]:
    """Return the set that a file belongs to and its position there, if any."""
    for place in telegram.cloud.sticker_sets.values():
        for sticker in place.stickers:
            if sticker.file.file_id == file.file_id:
                return place, sticker
    return None, None


def _set(telegram: TelegramState, params: Params) -> StickerSet:
    """Return a set of the bot's own by its name. Raises Telegram's 400."""
    found = telegram.cloud.sticker_sets.get(params.text("name").lower())
    if found is None or found.bot_id != telegram.id:
        raise bad_request("STICKERSET_INVALID")
    return found


def _in_set(
    telegram: TelegramState, params: Params, name: str = "sticker"
) -> tuple[StickerSet, StickerInSet]:
    """Return a sticker of one of the bot's sets. Raises Telegram's 400."""
    file = telegram.files.get(params.text(name))
    place, sticker = _home(telegram, file) if file is not None else (None, None)
    if place is None or sticker is None or place.bot_id != telegram.id:
        raise bad_request("STICKER_INVALID")
    return place, sticker


def _owner(telegram: TelegramState, params: Params) -> int:
    person = telegram.people.get(params.integer("user_id") or 0)
    if person is None:
        raise bad_request(
            "user not found" if params.text("user_id") else "invalid user_id specified"
        )
    return person.id


async def _sticker(telegram: TelegramState, params: Params, given: Any) -> StickerInSet:
    """Return an InputSticker as a set keeps it. Raises Telegram's 400s."""
    if not isinstance(given, dict):
        raise bad_request("can't parse InputSticker: expected an Object")
    inner = Params(given, params.uploads)
    if inner.text("format") not in FORMATS:
        raise bad_request("invalid sticker format specified")
    file = await stored_file(telegram, inner, "sticker", given.get("sticker"), "Sticker")
    kept = StickerInSet(file, _emoji(inner), _keywords(inner))
    kept.mask = inner.fields("mask_position") or None
    return kept


def _emoji(params: Params) -> list[str]:
    listed = params.array("emoji_list")
    if len(listed) not in EMOJI or not all(isinstance(one, str) and one for one in listed):
        raise bad_request("invalid sticker emojis")
    return listed


def _keywords(params: Params) -> list[str]:
    words = [str(one) for one in params.array("keywords")]
    if len(words) > MOST_KEYWORDS or sum(map(len, words)) > LONGEST_KEYWORDS:
        raise bad_request("STICKER_KEYWORDS_INVALID")
    return words


async def upload(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Keep a file for sets to come."""
    _owner(telegram, params)
    if params.text("sticker_format") not in FORMATS:
        raise bad_request("invalid sticker format specified")
    value = params.values.get("sticker")
    return bare(await stored_file(telegram, params, "sticker", value, "Sticker"))


async def create_set(telegram: TelegramState, params: Params) -> bool:
    """Make a set for a person, with its first stickers."""
    owner, name = _owner(telegram, params), params.text("name")
    title = clean_name(params.text("title"), LONGEST_TITLE)
    kind = params.text("sticker_type", "regular")
    if kind not in KINDS:
        raise bad_request("unsupported sticker type specified")
    ending = f"_by_{telegram.profile.identity.username}".lower()
    is_named = NAME.fullmatch(name) and name.lower().endswith(ending)
    if not is_named or len(name) > LONGEST_SET_NAME:
        raise bad_request("invalid sticker set name is specified")
    if name.lower() in telegram.cloud.sticker_sets:
        raise bad_request("sticker set name is already occupied")
    given = params.array("stickers")
    if not 0 < len(given) <= MOST_AT_FIRST:
        raise bad_request("STICKERS_EMPTY" if not given else "STICKERS_TOO_MUCH")
    made = StickerSet(name, title, telegram.id, owner, kind)
    made.stickers = [await _sticker(telegram, params, one) for one in given]
    telegram.cloud.sticker_sets[name.lower()] = made
    return True


async def get_set(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Tell of a set, of whichever bot."""
    found = telegram.cloud.sticker_sets.get(params.text("name").lower())
    if found is None:
        raise bad_request("STICKERSET_INVALID")
    return found.to_json()


async def add(telegram: TelegramState, params: Params) -> bool:
    """Put one more sticker into a set."""
    place = _set(telegram, params)
    if len(place.stickers) >= MOST_STICKERS:
        raise bad_request("STICKERS_TOO_MUCH")
    place.stickers.append(await _sticker(telegram, params, params.structure("sticker")))
    return True


async def replace(telegram: TelegramState, params: Params) -> bool:
    """Put a sticker in the place of another one."""
    place, old = _in_set(telegram, params, "old_sticker")
    new = await _sticker(telegram, params, params.structure("sticker"))
    place.stickers[place.stickers.index(old)] = new
    return True


async def remove(telegram: TelegramState, params: Params) -> bool:
    """Take a sticker out of its set."""
    place, sticker = _in_set(telegram, params)
    place.stickers.remove(sticker)
    return True


async def move(telegram: TelegramState, params: Params) -> bool:
    """Put a sticker elsewhere in its set, counted from 0."""
    place, sticker = _in_set(telegram, params)
    position = params.integer("position")
    if position is None or position < 0:
        raise bad_request("wrong sticker position specified")
    place.stickers.remove(sticker)
    place.stickers.insert(position, sticker)
    return True


async def set_emoji(telegram: TelegramState, params: Params) -> bool:
    """Say which emoji a sticker stands for."""
    _place, sticker = _in_set(telegram, params)
    sticker.emoji = _emoji(params)
    return True


async def set_keywords(telegram: TelegramState, params: Params) -> bool:
    """Say by which words a sticker is found."""
    _place, sticker = _in_set(telegram, params)
    sticker.keywords = _keywords(params)
    return True


async def set_mask(telegram: TelegramState, params: Params) -> bool:
    """Say where on a face a mask belongs."""
    place, sticker = _in_set(telegram, params)
    if place.kind != "mask":
        raise bad_request("STICKER_MASK_COORDS_NOT_SUPPORTED")
    sticker.mask = params.fields("mask_position") or None
    return True


async def set_title(telegram: TelegramState, params: Params) -> bool:
    """Call a set something else; its name stays."""
    place = _set(telegram, params)
    place.title = clean_name(params.text("title"), LONGEST_TITLE)
    return True


async def set_thumbnail(telegram: TelegramState, params: Params) -> bool:
    """Give a set its own picture, or take it away."""
    place = _set(telegram, params)
    value = params.values.get("thumbnail")
    has_file = value is not None or "thumbnail" in params.uploads
    place.thumbnail = (
        await stored_file(telegram, params, "thumbnail", value, "Sticker") if has_file else None
    )
    return True


async def delete_set(telegram: TelegramState, params: Params) -> bool:
    """Remove a set."""
    del telegram.cloud.sticker_sets[_set(telegram, params).name.lower()]
    return True


async def no_icons(_telegram: TelegramState, _params: Params) -> list[dict[str, Any]]:
    """Tell which custom emoji there are: here, none."""
    return []


METHODS = {
    "sendSticker": send_sticker,
    "uploadStickerFile": upload,
    "createNewStickerSet": create_set,
    "getStickerSet": get_set,
    "addStickerToSet": add,
    "replaceStickerInSet": replace,
    "deleteStickerFromSet": remove,
    "setStickerPositionInSet": move,
    "setStickerEmojiList": set_emoji,
    "setStickerKeywords": set_keywords,
    "setStickerMaskPosition": set_mask,
    "setStickerSetTitle": set_title,
    "setStickerSetThumbnail": set_thumbnail,
    "deleteStickerSet": delete_set,
    "getForumTopicIconStickers": no_icons,
    "getCustomEmojiStickers": no_icons,
}
