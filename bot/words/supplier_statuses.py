"""How a question to a supplier ended, in words for administrators."""

from bot.locales import Translator
from domain.checks.answers import NOT_ASKED
from domain.checks.quotes import PUT_OFF
from domain.prices.judging import Verdict
from domain.suppliers.status import SupplierStatus


def status_words(status: str, t: Translator) -> str:
    """Return a check's or a supplier's status in words; an unknown one as it is."""
    words = {
        SupplierStatus.OK.value: t.gettext("answered"),
        SupplierStatus.NO_AVAILABILITY.value: t.gettext("nothing available"),
        SupplierStatus.RATE_LIMITED.value: t.gettext("too many requests for now"),
        SupplierStatus.QUOTA_EXHAUSTED.value: t.gettext("quota used up"),
        SupplierStatus.AUTH_REJECTED.value: t.gettext("credentials rejected"),
        SupplierStatus.INVALID_REQUEST.value: t.gettext("request refused as invalid"),
        SupplierStatus.CHANGED_SHAPE.value: t.gettext("answered in an unknown form"),
        SupplierStatus.PAUSED.value: t.gettext("paused by an admin"),
        SupplierStatus.UNAVAILABLE.value: t.gettext("didn’t answer"),
        PUT_OFF: t.gettext("the rate is asked for separately"),
        NOT_ASKED: t.gettext("not asked this time"),
        Verdict.FOREIGN.value: t.gettext("price in another currency"),
        Verdict.NOT_ALL_IN.value: t.gettext("price without taxes"),
        Verdict.SUSPECT.value: t.gettext("price to be confirmed"),
    }
    return words.get(status, status)
