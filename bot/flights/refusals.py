"""The refusals of flights in words: `bot.errors`' part for airports, days and people who fly."""

from bot.buttons.keyboards import echo
from bot.locales import Translator
from domain.flights.errors import (
    AirportAmbiguous,
    AirportUnknown,
    FlightInPast,
    FlightNotOffered,
    FlightTooFarAhead,
    ReturnBeforeOutbound,
    SameAirport,
)
from domain.suppliers.errors import (
    FlightRefused,
    InfantsWithoutLap,
    NoFlyingAdult,
    TooManyTravellers,
)


def flight_words(error: FlightRefused, t: Translator) -> str:
    """Return one sentence or two: what is wrong, and what can be done about it."""
    match error:
        case AirportUnknown() | AirportAmbiguous() | SameAirport():
            return _airport_words(error, t)
        case FlightInPast() | FlightTooFarAhead() | ReturnBeforeOutbound():
            return _day_words(error, t)
        case TooManyTravellers() | InfantsWithoutLap() | NoFlyingAdult():
            return _people_words(error, t)
        case FlightNotOffered():
            return t.gettext("This flight is no longer available. Search again.")
        case _:
            return t.gettext("I couldn’t read that as a flight. Write it like “DEL-GOI 12 Dec”.")


def _airport_words(error: AirportUnknown | AirportAmbiguous | SameAirport, t: Translator) -> str:
    match error:
        case AirportUnknown(text):
            return t.gettext(
                "I don’t know an airport or city called “{text}”. Write it like Delhi, "
                "Heathrow or CDG.",
                text=echo(text),
            )
        case AirportAmbiguous(text, _candidates):
            return t.gettext(
                "“{text}” could be several airports. Which one?",
                text=echo(text),
            )
        case SameAirport(place):
            return t.gettext(
                "This flight starts and ends in {city}. Where are you flying to?",
                city=t.place(place),
            )


def _day_words(
    error: FlightInPast | FlightTooFarAhead | ReturnBeforeOutbound, t: Translator
) -> str:
    match error:
        case FlightInPast(day, today):
            return t.gettext(
                "{day} has passed: today is {today}. Choose a later day to fly.",
                day=t.full_day(day),
                today=t.full_day(today),
            )
        case FlightTooFarAhead(day, latest):
            return t.gettext(
                "Flights on {day} aren’t on sale yet. Airlines sell seats up to {latest}.",
                day=t.full_day(day),
                latest=t.full_day(latest),
            )
        case ReturnBeforeOutbound(outbound, inbound):
            return t.gettext(
                "The return on {inbound} is before the departure on {outbound}. Write "
                "both days in order, like 12-15 Dec.",
                inbound=t.full_day(inbound),
                outbound=t.full_day(outbound),
            )


def _people_words(
    error: TooManyTravellers | InfantsWithoutLap | NoFlyingAdult, t: Translator
) -> str:
    match error:
        case TooManyTravellers(travellers, most):
            return t.gettext(
                "{travellers} travellers are too many for one booking. You can search "
                "for up to {most} at a time.",
                travellers=t.number(travellers),
                most=t.number(most),
            )
        case InfantsWithoutLap(infants, adults):
            return t.gettext(
                "Each child under two sits on an adult’s lap, and there are more of them "
                "({infants}) than adults ({adults}). Add an adult.",
                infants=t.number(infants),
                adults=t.number(adults),
            )
        case NoFlyingAdult():
            return t.gettext("Children can’t fly alone here. Add an adult, like “1 adult”.")
