"""The newest report of a price is on every screen that shows it, whoever received it.

The walk finds the screens by itself: it begins at every command, at texts, links, inline mode and
a group, and presses every kind of button that it comes across. A kind of button that it does not
reach, and that is not declared to lead to no price, fails it: a new screen is walked or declared.
"""

import re
from collections.abc import AsyncIterator, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from itertools import count
from typing import Any

import pytest
from aiogram import Bot
from aiogram.filters.callback_data import CallbackData
from redis.asyncio import Redis

from bot.links.payloads import AlertLink, DeepLink, HotelLink, SearchLink, TrackerLink, link_payload
from bot.locales import translator
from bot.sending.profile import commands
from bot.updates.intake import UpdateIntake
from domain.accounts.travellers import Traveller as Owner
from domain.app import open_app
from domain.bookings.drafts import begin_booking, set_contact
from domain.bookings.guests import add_guests
from domain.catalog.models import Cluster, Hotel
from domain.checks.batch import check_now
from domain.money import Money
from domain.search.hotel_pages import hotel_page
from domain.settings import Settings
from domain.stay import Stay
from domain.suppliers.booking_contract import Contact, Guest
from domain.suppliers.contract import (
    Board,
    HotelRef,
    NotSold,
    OfferPage,
    Place,
    PriceQuestion,
    Priority,
    Quote,
    Rate,
    RateSheet,
    Supplier,
)
from domain.suppliers.registry import SupplierRegistry
from domain.trackers.folders import create_folder
from tests.conftest import FakeClock
from tests.fake_booker import FakeBooker
from tests.fake_flights import FakeFlights
from tests.fake_supplier import FakeHotel, FakeSupplier
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import CHECK_IN, CHECK_OUT, Scene
from workers.alert_delivery import Courier

# Amounts that are found nowhere else: what the Taj costs at TravClan and SerpAPI.
OLD, OLD_THERE = Decimal(10_007), Decimal(11_009)
NEW, NEW_THERE = Decimal(8_503), Decimal(9_011)
GONE = re.compile(r"10,007|11,009")
# On a line that says so, a price of the past may stand.
PAST = re.compile(
    r"before|lowest|Measured from|Last seen at|began|since|usual|first|\d{1,2}:\d\d [ap]m",
    re.IGNORECASE,
)
MOST_OF_A_KIND = 1
# The new price is seen in at least this many places; if not, the walk has lost its way.
LEAST_RIGHT = 25

# Kinds of button that lead to no price of a stay, and why.
WITHOUT_PRICES = {
    "s1": "settings: what is set is no price, and another currency would be another question",
    "aw1": "quiet hours and the like",
    "ad1": "for administrators",
    "ad2": "for administrators",
    "ad3": "for administrators",
    "ad4": "for administrators",
    "ad5": "for administrators",
    "ad6": "for administrators",
    "ad7": "for administrators",
    "ad8": "for administrators",
    "ad9": "for administrators",
    "ad10": "for administrators",
    "ad11": "for administrators",
    "ad12": "for administrators",
    "ar1": "a choice of suppliers' areas; what comes are results",
    "ac1": "the account of a chat",
    "al1": "answers a request that began on the web",
    "bf1": "the calendar's address",
    "bx1": "cancels a booking: what is shown is what was agreed",
    "rb1": "books anew at less: the supplier is asked at each step, of what nobody watches here",
    "bl1": "from which saving on a booking is told",
    "nf1": "cancelling such a stay is never free",
    "na1": "notes a stay that was booked elsewhere: its price is what is typed",
    "nb1": "a stay that was booked elsewhere: nobody has noted one in this town",
    "nk1": "keeps such a stay",
    "no1": "answers a question about such a stay",
    "np1": "asks about a part of such a stay",
    "ns1": "who sold such a stay",
    "nu1": "leaves a part of such a stay unknown",
    "nx1": "such a stay beside one that is booked here",
    "nw1": "news or none",
    "su1": "writes to support",
    "gw2": "how a group is told things; another currency would be another question",
    "rr1": "asks again whom nobody could ask; what comes are results",
    "ld1": "takes a folder away; what comes is the list of trackers",
    "cl2": "turns the pages of more collections than there are here; what comes are their names",
    "pg1": "jumps among the pages of more hotels than this walk has; what comes are results",
    "rq1": "chooses among the meanings of what was written; what comes is a question or results",
    "pv1": "what is held of somebody: one of them removes it all",
    "lt1": "begins a search that is over for other dates",
    "gw1": "watches what leads for a group, as gt1 does; what comes is the shortlist, as of gl1",
}
# Actions that end or change what the walk depends on are pressed last.
ENDING = {
    "pause", "resume", "del", "sure", "stop", "clear", "snooze", "less", "bigger", "bad", "off",
}  # fmt: skip
ENDING_KINDS = {"bc1", "bx1", "x1", "lb1", "lu1", "gs1", "wx1", "am1", "kp1", "fc1"}

