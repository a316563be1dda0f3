"""The terms of flying in a traveller's words."""

from datetime import datetime

from markupsafe import Markup

from bot.locales import Translator
from bot.words import terms as words
from domain.flights.values import Endpoint, FlightSearchView
from domain.suppliers.flight_contract import Cabin, Journey, Party, PriceInsights, PriceLevel


def cabin_name(cabin: Cabin, t: Translator) -> str:
    """Return a cabin's name."""
    return {
        Cabin.ECONOMY: t.gettext("Economy"),
        Cabin.PREMIUM: t.gettext("Premium economy"),
        Cabin.BUSINESS: t.gettext("Business"),
        Cabin.FIRST: t.gettext("First"),
    }[cabin]


def cabin_told(text: str | None, t: Translator) -> str | None:
    """Return a cabin that a supplier names in English, in the reader's language where known."""
    called = {
        "economy": Cabin.ECONOMY,
        "premium economy": Cabin.PREMIUM,
        "business": Cabin.BUSINESS,
        "first": Cabin.FIRST,
    }
    cabin = called.get((text or "").lower().removesuffix(" class"))
    return cabin_name(cabin, t) if cabin is not None else text


def party_words(party: Party, t: Translator) -> str:
    """Return who flies: 2 adults, 1 child (6)."""
    text = t.ngettext("{count} adult", "{count} adults", party.adults)
    if party.child_ages:
        children = t.ngettext("{count} child", "{count} children", len(party.child_ages))
        text = f"{text}, {children} ({', '.join(t.number(age) for age in party.child_ages)})"
    return text


def end_words(end: Endpoint, t: Translator) -> str:
    """Return an end of a flight: Delhi (DEL), or London (5 airports)."""
    if len(end.airports) == 1:
        return f"{t.place(end)} ({end.airports[0].code})"
    return t.gettext("{city} ({count} airports)", city=t.place(end),
                     count=t.number(len(end.airports)))  # fmt: skip


def dates_words(search: FlightSearchView, t: Translator) -> str:
    """Return the days: 12 Dec – 15 Dec, or 12 Dec, one way."""
    question = search.question
    if question.inbound is None:
        return words.dotted(t.day(question.outbound), t.gettext("one way"))
    return f"{t.day(question.outbound)} – {t.day(question.inbound)}"


def clock(instant: datetime) -> str:
    """Return a printed time as tickets have it, which is the same in every language."""
    return f"{instant:%H:%M}"


def times_words(journey: Journey, t: Translator) -> str:
    """Return when it leaves and lands: 22:40 → 01:15 +1."""
    later = journey.days_later
    sign = f" {'+' if later > 0 else '−'}{t.number(abs(later))}" if later else ""
    return f"{clock(journey.departs)} → {clock(journey.arrives)}{sign}"


def duration_words(minutes: int, t: Translator) -> str:
    """Return how long something takes: 2 h 35 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return t.gettext("{minutes} min", minutes=t.number(rest))
    if not rest:
        return t.gettext("{hours} h", hours=t.number(hours))
    return t.gettext("{hours} h {minutes} min", hours=t.number(hours), minutes=t.number(rest))


def stops_words(journey: Journey, t: Translator) -> str:
    """Return the changes with their airports: non-stop, or 1 stop BOM 1 h 30 min."""
    count = len(journey.legs) - 1
    if not count:
        return t.gettext("non-stop")
    told = t.ngettext("{count} stop", "{count} stops", count)
    waits = ", ".join(
        f"{wait.code} {duration_words(wait.minutes, t)}{' 🌙' if wait.is_overnight else ''}"
        for wait in journey.layovers
    )
    return f"{told} {waits}".rstrip()


def level_words(insights: PriceInsights | None, t: Translator) -> Markup | None:
    """Return how the price compares with the usual one, or None."""
    if insights is None:
        return None
    told = {
        PriceLevel.LOW: t.gettext("🟢 lower than usual"),
        PriceLevel.TYPICAL: t.gettext("🟡 typical"),
        PriceLevel.HIGH: t.gettext("🔴 higher than usual"),
        None: None,
    }[insights.level]
    if insights.usual is None:
        return t.markup("Prices are {level} right now.", level=told) if told else None
    low, high = (t.money(amount) for amount in insights.usual)
    if told is None:
        return t.markup("Usual price: {low} – {high}", low=low, high=high)
    return t.markup(
        "Prices are {level} right now (usual: {low} – {high}).", level=told, low=low, high=high
    )
