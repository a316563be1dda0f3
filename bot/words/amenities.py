"""What a hotel offers, in the reader's words: suppliers name it in English."""

from collections.abc import Iterable

from bot.locales import Translator
from bot.words.wishes import amenity_name
from domain.catalog.amenities import amenity_called, plain_name


def amenity_words(names: Iterable[str], t: Translator) -> tuple[str, ...]:
    """Return a hotel's amenities in the reader's language, each once.

    What has no words of ours stands as its supplier wrote it, and in English everything does.
    """
    if t.language == "en":
        return tuple(names)
    return tuple(dict.fromkeys(_word(name, t) for name in names))


def _word(name: str, t: Translator) -> str:
    amenity = amenity_called(name)
    if amenity is not None:
        return amenity_name(amenity, t)
    return _frequent(t).get(plain_name(name), name)


def _frequent(t: Translator) -> dict[str, str]:
    """Return what suppliers often name and no search asks for."""
    front_desk, laundry = t.gettext("24-hour front desk"), t.gettext("laundry")
    business, no_smoking = t.gettext("business centre"), t.gettext("no smoking")
    return {
        "room service": t.gettext("room service"),
        "breakfast": t.gettext("breakfast"),
        "laundry": laundry,
        "laundry service": laundry,
        "business centre": business,
        "business center": business,
        "kids' club": t.gettext("kids’ club"),
        "concierge": t.gettext("concierge"),
        "hot tub": t.gettext("hot tub"),
        "meeting rooms": t.gettext("meeting rooms"),
        "mountain views": t.gettext("mountain views"),
        "bonfire": t.gettext("bonfire"),
        "boat rides": t.gettext("boat rides"),
        "courtyard": t.gettext("courtyard"),
        "cultural evenings": t.gettext("cultural evenings"),
        "elevator": t.gettext("lift"),
        "lift": t.gettext("lift"),
        "24 hour front desk": front_desk,
        "smoke free property": no_smoking,
        "non smoking rooms": no_smoking,
        "garden": t.gettext("garden"),
        "terrace": t.gettext("terrace"),
    }
