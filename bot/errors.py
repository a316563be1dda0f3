"""The one place where the domain's errors become words for the traveller."""

import secrets
from collections.abc import Callable
from typing import Any

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from bot.account.refusals import account_words, hook_words
from bot.admin.refusals import administration_words
from bot.alerts.refusals import alert_wish_words
from bot.bookings.refusals import booking_words, noted_words
from bot.buttons.keyboards import echo, home_button, keyboard
from bot.clusters.refusals import cluster_words
from bot.flights.refusals import flight_words
from bot.locales import Translator
from bot.search.refusals import stay_words
from bot.sending.screen import Screen
from bot.support.refusals import support_words
from bot.trackers.refusals import tracker_wish_words
from bot.trips.refusals import tour_words
from bot.updates.setbacks import is_passing
from bot.words.amount_refusals import amount_words
from bot.words.faults import fault_words, supplier_words
from domain.accounts.errors import AccountRefused, TimeZoneUnknown
from domain.administration.errors import AdministrationRefused
from domain.administration.support.errors import SupportRefused
from domain.bookings.errors import BookingRefused, NotedRefused
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.clusters.errors import ClusterRefused
from domain.errors import (
    CountryUnknown,
    CurrencyUnknown,
    Fault,
    NotFound,
    QueueUnavailable,
    Refusal,
)
from domain.event_hooks.errors import EventHookRefused
from domain.linking.errors import LinkRefused
from domain.reading.errors import AmountRefused
from domain.search.errors import (
    LocationNeeded,
    NotASearch,
    PlaceTooWide,
    SavedSearchLimitReached,
    TooFewToCompare,
    TooManyToCompare,
)
from domain.stay_errors import StayRefused
from domain.suppliers.contract import (
    SupplierError,
)
from domain.suppliers.errors import FlightRefused
from domain.trackers.errors import (
    FolderLimitReached,
    FrequencyOutOfRange,
    NothingToTrack,
    PartsInCurrencies,
    RuleImpossible,
    TrackerLimitReached,
    TrackerWishRefused,
)
from domain.trips.errors import TourRefused


def new_reference() -> str:
    """Return a short code that appears on the screen and in the log."""
    return secrets.token_hex(3).upper()


def error_screen(
    error: Exception, t: Translator, reference: str | None, pressed: str | None
) -> Screen:
    """Return the screen for `error`; `pressed` is the data of the button to try again."""
    text = Markup("⚠️ {words}").format(words=words_for(error, t))
    retry = []
    if reference is not None:
        text += t.markup("\n\nReference: <code>{reference}</code>", reference=reference)
        if pressed is not None:
            retry = [InlineKeyboardButton(text=t.gettext("🔄 Try again"), callback_data=pressed)]
    return Screen(text, keyboard([*retry, home_button(t)]))


def words_for(error: Exception, t: Translator) -> str:
    """Return one sentence or two: what is wrong, and what can be done about it."""
    match error:
        case StayRefused():
            return stay_words(error, t)
        case Refusal():
            return _refusal_words_of_a_kind(error, t)
        case SupplierError():
            return supplier_words(error, t)
        case Fault():
            return fault_words(error, t)
        case _ if is_passing(error):
            return fault_words(QueueUnavailable(type(error).__name__), t)
        case _:
            return t.gettext("Something went wrong on our side. Please try again in a minute.")


# Kinds of refusals that have their own rooms, and their words.
WORDS_OF_KINDS: tuple[tuple[type[Refusal], Callable[[Any, Translator], str]], ...] = (
    (FlightRefused, flight_words),
    (TourRefused, tour_words),
    (TrackerWishRefused, tracker_wish_words),
    (AmountRefused, amount_words),
    (AccountRefused, account_words),
    (LinkRefused, account_words),
    (EventHookRefused, hook_words),
    (AdministrationRefused, administration_words),
    (SupportRefused, support_words),
    (ClusterRefused, cluster_words),
    (NotedRefused, noted_words),
    (BookingRefused, booking_words),
)


def _refusal_words_of_a_kind(error: Refusal, t: Translator) -> str:
    for kind, words in WORDS_OF_KINDS:
        if isinstance(error, kind):
            return words(error, t)
    return alert_wish_words(error, t) or _refusal_words(error, t)


def _refusal_words(error: Refusal, t: Translator) -> str:
    match error:
        case PlaceUnknown() | PlaceAmbiguous() | PlaceTooWide() | LocationNeeded() | NotASearch():
            return _place_words(error, t)
        case CurrencyUnknown() | TimeZoneUnknown() | CountryUnknown():
            return _text_words(error, t)
        case (
            TrackerLimitReached()
            | FolderLimitReached()
            | SavedSearchLimitReached()
            | TooFewToCompare()
            | TooManyToCompare()
        ):
            return _count_words(error, t)
        case FrequencyOutOfRange() | RuleImpossible() | NothingToTrack() | PartsInCurrencies():
            return _tracking_words(error, t)
        case NotFound():
            return t.gettext("This no longer exists, or it belongs to someone else.")
        case _:
            return t.gettext("That isn’t possible. /help shows what I can do.")


