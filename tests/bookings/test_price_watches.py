"""Bookings are watched for the same rate at a lower price: what is reported, and what is not."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.bookings.models import BookingState as State
from domain.bookings.price_watches.alerts import judge_watches
from domain.bookings.price_watches.ends import close_watches
from domain.bookings.price_watches.ledger import SavingsRecord, read_savings
from domain.bookings.price_watches.models import SavingKind
from domain.bookings.price_watches.queries import watch_of
from domain.bookings.price_watches.saving import (
    Difference,
    NoClaim,
    Saved,
    differences,
    hindrance,
    saved_by,
)
from domain.bookings.price_watches.starts import open_watches, set_least, set_watch
from domain.bookings.terms import Terms
from domain.bookings.values import Booking
from domain.errors import NotFound
from domain.money import Money
from domain.suppliers.contract import (
    Board,
    CancelRule,
    Payment,
    Refundability,
    Supplier,
    TaxInclusion,
    Unavailable,
)
from tests.bookings.conftest import Desk
from tests.bookings.test_terms import COSTLY, FREE, NOW, RATE
from tests.scene import CHECK_IN

AGREED = Terms(replace(RATE, quote=replace(RATE.quote, board=Board.BREAKFAST)))


def offered(total: int, **values: object) -> Terms:
    quote = replace(AGREED.rate.quote, total=Money.of(total, "INR"))
    return Terms(replace(AGREED.rate, quote=replace(quote, **values)))  # type: ignore[arg-type]


def in_dollars(terms: Terms) -> Terms:
    quote = replace(terms.rate.quote, total=Money.of(80, "USD"))
    return replace(terms, rate=replace(terms.rate, quote=quote))


def test_what_is_saved_is_less_what_cancelling_costs() -> None:
    found = saved_by(AGREED, offered(8_000), NOW)
    assert isinstance(found, Saved)
    assert found.net == Money.of(1_000, "INR")
    charged = saved_by(AGREED, offered(8_000), NOW, Money.of(400, "INR"))
    assert isinstance(charged, Saved)
    assert charged.net == Money.of(600, "INR")
    assert charged.is_worth(5)
    assert not charged.is_worth(10)


def test_fees_at_the_hotel_count_on_both_sides() -> None:
    fee = ("Resort fee", Money.of(700, "INR"))
    found = saved_by(AGREED, replace(offered(8_000), fees=(fee,)), NOW)
    assert isinstance(found, Saved)
    assert found.net == Money.of(300, "INR")
    assert saved_by(AGREED, in_dollars(offered(80)), NOW) is NoClaim.OTHER_CURRENCY
    foreign = ("Resort fee", Money.of(7, "EUR"))
    assert saved_by(AGREED, replace(offered(8_000), fees=(foreign,)), NOW) is NoClaim.OTHER_CURRENCY


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"board": Board.ROOM_ONLY}, NoClaim.FEWER_PERKS),
        ({"board": Board.UNKNOWN}, NoClaim.FEWER_PERKS),
        ({"refundable": Refundability.NO}, NoClaim.FEWER_PERKS),
        ({"refundable": Refundability.UNKNOWN}, NoClaim.FEWER_PERKS),
        ({"taxes": TaxInclusion.EXCLUDED}, NoClaim.TAXES_UNKNOWN),
    ],
)
def test_what_is_lost_without_a_price_leaves_no_claim(
    values: dict[str, object], why: NoClaim
) -> None:
    assert saved_by(AGREED, offered(8_000, **values), NOW) is why


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"refundable": Refundability.NO}, NoClaim.NOT_REFUNDABLE),
        ({"refundable": Refundability.UNKNOWN}, NoClaim.PENALTY_UNKNOWN),
        ({"board": Board.UNKNOWN}, NoClaim.MEALS_UNKNOWN),
    ],
)
def test_what_is_not_known_of_the_booking_is_not_watched(
    values: dict[str, object], why: NoClaim
) -> None:
    terms = offered(9_000, **values)
    assert hindrance(terms, NOW) is why
    assert saved_by(terms, offered(8_000), NOW) is why


def test_penalties_nobody_tells_or_of_another_currency_leave_no_claim() -> None:
    untold = replace(AGREED, rate=replace(AGREED.rate, cancel_rules=()))
    assert hindrance(untold, NOW) is NoClaim.PENALTY_UNKNOWN
    unsaid = Terms(replace(offered(8_000).rate, cancel_rules=()))
    assert saved_by(AGREED, unsaid, NOW) is NoClaim.FEWER_PERKS
    rules = (CancelRule(None, None, Money.of(10, "USD")),)
    foreign = replace(AGREED, rate=replace(AGREED.rate, cancel_rules=rules))
    assert hindrance(foreign, NOW) is NoClaim.OTHER_CURRENCY


def test_differences_without_a_price_are_told_in_words() -> None:
    sooner = replace(COSTLY, starts=FREE.ends and FREE.ends - timedelta(days=1))
    rules = (replace(FREE, ends=sooner.starts), sooner)
    other = replace(offered(8_000).rate, cancel_rules=rules, due_at_property=Money.of(8_000, "INR"))
    assert other.payment is Payment.AT_HOTEL
    assert differences(AGREED, Terms(other), NOW) == {
        Difference.CANCEL_SOONER,
        Difference.PAID_LATER,
    }
    assert differences(Terms(other), AGREED, NOW) == {
        Difference.CANCEL_LATER,
        Difference.PAID_SOONER,
    }


class Watching:
    """A booked room at the Palms, and the market around it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.app = desk, desk.app
        ends = desk.scene.clock.now() + timedelta(days=9)
        rules = (
            CancelRule(None, ends, Money.of(0, "INR")),
            CancelRule(ends, None, Money.of(5_000, "INR")),
        )
        desk.scene.travclan.hotels["t2"].rules = rules
        self.ends = ends

    async def book(self, chat_id: int = 1) -> Booking:
        booking = await self.desk.book(await self.desk.scene.meet(chat_id))
        assert booking.state is State.CONFIRMED
        await open_watches(self.app)
        return booking

    async def costs(self, total: int | None, later: timedelta = timedelta(hours=4)) -> int:
        """Let the Palms cost something else, be looked at and weighed; return what was told."""
        self.desk.scene.travclan.hotels["t2"].total = None if total is None else Decimal(total)
        await self.desk.scene.check(later)
        return await judge_watches(self.app)

    async def alerts(self) -> list[tuple[int, int]]:
        rows = await self.desk.scene.rows("SELECT * FROM universal_price_alerts ORDER BY id")
        return [(int(row["total"]), int(row["net_saving"])) for row in rows]

    async def record(self) -> SavingsRecord:
        return await read_savings(self.app.pool)


