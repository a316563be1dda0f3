"""What is known of a search so far, in one line."""

from markupsafe import Markup

from bot.locales import Translator
from bot.search.buttons import budget_words
from bot.words import terms as words
from bot.words.wishes import short_wishes
from domain.search.values import Draft


def draft_line(draft: Draft, t: Translator, *, with_people: bool = True) -> Markup | None:
    """Return what is known of a search, None when that is nothing."""
    place, dates = draft_place(draft, t), draft_days(draft, t)
    if not place and not dates:
        return None
    near = t.gettext("near {point}", point=draft.near.name) if draft.near else None
    people = words.people(draft.rooms, t) if with_people else None
    return words.so_far(t, place, near, dates, people, *draft_wishes(draft, t))


def draft_place(draft: Draft, t: Translator) -> str | None:
    """Return where, with what tells it from its namesakes."""
    return t.full_name(draft.destination) if draft.destination else None


def draft_days(draft: Draft, t: Translator) -> str | None:
    """Return the days, or as much of them as is known: the first, or how many nights."""
    if draft.check_in and draft.check_out:
        return t.days(draft.check_in, draft.check_out)
    if draft.check_in:
        return t.gettext("from {day}", day=t.days(draft.check_in, draft.check_in))
    if draft.nights:
        return words.night_count(draft.nights, t)
    return None


def draft_wishes(draft: Draft, t: Translator) -> list[str]:
    """Return what it may cost, and what is wanted of the hotel."""
    budget = [budget_words(draft, t)] if draft.most_a_night or draft.most_in_all else []
    return [*budget, *short_wishes(draft.filters, t)]
