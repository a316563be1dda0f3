"""Whatever a bot sends, it gets a result or Telegram's refusal, never a failure of the server."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sandbox.telegram.detection import find_entities
from sandbox.telegram.entities import (
    Entity,
    checked_entities,
    trimmed,
    utf16_length,
    without_overlaps,
)
from sandbox.telegram.html_text import parse_html
from sandbox.telegram.keyboards import checked_markup
from sandbox.telegram.markdown_text import parse_markdown_v2
from sandbox.telegram.methods import METHODS
from sandbox.telegram.params import Params
from sandbox.telegram.refusals import Refusal
from sandbox.telegram.world import TelegramState

Parser = Callable[[str], tuple[str, list[Entity]]]
NAMES = (
    "allowed_updates",
    "caption",
    "caption_entities",
    "commands",
    "entities",
    "from_chat_id",
    "language_code",
    "latitude",
    "link_preview_options",
    "longitude",
    "max_connections",
    "media",
    "menu_button",
    "message_ids",
    "offset",
    "parse_mode",
    "photo",
    "reaction",
    "reply_markup",
    "reply_parameters",
    "scope",
    "secret_token",
    "text",
    "url",
    "user_id",
)
BUTTON_FIELDS = ("callback_data", "copy_text", "pay", "style", "text", "url", "web_app")
ENTITY_FIELDS = ("custom_emoji_id", "length", "offset", "type", "unix_time", "url", "user")
FIELDS = (
    "callback_data",
    "copy_text",
    "inline_keyboard",
    "keyboard",
    "length",
    "media",
    "message_id",
    "offset",
    "text",
    "type",
    "url",
    "web_app",
)
WORDS = (
    "",
    "HTML",
    "MarkdownV2",
    "photo",
    "bold",
    "text_link",
    "<b>x",
    "*x*",
    "[",
    "{}",
    "1",
    "🏨",
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | st.floats() | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3)
    ),
    max_leaves=12,
)
BUTTONS = st.lists(
    st.lists(st.dictionaries(st.sampled_from(BUTTON_FIELDS), VALUES) | VALUES, max_size=3),
    max_size=2,
)
MARKUPS = st.dictionaries(st.sampled_from(("inline_keyboard", "keyboard")), BUTTONS | VALUES)
ENTITIES = st.lists(st.dictionaries(st.sampled_from(ENTITY_FIELDS), VALUES) | VALUES, max_size=3)
MARKED = st.text("<>/&#;=!?\"'_*[]()~`|\\\n. abipre🏨", max_size=40)
CALLS = METHODS.keys() - {"getupdates"}


def world() -> TelegramState:
    """A chat with one message of each side."""
    telegram = TelegramState()
    asha = telegram.add_person("Asha")
    telegram.rooms[asha.id].has_written = True
    room = telegram.rooms[asha.id]
    for from_bot in (False, True):
        head = {"message_id": room.next_message_id(), "date": telegram.now()}
        body = {**head, "chat": room.to_json(), "from": asha.to_json(), "text": "x"}
        telegram.say(room, body, from_bot=from_bot)
    return telegram


async def refused(telegram: TelegramState, method: str, values: dict[str, Any]) -> str | None:
    try:
        await METHODS[method](telegram, Params(values))
    except Refusal as refusal:
        return refusal.description
    finally:
        await telegram.close()
    return None


@pytest.mark.parametrize("method", sorted(CALLS))
@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(values=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4))
def test_any_parameters_get_a_result_or_a_refusal(method: str, values: dict[str, Any]) -> None:
    telegram = world()
    place = {"chat_id": next(iter(telegram.people)), "message_id": 2}
    words = asyncio.run(refused(telegram, method, {**place, **values}))
    assert words is None or words.split(":")[0] in {"Bad Request", "Forbidden"}


@settings(max_examples=300, deadline=None, derandomize=True)
@given(markup=MARKUPS, private=st.booleans())
def test_any_keyboard_is_kept_or_refused(markup: dict[str, Any], private: bool) -> None:
    try:
        kept = checked_markup(markup, private=private)
    except Refusal:
        return
    assert checked_markup(kept, private=private) == kept


@settings(max_examples=300, deadline=None, derandomize=True)
@example(entities=[{"type": "bold"}])
@example(entities=[{"type": "text_link", "offset": 0, "length": 5, "url": "http://[x"}])
@given(entities=ENTITIES)
def test_any_entities_are_kept_within_the_text_or_refused(entities: list[Any]) -> None:
    try:
        kept = checked_entities(entities, "hello")
    except Refusal:
        return
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= 5 for e in without_overlaps(kept))


@settings(max_examples=500, deadline=None, derandomize=True)
@given(source=MARKED, parse=st.sampled_from((parse_html, parse_markdown_v2)))
def test_any_markup_is_read_or_refused(source: str, parse: Parser) -> None:
    try:
        text, entities = parse(source)
    except Refusal:
        return
    marked, moved = trimmed(text, without_overlaps(entities))
    ends = [entity["offset"] + entity["length"] for entity in find_entities(marked, moved)]
    assert max(ends, default=0) <= utf16_length(marked)
