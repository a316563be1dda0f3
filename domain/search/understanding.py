"""From a traveller's text to a draft of a search."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.destinations import FoundDestination
from domain.clock import today_in
from domain.errors import Refusal, StayRefused
from domain.reading.amounts import writing_as
from domain.reading.budget import BudgetReading, read_budget
from domain.reading.dates import DateReading, read_dates
from domain.reading.kinds import Kind
from domain.reading.people import PeopleReading, read_counts, read_people
from domain.reading.tokens import Reading, read_tokens
from domain.reading.wishes import read_quality, read_wishes
from domain.search.locating import Located, locate
from domain.search.values import DestinationView, Draft, Understanding
from domain.stay import Stay

LONGEST_TEXT = 300
# They say nothing for themselves.
LITTLE_WORDS = {
    Kind.PLAIN, Kind.TO, Kind.DASH, Kind.UPTO, Kind.SE, Kind.FROM, Kind.OF, Kind.A, Kind.AND,
    Kind.IN, Kind.FOR, Kind.PLUS,
}  # fmt: skip


def view_of(found: FoundDestination) -> DestinationView:
    """Return a destination as screens see it."""
    return DestinationView(found.id, found.name, found.full_name, found.time_zone, found.place)


def names_days(text: str, today: date) -> bool:
    """Say whether a text says when: "Goa 12-15 dec" does, "4000-9000" and "9.50" do not."""
    tokens = read_tokens(text[:LONGEST_TEXT])
    if not any(character.isalpha() for character in text):
        return False
    return read_dates(tokens, today).check_in is not None


@dataclass(frozen=True, slots=True)
class TextReading:
    """All that a text says, before it is known what it is said of."""

    located: Located
    words: Reading
    dates: DateReading
    people: PeopleReading
    budget: BudgetReading

    @property
    def left_over(self) -> tuple[str, ...]:
        """Return the words that nobody understood.

        Words that mean something elsewhere ("next year") are among them where nothing was read.
        """
        tokens = self.people.rest.tokens
        if not tokens:
            # Signs alone, like an emoji.
            return tuple(self.words.text.split())
        if all(token.kind is not Kind.TAKEN for token in tokens):
            return tuple(token.word for token in tokens if token.kind not in LITTLE_WORDS)
        return tuple(token.word for token in tokens if token.kind in {Kind.UNKNOWN, Kind.AIRPORT})


async def understand(
    app: App, traveller: Traveller, text: str, draft: Draft | None = None
) -> Understanding:
    """Read `text` into `draft`: what it says replaces that part, the rest stays.

    Every part that cannot be used becomes one problem and leaves its part as it was.
    """
    today = today_in(traveller.time_zone, app.clock.now())
    return write_into(draft or Draft(), await read_text(app, traveller, text, today), today)


async def read_text(app: App, traveller: Traveller, text: str, today: date) -> TextReading:
    """Read a text: the place first, since names hold words that mean something elsewhere."""
    located = await locate(app.pool, read_tokens(text[:LONGEST_TEXT]), traveller)
    _filters, rest = read_quality(located.rest)
    counts, rest = read_counts(rest)
    budget = read_budget(rest, writing_as(traveller))
    dates = read_dates(budget.rest, today)
    people = read_people(dates.rest, counts)
    _filters, rest = read_wishes(people.rest)
    return TextReading(located, located.rest, dates, replace(people, rest=rest), budget)


def write_into(draft: Draft, read: TextReading, today: date) -> Understanding:
    """Put what was read into a draft."""
    problems: list[Refusal] = []
    known = _with_dates(draft, read.dates, today, problems)
    known = _with_people(known, read.people, is_new=draft == Draft(), problems=problems)
    if read.budget.problem is not None:
        problems.append(read.budget.problem)
    a_night, total = read.budget.most_a_night, read.budget.most_in_all
    if a_night is not None or total is not None:
        known = replace(known, most_a_night=a_night, most_in_all=total)
    known, left_over = _with_place(known, read, problems)
    quality, rest = read_quality(read.words)
    wishes, _rest = read_wishes(rest, quality)
    known = _with_least(replace(known, filters=known.filters.with_wishes(wishes)), read.budget)
    return Understanding(known, tuple(problems), left_over, read.located.spelt)


def _with_least(draft: Draft, budget: BudgetReading) -> Draft:
    """Put the least that a night is to cost into the draft; one for all nights is shared out."""
    least = budget.least
    if least is None:
        return draft
    if budget.in_all and draft.check_in is not None and draft.check_out is not None:
        least = least.share((draft.check_out - draft.check_in).days)
    return replace(draft, filters=replace(draft.filters, least_a_night=least))


def _with_place(
    draft: Draft, read: TextReading, problems: list[Refusal]
) -> tuple[Draft, tuple[str, ...]]:
    """Put the place into the draft; words of no meaning are its name where none was found."""
    located = read.located
    if located.destination is not None:
        view = view_of(located.destination)
        placed = replace(draft, destination=view, place_text=view.name, near=located.near)
        return placed, read.left_over
    if located.problem is None:
        return draft, read.left_over
    if located.is_guess and draft.destination is not None:
        return draft, located.words
    problems.append(located.problem)
    if located.is_guess:
        return replace(draft, place_text=located.name), ()
    return replace(draft, destination=None, place_text=located.name, near=None), read.left_over


def _with_dates(draft: Draft, dates: DateReading, today: date, problems: list[Refusal]) -> Draft:
    """Put dates into the draft if they make a stay that can be booked."""
    if dates.problem is not None:
        problems.append(dates.problem)
        return draft
    check_in, check_out = dates.check_in, dates.check_out
    if check_in is None and draft.check_in is not None:
        check_in = draft.check_in
        if check_out is None and dates.nights:
            check_out = check_in + timedelta(days=dates.nights)
        elif check_out is None:
            return draft
    if check_in is None:
        return draft
    try:
        # A check-in alone is tried with one night.
        last = check_out or check_in + timedelta(days=1)
        Stay(check_in, last).require_bookable(today)
    except StayRefused as problem:
        problems.append(problem)
        return draft
    return replace(draft, check_in=check_in, check_out=check_out)


def _with_people(
    draft: Draft, people: PeopleReading, *, is_new: bool, problems: list[Refusal]
) -> Draft:
    """Put people into the draft; those of an open draft stay where nothing is said of them."""
    if people.problem is not None:
        problems.append(people.problem)
        people = replace(people, ages=None)
    if people.is_silent:
        return draft
    try:
        return replace(draft, rooms=people.share_with(None if is_new else draft.rooms))
    except StayRefused as problem:
        problems.append(problem)
        return draft