# A keyboard has no more rows than stand above the fold, but where it is a list to choose from.
MOST_ROWS = 4
LISTS = {
    "c1": "days of a calendar",
    "zc1": "days of a calendar",
    "yc1": "days of a calendar",
    "l2": "trackers",
    "ft1": "filters",
    "fs1": "filters",
    "fp1": "amounts",
    "p1": "places",
    "s1": "languages, currencies, zones and countries",
    "q2": "ages",
    "yq1": "people and cabins",
    "ya1": "airports",
    "zp1": "places",
    "wr1": "rules of a tracker",
    "wx1": "rules of a tracker",
}

# A kind of button, and what one of it does.
Shape = tuple[Any, ...]


def kinds() -> dict[str, type[CallbackData]]:
    """Return every kind of button that the bot has."""

    def under(cls: type[CallbackData]) -> Iterator[type[CallbackData]]:
        for one in cls.__subclasses__():
            yield one
            yield from under(one)

    return {one.__prefix__: one for one in under(CallbackData) if one.__module__.startswith("bot.")}


def shape_of(data: str) -> Shape:
    """Return what a button does, whatever it does it to."""
    kind = kinds()[data.partition(":")[0]]
    values = kind.unpack(data)
    does = (v for _name, v in values if isinstance(v, Enum | bool))
    return kind.__prefix__, *does


def is_ending(shape: Shape) -> bool:
    values = {str(getattr(one, "value", one)) for one in shape[1:]}
    return shape[0] in ENDING_KINDS or shape == ("wl1", False) or bool(values & ENDING)


