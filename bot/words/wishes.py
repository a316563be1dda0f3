"""What can be asked for of a hotel, in a traveller's words."""

from markupsafe import Markup

from bot.locales import Translator
from domain.catalog.amenities import Amenity
from domain.search.facets import Facet, Value, active
from domain.search.filters import Filters
from domain.search.selection import wishes_of
from domain.search.values import SearchOutcome, SearchView


def amenity_name(amenity: Amenity, t: Translator) -> str:
    """Return an amenity's name."""
    return {
        Amenity.POOL: t.gettext("pool"),
        Amenity.WIFI: t.gettext("Wi-Fi"),
        Amenity.PARKING: t.gettext("parking"),
        Amenity.SPA: t.gettext("spa"),
        Amenity.GYM: t.gettext("gym"),
        Amenity.BEACH: t.gettext("beach"),
        Amenity.RESTAURANT: t.gettext("restaurant"),
        Amenity.BAR: t.gettext("bar"),
        Amenity.AIR_CONDITIONING: t.gettext("air conditioning"),
        Amenity.AIRPORT_SHUTTLE: t.gettext("airport shuttle"),
        Amenity.FAMILY: t.gettext("good for children"),
        Amenity.PETS: t.gettext("pets allowed"),
        Amenity.KITCHEN: t.gettext("kitchen"),
        Amenity.ACCESSIBLE: t.gettext("wheelchair access"),
    }[amenity]


def type_name(kind: str, t: Translator) -> str:
    """Return a kind of property, as it is written where it has no name of ours."""
    known = {
        "hotel": t.gettext("hotel"),
        "resort": t.gettext("resort"),
        "apartment": t.gettext("apartment"),
        "villa": t.gettext("villa"),
        "guesthouse": t.gettext("guest house"),
        "hostel": t.gettext("hostel"),
        "vacation rental": t.gettext("holiday home"),
    }
    return known.get(kind, kind)


def short_name(facet: Facet, value: Value, search: SearchView, t: Translator) -> str:
    """Return what a filter's button says."""
    match facet, value:
        case Facet.REFUNDABLE, _:
            return t.gettext("Refundable")
        case Facet.BREAKFAST, _:
            return t.gettext("Breakfast")
        case Facet.AMENITY | Facet.TYPE, _:
            name = _own_name(value, t)
            return name[:1].upper() + name[1:]
        case Facet.AREA, str(area):
            return _area_name(area, search, t)
        case _:
            return _own_name(value, t, is_rating=facet is Facet.RATING)


def _area_name(area: str, search: SearchView, t: Translator) -> str:
    return t.spot(area, search.destination.full_name.country_code) or area


def value_name(facet: Facet, value: Value, search: SearchView, t: Translator) -> str:
    """Return a wish as it is named in a sentence."""
    match facet, value:
        case Facet.REFUNDABLE, _:
            return t.gettext("free cancellation")
        case Facet.BREAKFAST, _:
            return t.gettext("breakfast")
        case ((Facet.LEAST | Facet.MOST), _):
            return _price_name(facet, search, t)
        case Facet.AREA, str(area):
            return _area_name(area, search, t)
        case _:
            return _own_name(value, t, is_rating=facet is Facet.RATING)


def _own_name(value: Value, t: Translator, *, is_rating: bool = False) -> str:
    match value:
        case Amenity():
            return amenity_name(value, t)
        case str():
            return type_name(value, t)
        case int() | float():
            return f"👍 {t.number(value)}+" if is_rating else f"{t.number(value)}★"
        case None:
            return ""


def _price_name(facet: Facet, search: SearchView, t: Translator) -> str:
    least, most = search.filters.least_a_night, search.most_total
    if facet is Facet.LEAST and least is not None:
        return t.gettext("≥ {money} a night", money=t.money(least))
    if most is not None and search.in_all:
        return t.gettext("≤ {money} in total", money=t.money(most))
    if most is not None:
        return t.gettext("≤ {money} a night", money=t.money(most.share(search.stay.nights)))
    return t.gettext("any price")


def wishes_line(search: SearchView, t: Translator) -> str:
    """Return all wishes of a search in one line, nothing where there are none."""
    on = active(wishes_of(search))
    return ", ".join(value_name(facet, value, search, t) for facet, value in on)


def short_wishes(filters: Filters, t: Translator) -> list[str]:
    """Return what is wanted of a hotel, the shortest words for each."""
    said: list[str] = []
    if filters.least_a_night is not None:
        said.append(t.gettext("≥ {money} a night", money=t.money(filters.least_a_night)))
    if filters.stars:
        first, last = min(filters.stars), max(filters.stars)
        row = filters.stars == frozenset(range(first, last + 1))
        several = (
            f"{first}–{last}"
            if row and first != last
            else "/".join(map(str, sorted(filters.stars)))
        )
        said.append(f"{several}★")
    if filters.least_rating is not None:
        said.append(f"👍 {t.number(filters.least_rating)}+")
    if filters.refundable:
        said.append(t.gettext("free cancellation"))
    if filters.breakfast:
        said.append(t.gettext("breakfast"))
    return [*said, *(amenity_name(one, t) for one in sorted(filters.amenities))]


def untold_line(outcome: SearchOutcome, t: Translator) -> Markup:
    """Say how many hotels are hidden because it is unknown whether they match."""
    return t.nmarkup(
        "{count} hotel is hidden because there isn’t enough information to say whether it matches.",
        "{count} hotels are hidden because there isn’t enough information to say whether "
        "they match.",
        outcome.untold,
    )
