"""What failed on our side or a supplier's, in words."""

from bot.locales import Translator
from domain.errors import (
    DatabaseUnavailable,
    Fault,
    QueueUnavailable,
    UnderMaintenance,
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
    SupplierPaused,
    Unavailable,
)


def fault_words(error: Fault, t: Translator) -> str:
    """Return what failed, and what can be done about it."""
    match error:
        case DatabaseUnavailable():
            return t.gettext(
                "I can’t load your data right now. Nothing is lost. Please try again in a minute."
            )
        case QueueUnavailable():
            return t.gettext("I’m overloaded right now. Please try again in a minute.")
        case UnderMaintenance(wait):
            return t.gettext(
                "I’m being updated and will be back {when} at the latest. Nothing is lost: "
                "prices are still watched, and alerts will follow.",
                when=t.ahead(wait),
            )
        case RatesUnavailable():
            return t.gettext("Exchange rates are unavailable right now. Please try again later.")
        case _:
            return t.gettext("Something went wrong on our side. Please try again in a minute.")


def supplier_words(error: SupplierError, t: Translator) -> str:
    """Return what kept a supplier from answering, and what can be done about it."""
    match error:
        case NoAvailability():
            return t.gettext("Nothing is available for these dates and guests. Try other dates.")
        case SessionExpired():
            return t.gettext("These prices are out of date. Search again.")
        case RateLimited() | QuotaExhausted() | Unavailable() | SupplierPaused():
            return t.gettext("The hotel supplier isn’t responding. Try again in a few minutes.")
        case InvalidRequest():
            return t.gettext(
                "The hotel supplier didn’t accept this search. Try other dates or guests."
            )
        case AuthRejected() | ChangedShape():
            return t.gettext("The hotel supplier is unavailable right now. We’ve been notified.")
        case _:
            return t.gettext("The hotel supplier couldn’t answer. Try again in a few minutes.")
