"""The number of nights in free text, as proposals over the untouched text."""

from collections.abc import Iterator

from domain.reading.characters import level
from domain.reading.day_pieces import Calendar
from domain.reading.day_words import DAYS, IN_SO_MANY, LATER, WEEK, WEEKS
from domain.reading.meanings import Nights
from domain.reading.phrases import Phrases, any_of
from domain.reading.points import Points
from domain.reading.proposals import Proposal
from domain.reading.words import calendar as words

LONGEST, MOST_BARE = 400, 21
BARE, TIMES_COST = 0.5, 0.3
# "Kandy x2, Ella x3".
TIMES = frozenset("x×х*")
NIGHT, BOTH, WEEKS_COST, DAYS_COST, ABOUT = 0.1, 0.05, 0.2, 0.25, 0.4


NIGHTS = any_of(words.NIGHTS)
COUPLE, A_WEEK, FORTNIGHT = any_of(words.COUPLE), any_of(words.A_WEEK), Phrases(words.FORTNIGHT)
FOR, AND, ON = any_of(words.FOR_SO_LONG), any_of(words.AND_NIGHTS), any_of("на")
ONE_NIGHT, STAYING_ONCE = any_of(words.ONE_NIGHT), any_of(words.STAYING_ONCE)
A_MONTH, DAYS_OF_A_MONTH = any_of(words.A_MONTH), 30
EACH, WEEK_FROM = any_of(words.AT_EACH), any_of(words.WEEK_FROM)
MONTHS, MOST_MONTHS = any_of(words.MONTHS), 3
# After months, these show that it is an age: "a 2 month old baby".
OLD = frozenset({"old", "-", "baby", "de", "ka", "ki", "का", "की"})
EACH_TWICE, OPEN = "so many at each", "so many or more"
BETWEEN_COUNTS, MOST_OPEN = frozenset({"-", "/", "or", "to", "o", "a", "или", "ya", "या", "से"}), 3
AGO, ABOUT_DAYS = any_of(words.AGO), any_of(words.ABOUT_DAYS)


def propose_nights(text: str, calendar: Calendar) -> list[Proposal[Nights]]:
    """Return every run of `text` that may give a number of nights, the likeliest first."""
    return nights_in(Points(level(text), calendar))


def nights_in(points: Points) -> list[Proposal[Nights]]:
    """Return every run of a text that may give a number of nights, the likeliest first."""
    found = [one for start in range(len(points.pieces)) for one in _at(points, start)]
    return sorted(found, key=lambda one: (one.cost, one.start - one.end))


def _at(points: Points, start: int) -> Iterator[Proposal[Nights]]:
    yield from _bare(points, start)
    for count, end, cost, why in _counts(points, start):
        if (
            not 0 < count <= LONGEST
            or LATER.after(points.pieces, end)
            or AGO.after(points.pieces, end)
        ):
            continue
        lead, each = FOR.before(points.pieces, start), EACH.before(points.pieces, start)
        behind = EACH.after(points.pieces, end)
        begin = each[1] if each else lead[1] if lead else start
        is_each = behind is not None or each is not None or why == EACH_TWICE
        first, last = points.stretch(begin, behind[1] if behind else end)
        nights = Nights(count, False, is_each, why == "days", is_open=why == OPEN)
        yield Proposal(first, last, nights, cost, why)


def _bare(points: Points, start: int) -> Iterator[Proposal[Nights]]:
    """Yield a bare number, which counts nights where places are listed: "Delhi 2, Agra 1"."""
    count = points.count(start)
    if count is None or not points.pieces[start].text.isdecimal() or not 0 < count[0] <= MOST_BARE:
        return
    if points.is_in_figure(start) or points.is_ordinal(count[1]) or _is_glued(points, start):
        return
    if not points.is_counted(count[1]) and points.month(points.inside(count[1])) is None:
        meaning = Nights(count[0], is_bare=True)
        yield Proposal(*points.stretch(start, count[1]), meaning, BARE, "bare nights")
        if start and points.pieces[start - 1].text in TIMES:
            yield Proposal(*points.stretch(start - 1, count[1]), meaning, TIMES_COST, "times")


def _is_glued(points: Points, at: int) -> bool:
    """Return whether letters follow a number without a space: "3bhk" counts no nights."""
    behind = points.pieces[at + 1 : at + 2]
    return any(one.text[:1].isalpha() and one.start == points.pieces[at].end for one in behind)


