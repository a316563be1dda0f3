"""Right, asked or wrong: what was read of a generated line next to what it was to say."""

from domain.money import Money
from domain.search.values import Draft, Understanding
from tests.reading.generator import Meant

RIGHT, ASKED, WRONG = "right", "asked", "wrong"
PARTS = ("place", "days", "people", "budget", "wish")


def judge(meant: Meant, read: Understanding) -> dict[str, str]:
    """Return the verdict on each part."""
    draft = read.draft
    asks = bool(read.problems or read.left_over)
    return {
        "place": _place(meant, draft),
        "days": _days(meant, draft),
        "people": _people(meant, draft, asks=asks),
        "budget": _budget(meant, draft, asks=asks),
        "wish": _wish(meant, draft, asks=asks),
    }


def overall(verdicts: dict[str, str]) -> str:
    """Return the verdict on the line: as good as its worst part."""
    return next((one for one in (WRONG, ASKED) if one in verdicts.values()), RIGHT)


def _place(meant: Meant, draft: Draft) -> str:
    if draft.destination is None:
        return ASKED
    names = meant.place.split("|")
    return RIGHT if any(name in str(draft.destination.full_name) for name in names) else WRONG


def _days(meant: Meant, draft: Draft) -> str:
    if draft.check_in is None:
        return ASKED
    if draft.check_in != meant.check_in:
        return WRONG
    if draft.check_out is None:
        return ASKED
    told = (draft.check_out - draft.check_in).days
    return RIGHT if told == meant.nights else WRONG


def _people(meant: Meant, draft: Draft, *, asks: bool) -> str:
    adults = sum(room.adults for room in draft.rooms)
    ages = sorted(age for room in draft.rooms for age in room.child_ages)
    told = (adults, ages, len(draft.rooms))
    if told == (meant.adults, sorted(meant.ages), meant.rooms):
        return RIGHT
    return ASKED if asks else WRONG


def _budget(meant: Meant, draft: Draft, *, asks: bool) -> str:
    most = draft.most_a_night or draft.most_in_all
    if meant.budget is None:
        return RIGHT if most is None else WRONG
    if most is None:
        return ASKED if asks else WRONG
    amount, currency, in_all = meant.budget
    same = most == Money.of(amount, currency) and (draft.most_in_all is not None) == in_all
    return RIGHT if same else WRONG


def _wish(meant: Meant, draft: Draft, *, asks: bool) -> str:
    filters = draft.filters
    told = {amenity.value for amenity in filters.amenities}
    told |= {"breakfast"} if filters.breakfast else set()
    told |= {"refundable"} if filters.refundable else set()
    told |= {f"{star}*" for star in filters.stars}
    wanted = {meant.wish} if meant.wish else set()
    if told == wanted:
        return RIGHT
    return ASKED if asks and told <= wanted else WRONG
