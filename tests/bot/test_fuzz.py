"""Whatever is written or pressed, wherever: never an error screen, never an unhandled exception.

A seed makes a run come out the same again; `FUZZ_SECONDS` lets each kind go on for longer, and
`FUZZ_SEED` has it try others.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import StatesGroup
from structlog.testing import capture_logs

from bot.buttons.callbacks import Setting, SettingButton, TrackerAction, TrackerButton
from bot.flights.callbacks import FlightDraftButton, FlightPart
from bot.flights.steps import FlightStep
from bot.links.bit_fields import DIGITS
from bot.packages.buttons import PackageDraftButton, PackagePart
from bot.settings.alerts.buttons import AlertWish, AlertWishButton
from bot.trackers.editing.buttons import Particular, ParticularButton, RuleButton
from bot.updates.intake import UpdateIntake
from domain.alerts.models import RuleKind
from domain.suppliers.contract import Board, Coordinates, Refundability, TaxInclusion
from tests.bot.test_callbacks import KINDS, largest
from tests.bot.test_conversations import tracked
from tests.fake_supplier import FakeHotel, FakeRate
from tests.sandbox_client import SandboxClient, Traveller
from tests.scene import Scene

SECONDS = float(os.environ.get("FUZZ_SECONDS", "6"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
MOST_PRESSES = 5_000
# This many of the presses are under cards that inline mode has sent.
ON_CARDS = 0.1
LOUD = {"error", "critical", "exception"}
# A press carries the message that it is on; the oldest of the chat will do.
FIRST_UPDATE = 50_000_000

PHRASES = (
    "Goa 12-15 dec 2 adults", "New York Jan 4-8 $180", "potatoes", "Koramangala 12-15 dec",
    "thankyou", "show my trackers", "stop", "hello", "MAA SIN 3 jan", "under ₹1,20,000 a night",
    "5 star hotels in Paris next week tue-thu under 200 EUR breakfast", "गोवा 12-15 दिसंबर 2 लोग",
    "Гоа 12-15 декабря 2 взрослых до 5 тыс", "Semana Santa en Sevilla, 2 adultos y 3 niños",
    "12-15 dec 9999", "5000 BTC", "2 rooms: 2 adults 1 child 6, 1 adult", "12/13/2026", "31/2/2026",
    "Delhi to Goa 3 jan - 8 jan business", "10 days Rome Florence Venice from 3 may", "2n3d Goa",
    "weekend in Bali", "Eid in Dubai", "-1 adults Goa", "99 adults 99 rooms Goa tomorrow",
    "1.200,50 €", "every 3 hours", "until 31 dec", "22:30-07:00", "xx", "Atlantis", "zzzz",
)  # fmt: skip
SCRAPS = (
    "⓵⓶", "፩፪ dec",
    "0", "-1", "9" * 30, "1e999", "NaN", "∞", "½", "٣", "१२", "Ⅻ", "%", "$", "₹", "€", "BTC", "ZZZ",
    "9223372036854775808", "0.000000001", "1,2,3.4.5", "99/99/9999", "29 feb 2027", "0 jan", "to",
    "and", "-", "—", "\u202e", "\ufeff", "👨‍👩‍👧", "<b>", "&amp;", "{x}", "%s", "/", "@",
    "\n", "\t",
    "ﷺ", "Z̸a̷l̸g̶o̵", "ß", "İ", "ı", "null", "adults", "children", "nights", "up to", "at least",
)  # fmt: skip
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz ", "абвгдежзийклмнопрстуфхцчшщъыьэюя ", "अआइईउऊकखगघचजटडतदनपबमयरलव ",
    "ابتثجحخدذرزسشصضطظعغ ", "你好世界酒店房间天气北京上海 ", "ホテルとうきょう ",
    "0123456789 .,-/:",
    "⓵⓶①②፩፪᧚²³½Ⅻ𝟗٣१ .,-/:",
    "!?#*_~`|\\^$",
    "😀🏨✈️👶🏽", "เชียงใหม่ ", "אבגדהוזחט ",
)  # fmt: skip
ODD_VALUES = (
    "9223372036854775808", "99999999999999999999999", "-1", "0", "1e9", "1E+400", "NaN", "Infinity",
    "", " ", "x", "99991231", "00010101", "20260231", "20261212", "0" * 30, "٣", "💥", "zzzz",
    "None", "true", "100%", "0%", "9" * 20, "0.0001", "1_000", "A" * 40,
)  # fmt: skip


def texts(dice: random.Random) -> Iterator[str]:
    """Return phrases as they are, then mutated ones and noise, without end."""
    yield from PHRASES
    yield "q" * 4_000
    yield "Goa " * 1_000
    yield "9" * 4_000
    while True:
        yield (_mutated(dice) if dice.random() < 0.8 else _noise(dice))[:4_000].strip() or "?"


def _mutated(dice: random.Random) -> str:
    pieces = dice.choice(PHRASES).split()
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(pieces) + 1)
        match dice.randrange(4):
            case 0:
                pieces.insert(at, dice.choice(SCRAPS))
            case 1:
                pieces[at:at] = dice.choice(PHRASES).split()[: dice.randint(1, 3)]
            case 2:
                pieces[at : at + 1] = []
            case _:
                pieces[at : at + 1] = [dice.choice(SCRAPS) + "".join(pieces[at : at + 1])]
    return dice.choice((" ", " ", " ", "", ", ")).join(pieces)


def _noise(dice: random.Random) -> str:
    letters = dice.choice(ALPHABETS)
    return "".join(dice.choice(letters) for _ in range(dice.choice((1, 3, 12, 60, 400, 4_000))))


class Hands:
    """A person's hands on the real bot: what goes wrong is found in what is logged."""

    def __init__(self, who: Traveller, intake: UpdateIntake, scene: Scene, message_id: int) -> None:
        self._who, self._intake, self._scene = who, intake, scene
        self._message_id, self._numbers = message_id, count(FIRST_UPDATE)
        self._log: list[str] = []

    async def type(self, text: str) -> None:
        """Write a text."""
        await self._bring(text, {"message": {**self._message(), "text": text}})

    async def press(self, data: str, *, on_card: bool = False) -> None:
        """Press a button of that data, under a screen or a card that inline mode has sent."""
        query = {"chat_instance": "1", "data": data, "from": self._person(), "id": "1"}
        shown = {**self._message(), "text": "x"}
        place = {"inline_message_id": "card"} if on_card else {"message": shown}
        await self._bring(data, {"callback_query": {**query, **place}})

    async def step(self) -> str | None:
        """Return the step that the conversation is in."""
        keys = [
            key async for key in self._scene.app.redis.scan_iter(f"*{self._who.chat_id}*:state")
        ]
        (state,) = [await self._scene.app.redis.get(key) for key in keys] or [None]
        return state.decode() if isinstance(state, bytes) else state

    async def _bring(self, what: str, update: dict[str, Any]) -> None:
        self._log.append(what[:200])
        number = next(self._numbers)
        if "callback_query" in update:
            update["callback_query"]["id"] = str(number)
        with capture_logs() as logged:
            await self._intake.receive({"update_id": number, **update})
            await self._intake.drained()
        loud = [entry for entry in logged if entry["log_level"] in LOUD]
        assert not loud, (self._log[-4:], [_shown(entry) for entry in loud])
        # Nobody types this fast; this tests what is typed, not how fast.
        await self._scene.app.redis.delete(f"throttle:{self._who.id}")

    def _person(self) -> dict[str, Any]:
        return {"id": self._who.id, "is_bot": False, "first_name": "Asha", "language_code": "en-IN"}

    def _message(self) -> dict[str, Any]:
        chat = {"id": self._who.chat_id, "type": "private", "first_name": "Asha"}
        return {
            "message_id": self._message_id, "date": 1_790_000_000, "chat": chat,
            "from": self._person(),
        }  # fmt: skip


