"""A room's name in the reader's words: suppliers give it in English, or in their own way."""

import re
from collections.abc import Callable, Mapping

from bot.locales import Translator
from domain.suppliers.room_names import plain_room

Words = Callable[[Translator], str]

# Longer names first: a junior suite is not a suite.
KINDS: Mapping[str, Words] = {
    r"bed in (?:a |an )?(?:\d+-bed )?dorm\w*|dorm\w* bed": lambda t: t.gettext("Bed in a dorm"),
    r"junior suites?": lambda t: t.gettext("Junior suite"),
    r"suites?": lambda t: t.gettext("Suite"),
    r"studios?": lambda t: t.gettext("Studio"),
    r"apartments?|flat": lambda t: t.gettext("Apartment"),
    r"villas?": lambda t: t.gettext("Villa"),
    r"cottages?": lambda t: t.gettext("Cottage"),
    r"bungalows?": lambda t: t.gettext("Bungalow"),
    r"rooms?": lambda t: t.gettext("Room"),
}
QUALITIES: Mapping[str, Words] = {
    r"standard|basic": lambda t: t.gettext("Standard"),
    r"superior": lambda t: t.gettext("Superior"),
    r"deluxe|de luxe": lambda t: t.gettext("Deluxe"),
    r"premium|premier": lambda t: t.gettext("Premium"),
    r"executive": lambda t: t.gettext("Executive"),
    r"classic": lambda t: t.gettext("Classic"),
    r"comfort": lambda t: t.gettext("Comfort"),
    r"economy|budget": lambda t: t.gettext("Budget"),
    r"family": lambda t: t.gettext("Family"),
    r"luxury": lambda t: t.gettext("Luxury"),
}
FEATURES: Mapping[str, Words] = {
    r"(?:(?:1|one) )?king(?:[- ]size)?(?: beds?)?": lambda t: t.gettext("king-size bed"),
    r"(?:(?:1|one) )?queen(?:[- ]size)?(?: beds?)?": lambda t: t.gettext("queen-size bed"),
    r"(?:1|one) double bed": lambda t: t.gettext("double bed"),
    r"(?:2|two) (?:single|twin) beds?|twin(?: beds?)?": lambda t: t.gettext("two single beds"),
    r"single": lambda t: t.gettext("for one"),
    r"double": lambda t: t.gettext("for two"),
    r"triple": lambda t: t.gettext("for three"),
    r"quadruple|quad": lambda t: t.gettext("for four"),
    r"(?:sea|ocean|beach)[- ]?(?:view|facing)|sea[- ]?front": lambda t: t.gettext("sea view"),
    r"garden[- ]?view": lambda t: t.gettext("garden view"),
    r"pool[- ]?view": lambda t: t.gettext("pool view"),
    r"city[- ]?view": lambda t: t.gettext("city view"),
    r"(?:mountain|hill|valley)[- ]?view": lambda t: t.gettext("mountain view"),
    r"river[- ]?view": lambda t: t.gettext("river view"),
    r"lake[- ]?view": lambda t: t.gettext("lake view"),
    r"(?:private |plunge |swimming )+pool": lambda t: t.gettext("own pool"),
    r"balcony": lambda t: t.gettext("balcony"),
    r"terrace": lambda t: t.gettext("terrace"),
    r"non[- ]?smoking": lambda t: t.gettext("no smoking"),
}
JOINTS = re.compile(r"\b(?:with|and|a|an|the)\b|[,&()/\-–]")


def room_words(name: str, t: Translator) -> str:
    """Return a room's name in the reader's language; one that is not understood whole stays.

    A seller that names no room gets words for that.
    """
    if not name.strip():
        return t.gettext("Room not named")
    if t.language == "en":
        return name
    rest = plain_room(name).casefold()
    rest, features = _taken(rest, FEATURES, t)
    rest, qualities = _taken(rest, QUALITIES, t)
    rest, kinds = _taken(rest, KINDS, t)
    if JOINTS.sub(" ", rest).strip() or len(kinds) > 1:
        return name
    room = kinds[0] if kinds else t.gettext("Room")
    for quality in qualities:
        room = t.gettext("{quality} {room}", quality=quality, room=room)
    return ", ".join((room, *features))


def _taken(text: str, known: Mapping[str, Words], t: Translator) -> tuple[str, list[str]]:
    """Return what is unknown about a text, and in words what is known."""
    found = []
    for pattern, words in known.items():
        text, count = re.subn(rf"\b(?:{pattern})\b", " ", text)
        if count:
            found.append(words(t))
    return text, found