def _counts(points: Points, start: int) -> Iterator[tuple[int, int, float, str]]:
    yield from _in_words(points, start)
    pieces = points.pieces
    one = points.count(start)
    if one is None:
        return
    number, at = one
    yield from _counted_twice(points, number, at)
    at += at < len(pieces) and pieces[at].text == "-"
    if (night := NIGHTS.after(pieces, at)) is not None:
        yield from _with_days(points, number, night[1])
        yield number, night[1], NIGHT, "nights"
    elif (day := DAYS.after(pieces, at)) is not None:
        yield from _days_first(points, day[1])
        yield number, day[1], DAYS_COST, "days"
    elif (weeks := WEEKS.after(pieces, at)) is not None:
        yield number * WEEK, weeks[1], WEEKS_COST, "weeks"
    elif (months := MONTHS.after(pieces, at)) is not None and number <= MOST_MONTHS:
        is_ahead = IN_SO_MANY.before(pieces, start) is not None
        is_old = any(one.text in OLD for one in pieces[months[1] : months[1] + 1])
        if not is_ahead and not is_old:
            yield number * DAYS_OF_A_MONTH, months[1], WEEKS_COST, "months"


def _counted_twice(points: Points, number: int, at: int) -> Iterator[tuple[int, int, float, str]]:
    """Yield "2-2 raat", two at each place, and "4-5 nights", which leaves the number open."""
    is_parted = at < len(points.pieces) and points.pieces[at].text in BETWEEN_COUNTS
    other = points.count(at + is_parted)
    night = NIGHTS.after(points.pieces, other[1]) if other else None
    if other is None or night is None:
        return
    if other[0] == number:
        yield number, night[1], BOTH, EACH_TWICE
    elif is_parted and number < other[0] <= number + MOST_OPEN:
        yield number, night[1], BOTH, OPEN


def _in_words(points: Points, start: int) -> Iterator[tuple[int, int, float, str]]:
    """Yield "a fortnight", "a week", "a couple of nights", "дней на пять"."""
    pieces = points.pieces
    yield from _single(points, start)
    if (whole := FORTNIGHT.after(pieces, start)) is not None:
        yield *whole, WEEKS_COST, "a fortnight"
    if (whole_week := A_WEEK.after(pieces, start)) is not None:
        yield WEEK, whole_week[1], WEEKS_COST, "a week"
    week = WEEKS.after(pieces, start)
    if week is not None and WEEK_FROM.after(pieces, week[1]) is not None:
        yield WEEK, week[1], WEEKS_COST, "a week from a day"
    if (month := A_MONTH.after(pieces, start)) is not None:
        yield DAYS_OF_A_MONTH, month[1], WEEKS_COST, "a month"
    if (few := COUPLE.after(pieces, start)) is not None:
        unit = NIGHTS.after(pieces, few[1]) or DAYS.after(pieces, few[1])
        if unit is not None:
            yield 2, unit[1], DAYS_COST, "a couple"
    if (about := ABOUT_DAYS.after(pieces, start)) is not None:
        on = ON.after(pieces, about[1])
        count = points.count(on[1] if on else about[1])
        if count is not None:
            yield *count, ABOUT, "about so many days"


def _single(points: Points, start: int) -> Iterator[tuple[int, int, float, str]]:
    """Yield words for one night: "overnight", "на сутки", and a night that is said first."""
    pieces = points.pieces
    if (single := ONE_NIGHT.after(pieces, start)) is not None:
        yield 1, single[1], WEEKS_COST, "a day and a night"
    if start == 0 and (alone := NIGHTS.after(pieces, start)) is not None:
        yield 1, alone[1], ABOUT, "a night, said first"
    if (once := STAYING_ONCE.after(pieces, start)) is not None:
        yield 1, once[1], 0.0, "a word for one night"


def _with_days(points: Points, nights: int, at: int) -> Iterator[tuple[int, int, float, str]]:
    """Yield "2 nights 3 days", 2n3d: the nights count."""
    behind = AND.after(points.pieces, at)
    count = points.count(behind[1] if behind else at)
    days = DAYS.after(points.pieces, count[1]) if count else None
    if days is not None and count is not None and abs(count[0] - nights) <= 1:
        yield nights, days[1], BOTH, "nights and days"


def _days_first(points: Points, at: int) -> Iterator[tuple[int, int, float, str]]:
    """Yield "3 days 2 nights", 3d2n: the nights count."""
    behind = AND.after(points.pieces, at)
    count = points.count(behind[1] if behind else at)
    nights = NIGHTS.after(points.pieces, count[1]) if count else None
    if nights is not None and count is not None:
        yield count[0], nights[1], BOTH, "days and nights"
