"""Buttons under messages and keys under the composer: what pressing one does."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

from fastapi import HTTPException
from pydantic import BaseModel

from sandbox.telegram.detection import find_entities
from sandbox.telegram.mini_app import WebAppQuery, init_data, opened
from sandbox.telegram.people import Message, Person, Room, StoredMessage
from sandbox.telegram.polls import Poll, new_poll
from sandbox.telegram.presses import UNANSWERED
from sandbox.telegram.world import TelegramState

# The numbers from here on belong to nobody. The place is Panaji.
PHONE_NUMBERS = 15_550_100_000
WHERE_PEOPLE_ARE = {"latitude": 15.4909, "longitude": 73.8278}
FEWEST_OPTIONS = 2
# Has a person say something in a chat.
Say = Callable[[TelegramState, Room, Person, Message], StoredMessage]


class NewPress(BaseModel):
    """A press on a button, named by its data or by its text.

    `chosen` are the people or the chat that a key for sharing them is to share, `poll` what a key
    that asks for a poll sends: a question and its options.
    """

    from_user: int
    message_id: int
    data: str | None = None
    text: str | None = None
    chosen: list[int] = []
    poll: list[str] = ["Where to?", "Goa", "Jaipur"]


async def press_button(
    telegram: TelegramState,
    place: tuple[Room, Person, StoredMessage],
    pressed: NewPress,
    say: Say,
) -> dict[str, Any]:
    """Press a button and wait for the bot's answer, as the app does.

    `say` has the person say what a key sends.
    """
    room, person, stored = place
    buttons = [button for row in stored.markup.get("inline_keyboard", []) for button in row]
    for button in buttons:
        by_data = pressed.data is not None and button.get("callback_data") == pressed.data
        if by_data or (pressed.data is None and button["text"] == pressed.text):
            return await _press_inline(telegram, (room, person, stored), button)
    keys = [key for row in stored.markup.get("keyboard", []) for key in row]
    for key in keys:
        if key["text"] == pressed.text and "web_app" in key:
            return _page_of(telegram, person, key)
        if key["text"] == pressed.text:
            say(telegram, room, person, _key_content(telegram, person, key, pressed))
            return {**UNANSWERED, "answered": True}
    labels = ", ".join(repr(button["text"]) for button in [*buttons, *keys]) or "none"
    wanted = pressed.text if pressed.data is None else pressed.data
    raise HTTPException(404, f"No button {wanted!r}; the message has: {labels}.")


def _page_of(telegram: TelegramState, person: Person, key: dict[str, Any]) -> dict[str, Any]:
    url = _app_address(telegram, person, key, None)
    return {**UNANSWERED, "answered": True, "url": url}


def _key_content(
    telegram: TelegramState, person: Person, key: dict[str, Any], pressed: NewPress
) -> Message:
    """Return what a key under the composer sends: what it asks for, or its text."""
    if key.get("request_contact"):
        phone = f"{PHONE_NUMBERS + person.id % 10_000}"
        named = {"first_name": person.first_name, "user_id": person.id}
        return {"contact": {"phone_number": phone, **named}}
    if key.get("request_location"):
        return {"location": WHERE_PEOPLE_ARE}
    if "request_users" in key:
        return _people(telegram, person, key["request_users"], pressed.chosen)
    if "request_chat" in key:
        return _chat(telegram, person, key["request_chat"], pressed.chosen)
    if "request_poll" in key:
        return {"poll": _poll(key["request_poll"].get("type") or "regular", pressed.poll)}
    entities = find_entities(key["text"], [])
    return {"text": key["text"]} | ({"entities": entities} if entities else {})


def _poll(kind: str, said: list[str]) -> Poll:
    """Return a person's poll of the kind that a key asks for; a quiz has its first option right."""
    question, *options = said or [""]
    if not question or len(options) < FEWEST_OPTIONS:
        raise HTTPException(422, "A poll has a question and two options at least.")
    right = {"correct_option_id": 0, "correct_option_ids": [0]} if kind == "quiz" else {}
    return new_poll(question, options, kind) | right


def _people(
    telegram: TelegramState, person: Person, wish: dict[str, Any], chosen: list[int]
) -> Message:
    """Share the people chosen, else the first ones there are."""
    most = wish.get("max_quantity") or 1
    people = chosen or [one for one in telegram.people if one != person.id][:most]
    if not 0 < len(people) <= most or not set(people) <= telegram.people.keys():
        raise HTTPException(409, f"This key asks for 1 to {most} people.")
    told = ["first_name", "last_name"] if wish.get("request_name") else []
    told += ["username"] if wish.get("request_username") else []
    users = [telegram.people[one].to_json() for one in people]
    listed = [
        {"user_id": one["id"], **{name: one[name] for name in told if name in one}} for one in users
    ]
    return {"users_shared": {"request_id": wish["request_id"], "users": listed}}


def _chat(
    telegram: TelegramState, person: Person, wish: dict[str, Any], chosen: list[int]
) -> Message:
    """Share the chat chosen, else the first one that the person is in."""
    kinds = {"channel"} if wish.get("chat_is_channel") else {"group", "supergroup"}
    own = [
        one.id
        for one in telegram.cloud.groups.values()
        if one.type in kinds and person.id in one.members and one.migrated_to is None
    ]
    if not own or not set(chosen) <= set(own):
        raise HTTPException(409, "This key asks for a chat that this user is in.")
    picked = telegram.cloud.groups[(chosen or own)[0]]
    shared = {"request_id": wish["request_id"], "chat_id": picked.id}
    if wish.get("request_title"):
        shared["title"] = picked.title
    return {"chat_shared": shared}


def _app_address(
    telegram: TelegramState, person: Person, button: dict[str, Any], query_id: str | None
) -> str:
    data = init_data(telegram.profile.identity.token, person, telegram.now(), query_id)
    return opened(button["web_app"]["url"], data)


async def _press_inline(
    telegram: TelegramState, place: tuple[Room, Person, StoredMessage], button: dict[str, Any]
) -> dict[str, Any]:
    room, person, stored = place
    if "disabled" in button:
        return dict(UNANSWERED)
    if "callback_data" not in button:
        # The app opens these itself; the bot is not informed.
        url = button.get("url")
        if "web_app" in button:
            query_id = secrets.token_urlsafe(16)
            query = WebAppQuery(person.id, room.id, telegram.time())
            telegram.web_app_queries[query_id] = query
            url = _app_address(telegram, person, button, query_id)
        return {**UNANSWERED, "answered": True, "url": url}
    press = telegram.press(*place, button["callback_data"])
    try:
        return await asyncio.wait_for(press.answered, telegram.answer_seconds)
    except TimeoutError:
        telegram.owner(stored).presses.pop(press.id, None)
        return dict(UNANSWERED)
