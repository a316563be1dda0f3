"""Inline mode: what is typed after the bot's name, its answer, and the message that is sent."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.telegram.world import TelegramState
from tests.sandbox.telegram.serving import RawBot, running_sandbox
from tests.sandbox_client import SandboxClient, SandboxError, Traveller


def article(number: int = 1, **more: Any) -> dict[str, Any]:
    content = {"message_text": f"<b>Hotel {number}</b>", "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": str(number),
        "title": f"Hotel {number}",
        "input_message_content": content,
        **more,
    }


LINK = {"inline_keyboard": [[{"text": "Track", "url": "https://t.me/often_hotels_bot?start=h1"}]]}


UNPARSED = "can't parse inline query result"
TOO_MUCH = {"inline_keyboard": [[{"text": "x", "callback_data": "y" * 65}]]}
KINDS = ["inline_query", "chosen_inline_result", "callback_query"]


async def update(bot: RawBot, kind: str) -> dict[str, Any]:
    """Wait for the next update of a kind; what came before it is passed over."""
    offset = 0
    while True:
        for one in await bot.call("getUpdates", timeout=1, offset=offset, allowed_updates=KINDS):
            offset = one["update_id"] + 1
            if kind in one:
                await bot.call("getUpdates", offset=offset)
                found: dict[str, Any] = one[kind]
                return found


async def asked(
    sandbox: SandboxClient, bot: RawBot, who: Traveller, query: str
) -> tuple[dict[str, Any], asyncio.Task[dict[str, Any]]]:
    """Type a query and return the update that the bot got, and what will come of it."""
    await bot.call("getUpdates", allowed_updates=KINDS)
    answer = asyncio.create_task(sandbox.inline(who, query))
    return await update(bot, "inline_query"), answer


async def test_a_query_is_answered_and_a_result_is_sent(
    sandbox: SandboxClient, bot: RawBot, asha: Traveller
) -> None:
    query, waiting = await asked(sandbox, bot, asha, "goa 12-15 dec")
    assert query["query"] == "goa 12-15 dec"
    assert query["offset"] == ""
    assert query["chat_type"] == "sender"
    assert query["from"]["id"] == asha.id
    await bot.call(
        "answerInlineQuery",
        inline_query_id=query["id"],
        results=[article(1), article(2, reply_markup=LINK)],
        next_offset="2",
        button={"text": "Open", "start_parameter": "inline"},
    )
    answer = await waiting
    assert answer["answered"]
    assert [one["title"] for one in answer["results"]] == ["Hotel 1", "Hotel 2"]
    assert answer["next_offset"] == "2"
    assert answer["button"] == {"text": "Open", "start_parameter": "inline"}
    assert answer["cache_time"] == 300
    sent = await sandbox.choose(asha, answer, "2")
    assert sent["text"] == "Hotel 2"
    assert sent["entities"][0]["type"] == "bold"
    assert sent["via_bot"]["username"] == "often_hotels_bot"
    assert sent["from"]["id"] == asha.id
    assert sent["reply_markup"] == LINK
    assert (await sandbox.press(asha, "Track"))["url"].endswith("?start=h1")


async def test_the_bot_hears_which_result_was_chosen_and_may_edit_it(
    sandbox: SandboxClient, bot: RawBot, asha: Traveller
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Again", "callback_data": "x"}]]}
    query, waiting = await asked(sandbox, bot, asha, "goa")
    results = [article(reply_markup=keyboard)]
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=results)
    group = asha.in_chat(await sandbox.add_group("Friends", asha))
    message = await sandbox.choose(group, await waiting, "1")
    chosen = await update(bot, "chosen_inline_result")
    assert (chosen["result_id"], chosen["query"]) == ("1", "goa")
    number = chosen["inline_message_id"]
    assert await bot.call("editMessageText", inline_message_id=number, text="Sold out") is True
    (shown,) = [
        m for m in await sandbox.messages(group) if m["message_id"] == message["message_id"]
    ]
    assert shown["text"] == "Sold out"
    assert "reply_markup" not in shown
    words = await bot.refusal("editMessageText", inline_message_id="nonsense", text="Hello")
    assert words == "Bad Request: MESSAGE_ID_INVALID"


async def test_a_press_on_an_inline_message_names_it_by_its_inline_id(
    sandbox: SandboxClient, bot: RawBot, asha: Traveller
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Again", "callback_data": "x"}]]}
    query, waiting = await asked(sandbox, bot, asha, "goa")
    results = [article(reply_markup=keyboard)]
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=results)
    await sandbox.choose(asha, await waiting, "1")
    press = asyncio.create_task(sandbox.press(asha, "Again"))
    pressed = await update(bot, "callback_query")
    assert "message" not in pressed
    assert pressed["inline_message_id"]
    await bot.call("answerCallbackQuery", callback_query_id=pressed["id"])
    assert (await press)["answered"]


@pytest.mark.parametrize(
    ("results", "told"),
    [
        ([article(n) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([article(1), article(1)], "RESULT_ID_DUPLICATE"),
        ([article(1, id="x" * 65)], "RESULT_ID_INVALID"),
        ([article(1, id="")], "RESULT_ID_INVALID"),
        ([{"type": "article", "title": "x"}],
         f'{UNPARSED}: Can\'t find field "id"'),
        ([{"id": "1"}], f'{UNPARSED}: Can\'t find field "type"'),
        ([article(1, type="hologram")],
         f'{UNPARSED}: type "hologram" is unsupported for the inline query result'),
        ([article(1, input_message_content={"message_text": ""})], "message text is empty"),
        ([article(1, input_message_content={"message_text": "<b>", "parse_mode": "HTML"})],
         'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
        ([article(1, reply_markup=TOO_MUCH)], "BUTTON_DATA_INVALID"),
        (["x"], "inline query result must be an object"),
    ],
)  # fmt: skip
async def test_bad_results_are_refused_in_telegrams_words(
    sandbox: SandboxClient, bot: RawBot, asha: Traveller, results: list[Any], told: str
) -> None:
    query, waiting = await asked(sandbox, bot, asha, "goa")
    words = await bot.refusal("answerInlineQuery", inline_query_id=query["id"], results=results)
    assert words == f"Bad Request: {told}"
    # The query still waits for a good answer.
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert (await waiting)["results"] == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"button": {"text": "Go", "start_parameter": "not allowed!"}}, "START_PARAM_INVALID"),
        ({"button": {"text": "Go"}}, "START_PARAM_INVALID"),
        ({"button": {"start_parameter": "x"}},
         'can\'t parse inline query results button: Can\'t find field "text"'),
    ],
)  # fmt: skip
async def test_what_surrounds_the_results_is_checked_too(
    bot: RawBot, more: dict[str, Any], told: str
) -> None:
    words = await bot.refusal("answerInlineQuery", inline_query_id="1", results=[], **more)
    assert words == f"Bad Request: {told}"


TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


class Ageing:
    """A sandbox whose time can be moved on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def time(self) -> float:
        return 1_800_000_000 + asyncio.get_running_loop().time() + self.seconds