def _tracking_words(
    error: FrequencyOutOfRange | RuleImpossible | NothingToTrack | PartsInCurrencies, t: Translator
) -> str:
    match error:
        case FrequencyOutOfRange(minutes, hours):
            return t.gettext(
                "I can check as often as every {minutes} minutes or as rarely as every {hours} "
                "hours. Choose something in between.",
                minutes=t.number(minutes),
                hours=t.number(hours),
            )
        case RuleImpossible():
            return t.gettext(
                "That rule doesn’t work for this tracker. Choose a percentage, an amount "
                "or a price above zero. A tracker can have up to eight rules."
            )
        case NothingToTrack():
            return t.gettext(
                "This isn’t available for these dates, so there’s no price to track. Try "
                "other dates."
            )
        case PartsInCurrencies(currencies):
            return t.gettext(
                "The parts are priced in different currencies ({currencies}), so the total "
                "would move with exchange rates. Track each part on its own instead.",
                currencies=", ".join(currencies),
            )


# The limits of how many.
Count = (
    TrackerLimitReached
    | FolderLimitReached
    | SavedSearchLimitReached
    | TooFewToCompare
    | TooManyToCompare
)


def _count_words(error: Count, t: Translator) -> str:
    match error:
        case TrackerLimitReached(limit):
            return t.ngettext(
                "You already have {count} tracker, which is the limit. Delete it to add another.",
                "You already have {count} trackers, which is the limit. Delete one to add another.",
                limit,
            )
        case FolderLimitReached(limit):
            return t.ngettext(
                "You already have {count} folder, which is the limit.",
                "You already have {count} folders, which is the limit. Delete one to add another.",
                limit,
            )
        case SavedSearchLimitReached(limit):
            return t.ngettext(
                "You already have {count} saved search, which is the limit. Remove it in "
                "/searches to save another.",
                "You already have {count} saved searches, which is the limit. Remove one "
                "in /searches to save another.",
                limit,
            )
        case TooFewToCompare(least):
            return t.ngettext(
                "Choose at least {count} hotel to compare.",
                "Choose at least {count} hotels to compare.",
                least,
            )
        case TooManyToCompare(most):
            return t.ngettext(
                "You can compare {count} hotel at a time. Remove it first.",
                "You can compare {count} hotels at a time. Remove one first.",
                most,
            )


def _which_of(text: str, names: set[str], t: Translator) -> str:
    """Return the question which place is meant: by its name where all are called so."""
    if len(names) > 1:
        return t.gettext("Which of these places do you mean?")
    # The text came in small letters; the places have the name as it is written.
    return t.gettext("Which {place} do you mean?", place=echo(next(iter(names), text)))


def _place_words(
    error: PlaceUnknown | PlaceAmbiguous | PlaceTooWide | LocationNeeded | NotASearch, t: Translator
) -> str:
    match error:
        case PlaceUnknown(text, suggestions):
            if suggestions:
                return t.gettext(
                    "I don’t know a place called “{text}”. Did you mean:", text=echo(text)
                )
            return t.gettext(
                "I don’t know a place called “{text}”. Write a city or region, like Goa or Jaipur.",
                text=echo(text),
            )
        case PlaceAmbiguous(text, candidates):
            return _which_of(text, {t.place(name) for _id, name in candidates}, t)
        case PlaceTooWide(text):
            return t.gettext(
                "{place} is a whole country. Choose or write a city or region there.",
                place=echo(text),
            )
        case NotASearch():
            return t.gettext(
                "I can only look for hotels, flights, packages and trips. Write a place and your "
                "dates, or ask a person with /support."
            )
        case LocationNeeded():
            return t.gettext(
                "I don’t know where you are. Share your location with 📎 → Location, or "
                "write a city."
            )


def _text_words(error: CurrencyUnknown | TimeZoneUnknown | CountryUnknown, t: Translator) -> str:
    match error:
        case CurrencyUnknown(text):
            return t.gettext(
                "I don’t know a currency called “{text}”. Write its code, like INR or EUR.",
                text=echo(text),
            )
        case TimeZoneUnknown(text):
            return t.gettext(
                "I don’t know a time zone called “{text}”. Write a city, like Delhi or London.",
                text=echo(text),
            )
        case CountryUnknown(text):
            return t.gettext(
                "I don’t know a country called “{text}”. Write its name or code, like Spain or ES.",
                text=echo(text),
            )