@pytest.fixture
def watching(desk: Desk) -> Watching:
    return Watching(desk)


async def test_a_fall_of_the_same_rate_is_told_once_and_a_further_one_again(
    watching: Watching,
) -> None:
    await watching.book()
    assert await watching.costs(4_900) == 0  # 2 % are not worth a message
    assert await watching.costs(4_500) == 1
    assert await watching.costs(4_500) == 0
    assert await watching.costs(4_450) == 0
    assert await watching.costs(4_000) == 1
    assert await watching.alerts() == [(4_500, 500), (4_000, 1_000)]
    told = [kind for kind in await watching.desk.told() if kind == "booking_cheaper"]
    assert len(told) == 2
    [told_sum] = (await watching.record()).of(SavingKind.ALERTED)
    assert (told_sum.bookings, told_sum.total) == (1, Money.of(1_000, "INR"))


async def test_a_rate_whose_taxes_come_on_top_is_watched_as_well(watching: Watching) -> None:
    watching.desk.scene.travclan.hotels["t2"].taxes = TaxInclusion.EXCLUDED
    await watching.book()
    assert await watching.costs(4_900) == 0
    assert await watching.costs(4_500) == 1
    assert await watching.costs(4_500) == 0
    assert await watching.alerts() == [(4_500, 500)]


async def test_what_was_gone_and_comes_back_within_a_day_is_not_told_again(
    watching: Watching,
) -> None:
    await watching.book()
    assert await watching.costs(4_500) == 1
    assert await watching.costs(5_000) == 0
    assert await watching.costs(4_500) == 0
    assert await watching.costs(5_000, timedelta(days=1)) == 0
    assert await watching.costs(4_500) == 1


async def test_other_terms_at_less_are_not_the_same_rate(watching: Watching) -> None:
    await watching.book()
    watching.desk.scene.travclan.hotels["t2"].refundable = Refundability.NO
    assert await watching.costs(3_000) == 0
    assert await watching.alerts() == []


async def test_nothing_is_told_within_a_day_of_check_in_or_once_nothing_is_paid_back(
    watching: Watching,
) -> None:
    await watching.book()
    left = watching.ends - watching.desk.scene.clock.now()
    assert await watching.costs(4_000, left + timedelta(hours=1)) == 0
    await close_watches(watching.app)
    rows = await watching.desk.scene.rows("SELECT is_on FROM booking_watches")
    assert [row["is_on"] for row in rows] == [False]
    [watched] = await watching.desk.scene.rows("SELECT watchers, due_at FROM trackables")
    assert (watched["watchers"], watched["due_at"]) == (0, None)


