"""The one place where the domain's errors become words for the traveller."""

import secrets

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from bot.account.refusals import account_words
from bot.alert_errors import alert_wish_words
from bot.amount_errors import amount_words
from bot.flight_errors import flight_words
from bot.keyboards.buttons import echo, home_button, keyboard
from bot.locales import Translator
from bot.screen import Screen
from bot.setbacks import is_passing
from bot.stay_errors import stay_words
from bot.tour_errors import tour_words
from bot.tracker_errors import tracker_wish_words
from domain.accounts.errors import AccountRefused
from domain.errors import (
    AmountRefused,
    CountryUnknown,
    CurrencyUnknown,
    DatabaseUnavailable,
    Fault,
    FlightRefused,
    FolderLimitReached,
    FrequencyOutOfRange,
    LocationNeeded,
    NotFound,
    NothingToTrack,
    PlaceAmbiguous,
    PlaceTooWide,
    PlaceUnknown,
    QueueUnavailable,
    Refusal,
    RuleImpossible,
    SavedSearchLimitReached,
    StayRefused,
    TimeZoneUnknown,
    TooFewToCompare,
    TooManyToCompare,
    TourRefused,
    TrackerLimitReached,
    TrackerWishRefused,
)
from domain.exchange_rates.contract import RatesUnavailable
from domain.suppliers.contract import (
    AuthRejected,
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    QuotaExhausted,
    RateLimited,
    SessionExpired,
    SupplierError,
    Unavailable,
)


def new_reference() -> str:
    """Return a short code that stands on the screen and in the log."""
    return secrets.token_hex(3).upper()


def error_screen(
    error: Exception, t: Translator, reference: str | None, pressed: str | None
) -> Screen:
    """Return the screen that tells of `error`; `pressed` is the data of the button to try again."""
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
            return _supplier_words(error, t)
        case Fault():
            return _fault_words(error, t)
        case _ if is_passing(error):
            return _fault_words(QueueUnavailable(type(error).__name__), t)
        case _:
            return t.gettext("Something went wrong on our side. Please try again in a minute.")


def _refusal_words_of_a_kind(error: Refusal, t: Translator) -> str:
    match error:
        case FlightRefused():
            return flight_words(error, t)
        case TourRefused():
            return tour_words(error, t)
        case TrackerWishRefused():
            return tracker_wish_words(error, t)
        case AmountRefused():
            return amount_words(error, t)
        case AccountRefused():
            return account_words(error, t)
        case _:
            return alert_wish_words(error, t) or _refusal_words(error, t)


def _refusal_words(error: Refusal, t: Translator) -> str:
    match error:
        case PlaceUnknown() | PlaceAmbiguous() | PlaceTooWide() | LocationNeeded():
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
        case FrequencyOutOfRange() | RuleImpossible() | NothingToTrack():
            return _tracking_words(error, t)
        case NotFound():
            return t.gettext("This is not here any more, or it belongs to somebody else.")
        case _:
            return t.gettext("That is not possible. /help shows what is.")


def _tracking_words(
    error: FrequencyOutOfRange | RuleImpossible | NothingToTrack, t: Translator
) -> str:
    match error:
        case FrequencyOutOfRange(minutes, hours):
            return t.gettext(
                "I can look every {minutes} minutes at most, and every {hours} hours at least. "
                "Choose something between.",
                minutes=t.number(minutes),
                hours=t.number(hours),
            )
        case RuleImpossible():
            return t.gettext(
                "That makes no rule for this tracker. Choose a percentage, an amount or a price "
                "above zero, and eight rules at most."
            )
        case NothingToTrack():
            return t.gettext(
                "Nobody sells this hotel for these dates now, so there is no price to track. "
                "Try other dates."
            )


def _count_words(
    error: TrackerLimitReached
    | FolderLimitReached
    | SavedSearchLimitReached
    | TooFewToCompare
    | TooManyToCompare,
    t: Translator,
) -> str:
    match error:
        case TrackerLimitReached(limit):
            return t.ngettext(
                "You track {count} price already, which is the most. Delete it to add another.",
                "You track {count} prices already, which is the most. Delete one to add another.",
                limit,
            )
        case FolderLimitReached(limit):
            return t.ngettext(
                "You have {count} folder already, which is the most.",
                "You have {count} folders already, which is the most. Delete one to add another.",
                limit,
            )
        case SavedSearchLimitReached(limit):
            return t.ngettext(
                "You keep {count} search already, which is the most. Remove it under /searches to "
                "keep another.",
                "You keep {count} searches already, which is the most. Remove one under /searches "
                "to keep another.",
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
                "{count} hotel can be compared at once. Take it out first.",
                "{count} hotels can be compared at once. Take one out first.",
                most,
            )


def _place_words(
    error: PlaceUnknown | PlaceAmbiguous | PlaceTooWide | LocationNeeded, t: Translator
) -> str:
    match error:
        case PlaceUnknown(text, suggestions):
            if suggestions:
                return t.gettext("I know no place “{text}”. Did you mean:", text=echo(text))
            return t.gettext(
                "I know no place “{text}”. Write a city or region, like Goa or Jaipur.",
                text=echo(text),
            )
        case PlaceAmbiguous(text, candidates):
            # The text came in small letters; the first candidate has the name as it is written.
            name = candidates[0][1].split(",")[0] if candidates else text
            return t.gettext("Which {place} do you mean?", place=echo(name))
        case PlaceTooWide(text):
            return t.gettext(
                "{place} is a whole country. Choose a city or region there, or write one.",
                place=echo(text),
            )
        case LocationNeeded():
            return t.gettext(
                "I do not see where you are. Share it with 📎 → Location, or write a city."
            )


def _text_words(error: CurrencyUnknown | TimeZoneUnknown | CountryUnknown, t: Translator) -> str:
    match error:
        case CurrencyUnknown(text):
            return t.gettext(
                "I know no currency “{text}”. Write its code, like INR or EUR.", text=echo(text)
            )
        case TimeZoneUnknown(text):
            return t.gettext(
                "I know no time zone “{text}”. Write a city, like Delhi or London.",
                text=echo(text),
            )
        case CountryUnknown(text):
            return t.gettext(
                "I don't know a country called “{text}”. Write its name or code, like Spain or ES.",
                text=echo(text),
            )


def _fault_words(error: Fault, t: Translator) -> str:
    match error:
        case DatabaseUnavailable():
            return t.gettext(
                "I cannot reach my memory at the moment. Nothing is lost; try again in a minute."
            )
        case QueueUnavailable():
            return t.gettext("I am overloaded at the moment. Please try again in a minute.")
        case RatesUnavailable():
            return t.gettext("Exchange rates are unavailable right now. Please try again later.")
        case _:
            return t.gettext("Something went wrong on our side. Please try again in a minute.")


def _supplier_words(error: SupplierError, t: Translator) -> str:
    match error:
        case NoAvailability():
            return t.gettext("Nothing is sold for these dates and people. Try other dates.")
        case SessionExpired():
            return t.gettext("These prices are too old to go on with. Search once more.")
        case RateLimited() | QuotaExhausted() | Unavailable():
            return t.gettext("The hotel supplier does not answer. Try again in a few minutes.")
        case InvalidRequest():
            return t.gettext(
                "The hotel supplier did not accept this question. Try other dates or people."
            )
        case AuthRejected() | ChangedShape():
            return t.gettext("The hotel supplier cannot be used just now. We are told of it.")
        case _:
            return t.gettext("The hotel supplier could not answer. Try again in a few minutes.")