def unstruck(message: Message) -> str:
    """Return a message's words without what is struck through."""
    text = words(message).encode("utf-16-le")
    for entity in message.get("entities") or message.get("caption_entities") or []:
        if entity["type"] == "strikethrough":
            first, size = 2 * entity["offset"], 2 * entity["length"]
            text = text[:first] + b" \0" * (size // 2) + text[first + size :]
    return text.decode("utf-16-le")


def belied(message: Message) -> list[str]:
    """Return the lines and buttons that tell a price which is not true any more."""
    lines = [*unstruck(message).splitlines(), *labels(message)]
    return [line for line in lines if GONE.search(line) and not PAST.search(line)]


def is_tall(message: Message) -> bool:
    """Return whether buttons stand below the fold that are no list."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    found = {button.get("callback_data", "").partition(":")[0] for row in rows for button in row}
    return len(rows) > MOST_ROWS and not found & set(LISTS)


@dataclass
class Walk:
    """A walk through the bot: what it has pressed, what it saw, and what was wrong there."""

    intake: UpdateIntake
    sandbox: SandboxClient
    who: Traveller
    numbers: Iterator[int]
    redis: Redis
    is_told: bool = False
    newest: Message = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    buttons: dict[Shape, list[str]] = field(default_factory=dict)
    pressed: set[str] = field(default_factory=set)
    shapes: set[Shape] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    right: set[str] = field(default_factory=set)
    tall: set[str] = field(default_factory=set)

    async def look(self, where: str, first: int = 0) -> None:
        """Look at what has come or changed from the message `first` on, and note its buttons."""
        for message in await self.sandbox.messages(self.who, first - 1):
            number, version = message["message_id"], message["version"]
            if self.seen.get(number) == version or not message.get("from", {}).get("is_bot"):
                continue
            self.seen[number] = version
            self.newest = message if message.get("reply_markup") else self.newest
            if self.is_told:
                self.wrong += [f"{where}: {line}" for line in belied(message)]
            if "8,503" in " ".join([words(message), *labels(message)]):
                self.right.add(where.partition(":")[0])
            if is_tall(message):
                self.tall.add(f"{where}: {labels(message)}")
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for data in (button.get("callback_data") for button in row):
                    if data:
                        self._note(data)

    def _note(self, data: str) -> None:
        known = self.buttons.setdefault(shape_of(data), [])
        if data not in known and len(known) < MOST_OF_A_KIND:
            known.append(data)

    async def say(self, text: str, where: str | None = None) -> None:
        """Write, and look at the answer."""
        await self.redis.delete(f"throttle:{self.who.id}")
        sent = await self.sandbox.say(self.who, text)
        await self.sandbox.wait_for(
            self.who, lambda m: m["from"]["is_bot"], after=sent["message_id"]
        )
        await self.intake.drained()
        await self.look(where or text, sent["message_id"])

    async def press_all(self, *, endings: bool, elsewhere: Container[Shape] = ()) -> None:
        """Press a button of every shape, and those that come of it; none pressed `elsewhere`."""
        waiting = True
        while waiting:
            waiting = False
            for shape, known in sorted(self.buttons.items(), key=lambda one: is_ending(one[0])):
                if shape in elsewhere or shape[0] in WITHOUT_PRICES:
                    continue
                if is_ending(shape) and not endings:
                    continue
                for data in [one for one in known if one not in self.pressed]:
                    self.pressed.add(data)
                    self.shapes.add(shape)
                    waiting = True
                    await self._press(data)

    async def _press(self, data: str) -> None:
        await self.redis.delete(f"throttle:{self.who.id}")
        at = self.newest
        person = {"id": self.who.id, "is_bot": False, "first_name": "Asha"}
        number = next(self.numbers)
        await self.intake.receive(
            {
                "update_id": number,
                "callback_query": {
                    "id": str(number), "from": person, "chat_instance": "1", "data": data,
                    "message": {k: v for k, v in at.items() if k != "version"},
                },
            }
        )  # fmt: skip
        await self.intake.drained()
        await self.look(data, at["message_id"])


class DatedSupplier(FakeSupplier):
    """A supplier of whom other stays cost other amounts: what moves is the Taj from the 12th."""

    def _elsewhere(self, quote: Quote | None, question: PriceQuestion, where: str) -> Quote | None:
        stay = question.stay
        if quote is None or (where == "Goa" and stay == Stay(CHECK_IN, CHECK_OUT)):
            return quote
        more = 20_000 + 100 * stay.check_in.day + len(where) + len(stay.rooms)
        return replace(quote, total=Money(quote.total.amount + more, quote.total.currency))

    def sold_now(self, rate: Rate) -> Rate:
        """Return what the Taj's cheapest rate is when it is asked for again."""
        total = self.hotels["t1"].total
        if total is None or rate.quote.total.amount not in {OLD, NEW}:
            return rate
        return replace(rate, quote=replace(rate.quote, total=Money(total, "INR")))

    async def search(
        self,
        place: Place,
        question: PriceQuestion,
        cursor: str | None = None,
        priority: Priority = Priority.LIVE,
    ) -> OfferPage:
        page = await super().search(place, question, cursor, priority)
        offers = tuple(
            replace(one, quote=self._elsewhere(one.quote, question, place.name))
            for one in page.offers
        )
        return replace(page, offers=offers)

    async def rates(
        self, hotel: HotelRef, question: PriceQuestion, priority: Priority = Priority.LIVE
    ) -> RateSheet:
        sheet = await super().rates(hotel, question, priority)
        rates = []
        for rate in sheet.rates:
            quote = self._elsewhere(rate.quote, question, hotel.place.name)
            rates.append(replace(rate, quote=quote or rate.quote))
        return replace(sheet, rates=tuple(rates))

    async def quote_many(
        self,
        hotels: Sequence[HotelRef],
        question: PriceQuestion,
        priority: Priority = Priority.BACKGROUND,
    ) -> Mapping[str, Quote | NotSold | None]:
        quotes = await super().quote_many(hotels, question, priority)
        where = {hotel.supplier_id: hotel.place.name for hotel in hotels}
        return {
            key: self._elsewhere(one, question, where[key]) if isinstance(one, Quote) else one
            for key, one in quotes.items()
        }


SENTENCES = (
    "Goa 12-15 dec 2 adults",
    "Goa 12-15 dec 2 adults under 20000",
    "Goa 12-15 dec 9999",
    "flight Delhi to Goa 12 dec to 15 dec 2 adults",
    "package Goa 12 dec to 15 dec 2 adults from Delhi",
    "trip Goa 3 nights, Jaipur 2 nights, start between 12 dec and 14 dec",
)


@pytest.fixture
async def scene(bot_settings: Settings, clock: FakeClock) -> AsyncIterator[Scene]:
    """Goa with three hotels, one of them the Taj, and flights there."""
    rooms = (("Suite", Decimal(15_013), Board.BREAKFAST),)
    travclan = DatedSupplier(
        Supplier.TRAVCLAN,
        clock,
        {
            "t1": FakeHotel("Taj Holiday Village", OLD, dearer=rooms, stars=5, area="Baga"),
            "t2": FakeHotel("Palms Retreat", Decimal(12_017), stars=3, area="Candolim"),
            "t3": FakeHotel("Banyan House", Decimal(14_019), stars=4, area="Calangute"),
        },
        # Two pages are asked for at a time, so there are more.
        page_size=1,
    )
    there = {"s1": FakeHotel("Taj Holiday Village", OLD_THERE, stars=5)}
    serpapi = DatedSupplier(Supplier.SERPAPI, clock, there)
    registry = SupplierRegistry(
        {Supplier.TRAVCLAN: travclan, Supplier.SERPAPI: serpapi},
        flights=FakeFlights(clock),
        booking={Supplier.TRAVCLAN: FakeBooker(Supplier.TRAVCLAN, clock, rate=travclan.sold_now)},
    )
    async with open_app(bot_settings, clock=clock, suppliers=registry) as app:
        yield Scene(app, clock, travclan, serpapi)


async def links(scene: Scene) -> dict[type[DeepLink], DeepLink]:
    """Return a link of every kind there is."""
    (hotel,) = await scene.rows("SELECT id, destination_id FROM hotels WHERE name LIKE 'Taj%'")
    shared = await scene.rows("SELECT share_token FROM trackers WHERE share_token IS NOT NULL")
    alerts = await scene.rows("SELECT id FROM tracker_alerts ORDER BY id LIMIT 1")
    stay = Stay(CHECK_IN, CHECK_OUT)
    found: dict[type[DeepLink], DeepLink] = {
        SearchLink: SearchLink(hotel["destination_id"], stay),
        HotelLink: HotelLink(hotel["id"], stay),
        TrackerLink: TrackerLink(shared[0]["share_token"] if shared else "A" * 22),
        AlertLink: AlertLink(alerts[0]["id"] if alerts else 1),
    }
    assert set(found) == set(DeepLink.__args__), "a new kind of link is to be walked too"
    return found


async def furnish(scene: Scene, owner: Owner) -> None:
    """Have what a town has in which people book: somebody booked for, a draft, a collection."""
    search_id, hotels = await scene.find(owner)
    taj = hotels["Taj Holiday Village"]
    page = await hotel_page(scene.app, owner, search_id, taj)
    rate = next(one for one in page.rates if one.supplier is Supplier.TRAVCLAN)
    for name in ("Ravi", "Asha"):
        booking = await begin_booking(scene.app, owner, page, rate)
        if not booking.named:
            await add_guests(scene.app, owner, booking.booking_id, [Guest(name, "Rao")])
        contact = Contact("asha@example.com", "+919876543210")
        await set_contact(scene.app, owner, booking.booking_id, contact)
    cluster = await Cluster.create(
        name="Best of Goa", is_public=True, hotel_count=1, created_at=scene.clock.now()
    )
    await cluster.hotels.add(await Hotel.get(id=taj))


async def walk_all(walk: Walk, there: Walk, friend: Walk, scene: Scene, *, endings: bool) -> None:
    """Walk everywhere: in the private chat, in the group, and with what a friend was sent."""
    for one in (walk, there, friend):
        one.pressed.clear()
    for sentence in SENTENCES:
        await walk.say(sentence)
    for command in commands(translator("en")):
        if endings or command.command != "stop":
            await walk.say(f"/{command.command}")
    for kind, link in (await links(scene)).items():
        await walk.say(f"/start {link_payload(link)}", f"{kind.__name__}:")
        if kind is HotelLink:
            await there.say(f"/start@often_hotels_bot {link_payload(link)}", "group:")
    await there.say("/shortlist@often_hotels_bot", "shortlist:")
    await there.say(f"@often_hotels_bot {SENTENCES[0]}", "group search:")
    for kind, link in (await links(scene)).items():
        await friend.say(f"/start {link_payload(link)}", f"friend's {kind.__name__}:")
    await look_inline(walk, there)
    await walk.press_all(endings=endings)
    await there.press_all(endings=endings, elsewhere=walk.shapes)
    await friend.press_all(endings=False, elsewhere=walk.shapes)


async def look_inline(walk: Walk, there: Walk) -> None:
    """Look at the cards of inline mode, and at one that is sent to the group and voted on."""
    answer = await walk.sandbox.inline(walk.who, "goa 12-15 dec 2 adults")
    texts = [str(one) for one in answer["results"]]
    assert any("Taj" in text for text in texts)
    if walk.is_told:
        walk.wrong += [f"inline: {text}" for text in texts if GONE.search(text)]
    if any("8,503" in text for text in texts):
        walk.right.add("inline")
    (taj,) = [one["id"] for one in answer["results"] if "Taj" in one["title"]]
    number = (await walk.sandbox.choose(there.who, answer, taj))["message_id"]
    for up in ("👍 0", "👎 0"):
        await walk.sandbox.press(there.who, up, message_id=number)
        await walk.intake.drained()
    there.shapes |= {("iv1", True), ("iv1", False)}
    (card,) = [m for m in await walk.sandbox.messages(there.who) if m["message_id"] == number]
    assert {"👍 0", "👎 1"} <= set(labels(card))
    if walk.is_told:
        walk.wrong += [f"card: {line}" for line in belied(card)]
        walk.right |= {"card"} if "8,503" in words(card) else set()


# It walks over all screens twice: on a busy machine that takes minutes.
@pytest.mark.timeout(400)
async def test_every_screen_tells_the_newest_word(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, scene: Scene, bot: Bot
) -> None:
    numbers = count(5_000_000)
    group = await sandbox.add_group("Trip", asha)
    walk = Walk(intake, sandbox, asha, numbers, scene.app.redis)
    there = Walk(intake, sandbox, asha.in_chat(group), numbers, scene.app.redis)
    friend = await sandbox.add_user("Ravi", language_code="en-IN")
    ravi = Walk(intake, sandbox, friend, numbers, scene.app.redis)
    owner = await scene.meet(asha.chat_id)
    await create_folder(scene.app, owner, "Family")
    await furnish(scene, owner)
    # Once while the old price is true: every cache is warm, and much is tracked.
    await walk_all(walk, there, ravi, scene, endings=False)
    (row,) = await scene.rows(
        "SELECT k.id FROM trackables k JOIN hotels h ON h.id = k.hotel_id "
        "WHERE h.name LIKE 'Taj%' AND k.kind = 'hotel_stay' AND k.terms = '{}' "
        "AND k.check_in = $1 AND k.currency = 'INR' AND k.rooms = '[[2, []]]'",
        CHECK_IN,
    )
    scene.price(int(NEW), int(NEW_THERE))
    scene.clock.advance(timedelta(minutes=2))
    assert await check_now(scene.app, [row["id"]]) > 0
    await scene.check(timedelta(0))
    await Courier(scene.app, bot).deliver()
    walk.is_told = there.is_told = ravi.is_told = True
    await walk.look("alert:")
    await walk_all(walk, there, ravi, scene, endings=True)
    walks = (walk, there, ravi)
    assert [line for one in walks for line in one.wrong] == []
    tall = sorted(line for one in walks for line in one.tall)
    assert not tall, "\n".join(tall)
    right = set().union(*(one.right for one in walks))
    assert len(right) > LEAST_RIGHT, sorted(right)
    unknown = set(kinds()).difference(
        WITHOUT_PRICES, *({shape[0] for shape in one.shapes} for one in walks)
    )
    assert not unknown, "buttons that nobody presses: walk there, or say why there is no price"