@pytest.fixture
def ageing() -> Ageing:
    """The time of the sandbox in this test."""
    return Ageing()


@pytest.fixture
async def aged_url(ageing: Ageing) -> AsyncIterator[str]:
    """The address of a sandbox with that time."""
    async with running_sandbox(TelegramState(ageing.time)) as url:
        yield url


@pytest.fixture
async def aged(aged_url: str) -> AsyncIterator[tuple[SandboxClient, RawBot]]:
    """Both sides of it."""
    bot = RawBot(aged_url)
    async with SandboxClient(aged_url) as sandbox:
        yield sandbox, bot
    await bot.close()


async def test_a_query_lives_thirty_seconds_and_is_answered_once(
    aged: tuple[SandboxClient, RawBot], ageing: Ageing
) -> None:
    sandbox, bot = aged
    query, waiting = await asked(sandbox, bot, await sandbox.add_user("Asha"), "goa")
    params = {"inline_query_id": query["id"], "results": []}
    ageing.seconds = 31
    assert await bot.refusal("answerInlineQuery", **params) == TOO_OLD
    ageing.seconds = 0
    await bot.call("answerInlineQuery", **params)
    assert (await waiting)["answered"]
    assert await bot.refusal("answerInlineQuery", **params) == TOO_OLD
    unknown = {"inline_query_id": "1", "results": []}
    assert await bot.refusal("answerInlineQuery", **unknown) == TOO_OLD


@pytest.mark.parametrize("personal", [True, False])
async def test_an_answer_is_given_again_for_as_long_as_the_bot_allows(
    aged: tuple[SandboxClient, RawBot], ageing: Ageing, personal: bool
) -> None:
    sandbox, bot = aged
    asha, ravi = await sandbox.add_user("Asha"), await sandbox.add_user("Ravi")

    async def answered(who: Traveller) -> dict[str, Any]:
        query, waiting = await asked(sandbox, bot, who, "goa")
        await bot.call(
            "answerInlineQuery", inline_query_id=query["id"], results=[article()],
            cache_time=60, is_personal=personal,
        )  # fmt: skip
        return await waiting

    assert not (await answered(asha))["cached"]
    assert (await sandbox.inline(asha, "goa"))["cached"]
    if personal:
        assert not (await answered(ravi))["cached"]
    else:
        assert (await sandbox.inline(ravi, "goa"))["cached"]
    ageing.seconds = 61
    assert not (await answered(asha))["cached"]


async def test_only_who_asked_can_choose_and_only_what_was_answered(
    sandbox: SandboxClient, bot: RawBot, asha: Traveller
) -> None:
    query, waiting = await asked(sandbox, bot, asha, "goa")
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[article()])
    answer = await waiting
    ravi = await sandbox.add_user("Ravi")
    with pytest.raises(SandboxError, match="404"):
        await sandbox.choose(ravi, answer, "1")
    with pytest.raises(SandboxError, match="404"):
        await sandbox.choose(asha, answer, "2")


async def test_a_photo_result_becomes_a_photo(
    sandbox: SandboxClient, bot: RawBot, asha: Traveller, sandbox_url: str
) -> None:
    (hotel, *_others) = await sandbox.call("GET", "market/hotels", destination="Goa")
    address = f"{sandbox_url}/sandbox/photos/{hotel['id']}/1.jpg"
    query, waiting = await asked(sandbox, bot, asha, "goa")
    result = {
        "type": "photo", "id": "p", "photo_url": address, "thumbnail_url": address,
        "caption": "A room",
    }  # fmt: skip
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[result])
    sent = await sandbox.choose(asha, await waiting, "p")
    assert sent["photo"]
    assert sent["caption"] == "A room"