def _shown(entry: Any) -> str:
    error = entry.get("exc_info")
    if not isinstance(error, BaseException):
        return str(entry)
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = "" if at is None else f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}"
    return f"{type(error).__name__}: {error} at {place}"


@pytest.fixture
async def hands(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, scene: Scene
) -> Hands:
    """The hands of somebody who has searched and tracks a hotel."""
    screen = await tracked(sandbox, asha)
    await intake.drained()
    return Hands(asha, intake, scene, screen["message_id"])


def for_a_while() -> Callable[[], bool]:
    """Return what says whether there is time left."""
    until = time.monotonic() + SECONDS
    return lambda: time.monotonic() < until


async def test_whatever_is_typed_is_answered(hands: Hands) -> None:
    dice = random.Random(SEED)
    is_time = for_a_while()
    for text in texts(dice):
        if not is_time():
            break
        await hands.type(text)


def packed(kind: type[CallbackData], dice: random.Random) -> str:
    """Return a button's data with plausible values, and now and then an odd one among them."""
    parts = [kind.__prefix__]
    for name, field in kind.model_fields.items():
        value = largest(kind, name, field.annotation)
        told = str(getattr(value, "value", value))
        if name.endswith("_id"):
            told = str(dice.choice((0, 1, 2)))
        elif dice.random() < 0.5 and isinstance(field.annotation, type):
            members = getattr(field.annotation, "__members__", None)
            told = str(dice.choice(list(members.values())).value) if members else told
        parts.append(told)
    if len(parts) > 1 and dice.random() < 0.7:
        parts[dice.randrange(1, len(parts))] = dice.choice(ODD_VALUES)
    if dice.random() < 0.05:
        parts = parts[: dice.randint(1, len(parts))]
    return ":".join(parts).encode()[:64].decode(errors="ignore")


