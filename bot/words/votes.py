"""A hotel for a group: its price, and who is for and against it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.words import terms as words
from domain.stay import Stay
from domain.trackers.shortlist import ChoicePrice

# As many of those who voted are named; a name is cut to as many characters.
MOST_NAMES, LONGEST_NAME = 4, 14


def price_lines(
    price: ChoicePrice | None, stay: Stay, zone: str, t: Translator
) -> list[Markup | str | None]:
    """Return what a stay costs and when that was seen, told in `zone`."""
    if price is None:
        return [t.gettext("I don’t know its price right now.")]
    return [
        t.markup("🚫 <b>Sold out</b>")
        if price.best is None
        else words.offer_line(price.best, stay, t),
        words.quote_moment(price.at, zone, t, is_shared=True),
        None if price.doubt is None else words.doubt_line(price.doubt, t),
    ]


def vote_lines(fans: Sequence[str], critics: Sequence[str], t: Translator) -> list[Markup]:
    """Return who is for a hotel and who is against it, a line each."""
    sides = (("👍", fans), ("👎", critics))
    return [Markup("{} {}").format(sign, _names(names, t)) for sign, names in sides if names]


def _names(names: Sequence[str], t: Translator) -> str:
    told = ", ".join(shorten(name, LONGEST_NAME) for name in names[:MOST_NAMES])
    rest = len(names) - MOST_NAMES
    return f"{told} +{t.number(rest)}" if rest > 0 else told


def vote_told(my_vote: bool | None, t: Translator) -> str:
    """Return the answer to a vote."""
    told = {
        True: t.gettext("👍 Counted"),
        False: t.gettext("👎 Counted"),
        None: t.gettext("Vote taken back"),
    }
    return told[my_vote]
