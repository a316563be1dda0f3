"""What is known of a search so far, in one line."""

from markupsafe import Markup

from bot.locales import Translator
from bot.search.buttons import (
    budget_words,
)
from bot.words import terms as words
from bot.words.wishes import short_wishes
from domain.search.values import Draft


def known_line(draft: Draft, t: Translator, *, with_people: bool = True) -> Markup | None:
    """Return what is known of a search, None when that is nothing."""
    place = t.full_name(draft.destination) if draft.destination else None
    near = t.gettext("near {point}", point=draft.near.name) if draft.near else None
    dates = None
    if draft.check_in and draft.check_out:
        dates = t.days(draft.check_in, draft.check_out)
    elif draft.check_in:
        dates = t.gettext("from {day}", day=t.days(draft.check_in, draft.check_in))
    elif draft.nights:
        dates = t.ngettext("{count} night", "{count} nights", draft.nights)
    if not place and not dates:
        return None
    known = words.dotted(
        place,
        near,
        dates,
        words.people(draft.rooms, t) if with_people else None,
        budget_words(draft, t) if draft.most_a_night or draft.most_in_all else None,
        *short_wishes(draft.filters, t),
    )
    return t.markup("So far: <b>{known}</b>", known=known)
