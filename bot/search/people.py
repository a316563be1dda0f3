"""The question who comes, and how old the children are."""

from markupsafe import Markup

from bot.locales import Translator
from bot.search.buttons import (
    ages_keyboard,
    people_counts,
    people_keyboard,
)
from bot.search.draft_summary import draft_line
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.reading.people import share_unless_told
from domain.search.values import Draft
from domain.stay import Room


def render_people(
    rooms: int, adults: int, ages: tuple[int, ...], draft: Draft, t: Translator
) -> Screen:
    """Ask who comes, and say who is in which of several rooms.

    Raises a `StayRefused` when nobody would take them so.
    """
    shared = share_unless_told(draft.rooms, adults, ages, rooms)
    text = words.lines(
        t.markup("👥 <b>Who’s coming?</b>"),
        t.markup("Tap − and +, or write <code>2 rooms 3 adults 1 child 6</code>.")
        if rooms == 1
        else t.markup(
            "Tap − and +, or say who is in which room: "
            "<code>2 rooms: 2 adults 1 child 6, 1 adult</code>."
        ),
        draft_line(draft, t, with_people=False),
        *(_room_lines(shared, t) if rooms > 1 else [_ages_line(ages, t)]),
    )
    return Screen(text, people_keyboard(rooms, adults, ages, t), keeps_photo=True)


def _ages_line(ages: tuple[int, ...], t: Translator) -> Markup | None:
    if not ages:
        return None
    return t.markup("Children’s ages: {ages}", ages=", ".join(map(t.number, ages)))


def _room_lines(rooms: tuple[Room, ...], t: Translator) -> list[Markup]:
    return [
        t.markup("Room {number}: {people}", number=t.number(n), people=words.people([room], t))
        for n, room in enumerate(rooms, start=1)
    ]


def render_people_of(draft: Draft, t: Translator) -> Screen:
    """Ask who comes, beginning with the draft's people."""
    return render_people(*people_counts(draft.rooms), draft, t)


def render_age(
    rooms: int,
    adults: int,
    ages: tuple[int, ...],
    draft: Draft,
    t: Translator,
    waiting: int = 1,
) -> Screen:
    """Ask for a child's age, on which prices depend; for the next one of several in turn."""
    text = t.markup(
        "👧 <b>How old is the child?</b>\nGive the age at check-in, because prices depend on it."
    )
    if waiting + len(ages) > 1:
        text = t.markup(
            "👧 <b>How old is child {number} of {all}?</b>\nGive the age at check-in, "
            "because prices depend on it.",
            number=len(ages) + 1, all=len(ages) + waiting,
        )  # fmt: skip
    text = words.lines(text, draft_line(draft, t))
    return Screen(text, ages_keyboard(rooms, adults, ages, t, waiting), keeps_photo=True)