ON_TOP = pytest.mark.parametrize("taxes", [TaxInclusion.INCLUDED, TaxInclusion.EXCLUDED])


@ON_TOP
async def test_a_price_that_held_is_told_at_the_deadline_once(
    watching: Watching, taxes: TaxInclusion
) -> None:
    watching.desk.scene.travclan.hotels["t2"].taxes = taxes
    await watching.book()
    await watching.costs(5_000)
    await watching.costs(5_200, timedelta(days=9))
    for _ in range(2):
        await close_watches(watching.app)
    assert (await watching.desk.told()).count("booking_price_held") == 1
    assert (await watching.record()).bookings(SavingKind.HELD) == 1


async def test_what_was_told_and_not_taken_is_missed(watching: Watching) -> None:
    await watching.book()
    await watching.costs(4_000)
    await watching.costs(4_100, timedelta(days=9))
    await close_watches(watching.app)
    record = await watching.record()
    [missed] = record.of(SavingKind.MISSED)
    assert missed.total == Money.of(1_000, "INR")
    assert record.bookings(SavingKind.HELD) == 0
    assert "booking_price_held" not in await watching.desk.told()


async def test_a_price_that_was_never_seen_again_is_not_said_to_have_held(
    watching: Watching,
) -> None:
    await watching.book()
    await watching.costs(None, timedelta(days=9))
    await close_watches(watching.app)
    assert (await watching.record()).bookings(SavingKind.HELD) == 0


@ON_TOP
async def test_a_small_fall_neither_held_nor_was_missed(
    watching: Watching, taxes: TaxInclusion
) -> None:
    watching.desk.scene.travclan.hotels["t2"].taxes = taxes
    await watching.book()
    await watching.costs(4_950)
    await watching.costs(4_950, timedelta(days=9))
    await close_watches(watching.app)
    assert (await watching.record()).sums == ()
    assert "booking_price_held" not in await watching.desk.told()


async def test_many_bookings_of_one_rate_cost_one_question_a_check(watching: Watching) -> None:
    for chat_id in range(1, 6):
        await watching.book(chat_id)
    travclan = watching.desk.scene.travclan
    assert len(await watching.desk.scene.rows("SELECT 1 FROM trackables")) == 1
    travclan.asked.clear()
    assert await watching.costs(5_000) == 0
    assert [operation for operation, _ids in travclan.asked] == ["rates"]
    travclan.asked.clear()
    assert await watching.costs(4_000) == 5
    # The check's question, and one more for the reported terms: for all five together.
    assert [operation for operation, _ids in travclan.asked] == ["rates", "rates"]


async def test_a_supplier_that_is_away_when_the_terms_are_read_tells_nothing_wrong(
    watching: Watching,
) -> None:
    await watching.book()
    assert await watching.costs(4_500) == 1
    watching.desk.scene.travclan.hotels["t2"].total = Decimal(4_000)
    await watching.desk.scene.check(timedelta(hours=4))
    watching.desk.scene.travclan.failure = Unavailable
    assert await judge_watches(watching.app) == 0
    watching.desk.scene.travclan.failure = None
    assert await watching.costs(4_000) == 1
    assert [saving for _total, saving in await watching.alerts()] == [500, 1_000]


async def test_it_is_switched_off_and_on_and_its_least_saving_chosen(watching: Watching) -> None:
    booking = await watching.book()
    asha = await watching.desk.scene.meet()
    await set_watch(watching.app, asha, booking.booking_id, is_on=False)
    assert await watching.costs(4_000) == 0
    await set_watch(watching.app, asha, booking.booking_id, is_on=True)
    await set_least(watching.app, asha, booking.booking_id, 10)
    assert await watching.costs(4_600) == 0
    assert await watching.costs(4_400) == 1
    shown = await watch_of(asha, booking.booking_id)
    assert shown is not None
    assert (shown.is_on, shown.least_percent, shown.price) == (True, 10, Money.of(4_400, "INR"))
    with pytest.raises(NotFound):
        await set_least(watching.app, asha, booking.booking_id, 2)
    stranger = await watching.desk.scene.meet(2)
    with pytest.raises(NotFound):
        await set_watch(watching.app, stranger, booking.booking_id, is_on=False)
    assert await watch_of(stranger, booking.booking_id) is None


async def test_what_is_cancelled_is_watched_no_longer(watching: Watching) -> None:
    booking = await watching.book()
    await watching.desk.scene.rows(
        "UPDATE universal_bookings SET state = 'cancelled' WHERE id = $1", booking.booking_id
    )
    await close_watches(watching.app)
    assert await watching.costs(3_000) == 0
    assert (await watching.record()).sums == ()
    assert Supplier.TRAVCLAN is booking.supplier
    assert booking.stay.check_in == CHECK_IN
