"""From a meaning to a line: random forms in random order, with fillers, slips and separators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.reading.forms import LANGUAGES, Forms

TODAY = date(2026, 11, 30)
CURRENCIES = {"€": "EUR", "euros": "EUR", "руб": "RUB", "₽": "RUB"}
SEPARATORS = (" ", " ", " ", ", ", ", ", "; ", " / ", "\n", " | ")
SLIP_SHARE, SHORTEST_SLIP = 0.04, 7


@dataclass(frozen=True, slots=True)
class Meant:
    """What a line is to say. `place` has other names behind strokes; `budget` is (amount,
    currency, for the whole stay), `wish` is as the tables of phrases have it.
    """

    language: str
    text: str
    place: str
    check_in: date
    nights: int
    adults: int
    ages: tuple[int, ...]
    rooms: int
    budget: tuple[int, str, bool] | None
    wish: str | None
    has_slip: bool


def lines(seed: int, count: int) -> Iterator[Meant]:
    """Yield `count` lines of a seed, as many of each language."""
    random = Random(seed)
    names = list(LANGUAGES)
    for number in range(count):
        yield line(random, names[number % len(names)])


def line(random: Random, language: str) -> Meant:
    """Return a line of a language."""
    forms = LANGUAGES[language]
    place, spelt = random.choice(forms.places)
    name = random.choice(spelt)
    has_slip = len(name) >= SHORTEST_SLIP and name.isalpha() and random.random() < SLIP_SHARE
    if has_slip:
        name = _slipped(random, name)
    check_in, nights, when = _when(random, forms)
    adults, ages, rooms, who = _who(random, forms)
    budget, cost = _budget(random, forms)
    wish, wished = _wish(random, forms)
    parts = [part for part in (when, *who, cost, wished) if part]
    random.shuffle(parts)
    where = random.choice(forms.place_in).format(place=name)
    opening = random.choice(forms.openings)
    first = f"{opening} {where}".strip()
    at = 0 if opening else random.choice((0, 0, 0, len(parts)))
    parts.insert(at, first)
    text = parts[0]
    for part in parts[1:]:
        text += random.choice(SEPARATORS) + part
    text = f"{text} {random.choice(forms.closings)}".strip()
    if random.random() < 0.3:
        text = text.lower()
    return Meant(
        language, text, place, check_in, nights, adults, ages, rooms, budget, wish, has_slip
    )  # fmt: skip


def _slipped(random: Random, name: str) -> str:
    at = random.randrange(2, len(name) - 2)
    return random.choice((
        name[:at] + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        name[:at] + name[at] + name[at:],
    ))  # fmt: skip


def _when(random: Random, forms: Forms) -> tuple[date, int, str]:
    start = TODAY + timedelta(days=random.randrange(3, 300))
    nights = random.randrange(1, 8)
    month = random.choice(forms.months[start.month - 1])
    end = start + timedelta(days=nights)
    if end.month == start.month and nights > 0 and random.random() < 0.6:
        said = random.choice(forms.ranges).format(d1=start.day, d2=end.day, m=month)
        return start, nights, ordinals(said, start.day, end.day)
    if nights == 1:
        nights = 2
    told = [
        ordinals(random.choice(forms.starts).format(d1=start.day, m=month), start.day, 0),
        random.choice(forms.nights).format(n=nights),
    ]
    random.shuffle(told)
    return start, nights, random.choice((" ", ", ")).join(told)


def ordinals(said: str, *days: int) -> str:
    """Return English ordinals as they are: 1st, 2nd, 23rd."""
    for day in days:
        ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        said = said.replace(f"{day}th", f"{day}{ending}")
    return said


def _who(random: Random, forms: Forms) -> tuple[int, tuple[int, ...], int, list[str]]:
    chance = random.random()
    if chance < 0.25:
        return 2, (), 1, []
    adults = random.randrange(2, 5)
    said = random.choice(forms.adults).format(n=adults)
    ages: tuple[int, ...] = ()
    if chance > 0.65:
        a, b = random.sample(range(3, 15), 2)
        ages = (a,) if chance < 0.85 else (a, b)
        form = random.choice(forms.one_child if len(ages) == 1 else forms.two_children)
        said += random.choice((" ", ", ", " + ")) + form.format(a=a, b=b)
    if adults > 2 and random.random() < 0.3:
        rooms = 2
        return adults, ages, rooms, [said, random.choice(forms.rooms).format(n=rooms)]
    return adults, ages, 1, [said]


def _budget(random: Random, forms: Forms) -> tuple[tuple[int, str, bool] | None, str]:
    if random.random() > 0.35:
        return None, ""
    sign = random.choice(forms.signs)
    currency = next((code for mark, code in CURRENCIES.items() if mark in sign), "INR")
    in_all = random.random() < 0.25
    amount = (
        random.choice((90, 120, 250)) if currency == "EUR" else random.choice((2500, 4000, 7500))
    )
    amount *= 4 if in_all else 1
    said = random.choice(forms.in_all if in_all else forms.budgets)
    return (amount, currency, in_all), said.format(amount=sign.format(amount=amount))


def _wish(random: Random, forms: Forms) -> tuple[str | None, str]:
    if random.random() > 0.4:
        return None, ""
    wish, said = random.choice(forms.wishes)
    return wish, random.choice(said)