def choices(annotation: Any) -> list[str]:
    """Return what a field may say where that can be listed."""
    if annotation is bool:
        return ["0", "1"]
    return [str(one.value) for one in getattr(annotation, "__members__", {}).values()]


def systematic(dice: random.Random) -> Iterator[str]:
    """Return every kind of button with each of its choices, once as it is and once spoilt."""
    for kind in KINDS:
        longest = max((len(choices(f.annotation)) for f in kind.model_fields.values()), default=1)
        for number in range(max(longest, 2)):
            parts = [kind.__prefix__]
            for name, field in kind.model_fields.items():
                told = choices(field.annotation)
                parts.append(told[number % len(told)] if told else _spoilt(kind, name, dice))
            yield ":".join(parts).encode()[:64].decode(errors="ignore")


def _spoilt(kind: type[CallbackData], name: str, dice: random.Random) -> str:
    if name.endswith("_id"):
        return dice.choice(("0", "1", "1", "1", "2", str(2**63 - 1)))
    value = str(largest(kind, name, kind.model_fields[name].annotation))
    odd = [one for one in ODD_VALUES if ":" not in one]
    return dice.choice((value, "", *dice.sample(odd, 4)))


def payloads(dice: random.Random) -> Iterator[str]:
    """Return forged link payloads."""
    while True:
        prefix = dice.choice(("s1", "s2", "h1", "w1", "zz", ""))
        yield prefix + "".join(dice.choice(DIGITS) for _ in range(dice.choice((0, 1, 22, 30, 60))))


async def test_whatever_is_pressed_is_answered(hands: Hands) -> None:
    dice = random.Random(SEED)
    buttons = list(systematic(dice))
    dice.shuffle(buttons)
    is_time, links = for_a_while(), payloads(dice)
    for data in (*buttons, *(packed(dice.choice(KINDS), dice) for _ in range(MOST_PRESSES))):
        if not is_time():
            break
        await hands.press(data, on_card=dice.random() < ON_CARDS)
        if dice.random() < 0.1:
            await hands.type(f"/start {next(links)}")
        elif dice.random() < 0.2:
            await hands.type(_mutated(dice))


# What opens each question that is answered by typing, about the first search and tracker.
QUESTIONS = (
    *(SettingButton(setting=one).pack() for one in Setting),
    *(ParticularButton(tracker_id=1, what=one).pack() for one in Particular),
    *(
        RuleButton(tracker_id=1, rule_id=0, kind=kind).pack()
        for kind in (RuleKind.PRICE_DROP, RuleKind.PRICE_RISE, RuleKind.TARGET_PRICE)
    ),
    *(AlertWishButton(wish=one).pack() for one in AlertWish),
    TrackerButton(tracker_id=1, action=TrackerAction.TARGET).pack(),
    *(FlightDraftButton(search_id=0, part=part).pack() for part in FlightPart),
    *(PackageDraftButton(package_id=0, part=part).pack() for part in PackagePart),
    "d1:1:where", "d1:1:when", "d1:1:who", "d1:1:budget", "g1:flights", "g1:packages", "g1:tours",
    "g1:search", "fs1:1:p:price", "fs1:1:s:price", "kp1:1:1:0:price", "sr1:1:name", "ln1:0:0",
    "ln1:0:1",
)  # fmt: skip
ANSWERS = (
    "9" * 30, "-5", "0", "1e40", "NaN", "₹9,99,99,99,99,99,999", "5000 BTC", "12-15 dec 9999", "xx",
    "150%", "0.0001", "32 dec", "31 dec 2026", "q" * 4_000, "99:99-25:00", "every 0 minutes",
    "every 99999999999 hours", "\u202e💥", "ZZ", "Atlantis", "lol", "+1 year", "1" * 400 + "%",
)  # fmt: skip


