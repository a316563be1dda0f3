"""Selling out and coming back is reported in moderation, and the last report is true."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from domain.alerts.freshness import Standing, settle
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.states import State
from domain.alerts.timing import TURN_EVERY, Postponed, wait_of
from domain.alerts.transitions import see_availability
from domain.alerts.values import OutgoingAlert, Reader, StoredAlert
from domain.money import Money
from domain.prices.models import Availability
from domain.stay import Room, Stay

BEGIN = datetime(2026, 11, 24, 9, tzinfo=UTC)
TICK = timedelta(hours=1)
STAY = Stay(date(2026, 12, 12), date(2026, 12, 15), (Room(2),))
TOTAL = Decimal(10_000)
# How many hours each state holds, beginning with being available.
spells = st.lists(st.integers(1, 40), min_size=1, max_size=30)


@dataclass
class Story:
    """An outbox in memory over the product's own rules, and what its reader was told."""

    state: State = field(default_factory=State)
    waiting: list[tuple[int, StoredAlert]] = field(default_factory=list)
    told: list[tuple[datetime, Availability]] = field(default_factory=list)
    first_turn: Availability | None = None
    now: datetime = BEGIN

    def pass_hour(self, seen: Availability) -> None:
        """Check once, and deliver what is due."""
        self.state, firing = see_availability(self.state, seen, TOTAL)
        if firing is not None:
            self.first_turn = self.first_turn or seen
            self.waiting.append((firing.number, self._alert(seen)))
        self.waiting = [one for one in self.waiting if self._stays(one, seen)]
        self.now += TICK

    def _stays(self, one: tuple[int, StoredAlert], seen: Availability) -> bool:
        number, stored = one
        turn = stored.alert.availability or Availability.UNKNOWN
        before = max((at for at, told in self.told if told is turn), default=None)
        if isinstance(wait_of(replace(stored, told_before=before), self.now), Postponed):
            return True
        known = self.told[-1][1] if self.told else (self.first_turn or turn).opposite
        standing = Standing(
            TOTAL, "travclan", self.now, seen is Availability.AVAILABLE, RulePhase.FIRED,
            number == self.state.firings, known,
        )  # fmt: skip
        if isinstance(settle(stored.alert, standing), OutgoingAlert):
            self.told.append((self.now, turn))
        return False

    def _alert(self, turn: Availability) -> StoredAlert:
        total = Money.of(TOTAL, "INR")
        alert = OutgoingAlert(
            alert_id=1, tracker_id=1, chat_id=1, language="en", time_zone="UTC",
            kind=RuleKind.AVAILABILITY, hotel_id=1, hotel_name="Taj", place=None,
            photo=None, stay=STAY, previous=total, total=total, percent=None, target=None,
            source="travclan", observed_at=self.now, availability=turn,
        )  # fmt: skip
        return StoredAlert(alert, Reader(1, "UTC"), 1, STAY.check_in, self.now)


def tell(hours: list[int]) -> Story:
    """Return the outcome of a series of spells."""
    story, seen = Story(), Availability.AVAILABLE
    for spell in hours:
        for _ in range(spell):
            story.pass_hour(seen)
        seen = seen.opposite
    return story


@given(spells)
@example([1] * 30)
def test_each_turn_is_told_once_a_day_at_most_and_never_twice_in_a_row(hours: list[int]) -> None:
    told = tell(hours).told
    for turn in (Availability.AVAILABLE, Availability.SOLD_OUT):
        times = [at for at, what in told if what is turn]
        assert all(later - earlier >= TURN_EVERY for earlier, later in pairwise(times))
    assert all(earlier != later for (_, earlier), (_, later) in pairwise(told))


@given(spells)
@example([1, 1, 1, 1])
def test_what_lasts_a_day_is_known_to_the_reader(hours: list[int]) -> None:
    last = TURN_EVERY // TICK + 1
    told = tell([*hours, last]).told
    end = Availability.AVAILABLE if len(hours) % 2 == 0 else Availability.SOLD_OUT
    assert (told[-1][1] if told else Availability.AVAILABLE) is end


@given(st.lists(st.integers(25, 60), min_size=2, max_size=10))
def test_slow_turns_are_told_at_once_each(hours: list[int]) -> None:
    story = tell(hours)
    assert len(story.told) == len(hours) - 1
    turns = [BEGIN + TICK * sum(hours[:n]) for n in range(1, len(hours))]
    assert [at for at, _ in story.told] == turns