# Asked of somebody else, on another stage: `test_fuzz_rooms`.
ASKED_ELSEWHERE = (
    "BookingStep:", "BroadcastStep:", "CaseStep:", "ClusterStep:", "CollectionStep:",
    "NoteStep:", "PeopleStep:", "AnsweringStep:", "NamingStep:", "SupportStep:",
)  # fmt: skip


def steps() -> set[str]:
    """Return every step in which something is typed."""
    return {
        one.state
        for group in StatesGroup.__subclasses__()
        if group.__module__.startswith("bot.")
        for one in group.__all_states__
        if one.state is not None
    }


async def test_the_questions_reach_every_step(hands: Hands) -> None:
    """A new question must be among those that are answered oddly below."""
    reached = set()
    for question in QUESTIONS:
        await hands.press(question)
        reached.add(await hands.step())
    for text in ("DEL-GOI 12 dec", "package Goa 12-15 dec 2 adults"):
        await hands.type(text)
        reached.add(await hands.step())
    # Where flights are shown; no airline sells any here.
    left = {one for one in steps() - reached if not one.startswith(ASKED_ELSEWHERE)}
    assert left == {FlightStep.found.state}


async def test_whatever_a_question_is_answered_with_is_understood_or_refused(hands: Hands) -> None:
    dice = random.Random(SEED)
    is_time = for_a_while()
    pairs = [(question, answer) for question in QUESTIONS for answer in ANSWERS]
    dice.shuffle(pairs)
    for question, answer in pairs:
        if not is_time():
            break
        await hands.press(question)
        await hands.type(answer)


ODD_NAMES = (
    "", " ", "<b>x</b>", "\u202eedih", "А" * 300, "💥" * 60, "{0} {name} %s", "a\nb\tc",
    "&amp;", "ﷺ" * 40, "'; DROP TABLE hotels; --",
)  # fmt: skip
ODD_ROOMS = (
    "",
    " ",
    "- Free Cancellation",
    "(CP)",
    "🛏" * 200,
    "<i>",
    "Deluxe, Deluxe, Deluxe",
    "٣",
)


def odd_hotel(dice: random.Random, number: int) -> FakeHotel:
    """Return a hotel as no supplier should tell of one."""
    total = dice.choice([None, "0.01", "1", "4999.995", "99999999", "1234567890"])
    rates = tuple(
        FakeRate(
            dice.choice(ODD_ROOMS), Decimal(dice.choice(["0.01", "5000", "99999999"])),
            dice.choice(list(Board)), dice.choice(list(Refundability)),
            dice.choice([None, "", "x" * 300, "<b>", "\u202e"]),
            dice.choice([None, Decimal(0), Decimal(5), Decimal(99999999)]),
            dice.choice(["INR", "USD", "KWD", "JPY"]),
        )
        for _ in range(dice.randrange(4))
    )  # fmt: skip
    return FakeHotel(
        f"{dice.choice(ODD_NAMES)}{number}" if dice.random() < 0.8 else dice.choice(ODD_NAMES),
        None if total is None else Decimal(total),
        Coordinates(dice.uniform(-90, 90), dice.uniform(-180, 180)),
        dice.choice(["INR", "USD", "KWD", "JPY", "HUF"]),
        dice.choice(list(TaxInclusion)),
        stars=dice.choice([None, 0, 1, 5, 7, 99]),
        rating=dice.choice([None, 0.0, 4.5, 9.9, -1.0]),
        amenities=tuple(dice.choice(ODD_NAMES) for _ in range(dice.randrange(40))),
        area=dice.choice([None, "", "q" * 400, "<u>", "Goa"]),
        property_type=dice.choice([None, "", "resort", "x" * 100, "💥"]),
        offered=rates if total is not None else (),
    )  # fmt: skip


async def test_whatever_a_supplier_says_makes_a_screen(hands: Hands, scene: Scene) -> None:
    dice = random.Random(SEED)
    is_time = for_a_while()
    while is_time():
        scene.travclan.hotels = {f"o{n}": odd_hotel(dice, n) for n in range(8)}
        scene.clock.advance(timedelta(hours=1))
        await hands.type(f"Goa 12-15 dec {dice.randint(1, 3)} adults")
        rows = await scene.rows("SELECT max(id) AS id FROM searches")
        search = rows[0]["id"]
        hotels = await scene.rows("SELECT id FROM hotels ORDER BY id DESC LIMIT 8")
        for hotel in hotels:
            if not is_time():
                break
            for data in (
                f"h1:{search}:{hotel['id']}:p:0:price", f"hr1:{search}:{hotel['id']}:0:0:price",
                f"t1:{search}:{hotel['id']}", "g1:trackers",
            ):  # fmt: skip
                await hands.press(data)
