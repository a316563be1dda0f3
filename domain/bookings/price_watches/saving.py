"""What rebooking saves: pure, and claimed only if everything is known.

Net saving = amount paid − current price − cost of cancelling the old booking, with fees at the
hotel on both sides. If something without a price would be lost (meals, the right to cancel), there
is no claim.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.bookings.terms import Terms
from domain.bookings.values import Booking
from domain.money import Money
from domain.prices.terms import BOARDS
from domain.suppliers.contract import Board, Payment, Refundability, TaxInclusion

# This close to check-in nobody is asked to move.
NOTHING_WITHIN = timedelta(hours=24)
LEAST_PERCENTS = (1, 3, 5, 10)
_HUNDRED = Decimal(100)


class NoClaim(StrEnum):
    """Why no saving can be claimed, or watched for."""

    NOT_REFUNDABLE = "not_refundable"
    PENALTY_UNKNOWN = "penalty_unknown"
    MEALS_UNKNOWN = "meals_unknown"
    OTHER_CURRENCY = "other_currency"
    TAXES_UNKNOWN = "taxes_unknown"
    FEWER_PERKS = "fewer_perks"
    TOO_LATE = "too_late"
    PLACE_UNKNOWN = "place_unknown"


class Difference(StrEnum):
    """A difference that has no price."""

    CANCEL_SOONER = "cancel_sooner"
    CANCEL_LATER = "cancel_later"
    PAID_SOONER = "paid_sooner"
    PAID_LATER = "paid_later"
    NOT_ONLINE = "not_online"
    MORE_MEALS = "more_meals"


@dataclass(frozen=True, slots=True)
class Saved:
    """A saving, all in one currency; `paid` and `costs` include fees at the hotel."""

    paid: Money
    costs: Money
    penalty: Money

    @property
    def net(self) -> Money:
        """Return the net saving; negative is a loss."""
        return self.paid - self.costs - self.penalty

    def is_worth(self, least_percent: int) -> bool:
        """Return whether it is at least this share of the amount paid."""
        return (
            self.net.amount > 0 and self.net.amount * _HUNDRED >= self.paid.amount * least_percent
        )


def all_in(terms: Terms) -> Money | None:
    """Return a stay's cost including fees at the hotel; None if that cannot be added up."""
    total = terms.total
    for _name, fee in terms.fees:
        if fee.currency != total.currency:
            return None
        total += fee
    return total


def hindrance(agreed: Terms, now: datetime) -> NoClaim | None:
    """Return why a booking on these terms is not watched, or None."""
    quote = agreed.rate.quote
    if quote.refundable is Refundability.UNKNOWN:
        return NoClaim.PENALTY_UNKNOWN
    if quote.refundable is Refundability.NO:
        return NoClaim.NOT_REFUNDABLE
    if _tells_no_rules(agreed):
        return NoClaim.PENALTY_UNKNOWN
    if quote.board is Board.UNKNOWN:
        return NoClaim.MEALS_UNKNOWN
    if all_in(agreed) is None or _is_foreign(agreed):
        return NoClaim.OTHER_CURRENCY
    return NoClaim.TOO_LATE if agreed.penalty(now) >= agreed.total else None


def _tells_no_rules(terms: Terms) -> bool:
    """Return whether it is called refundable without saying until when."""
    return not terms.rate.cancel_rules and terms.rate.quote.free_cancel_until is None


def _is_foreign(terms: Terms) -> bool:
    """Return whether cancelling is charged in another currency than the stay."""
    currencies = {rule.penalty.currency for rule in terms.rate.cancel_rules}
    return bool(currencies - {terms.total.currency})


def saved_by(
    agreed: Terms, offered: Terms, now: datetime, penalty: Money | None = None
) -> Saved | NoClaim:
    """Return the saving of the offered terms.

    `penalty` is the supplier's own figure if it was asked; otherwise the agreed terms decide.
    """
    unknown = hindrance(agreed, now)
    if unknown is not None:
        return unknown
    lost = _lost(agreed, offered)
    if lost is not None:
        return lost
    paid, costs = all_in(agreed), all_in(offered)
    charged = agreed.penalty(now) if penalty is None else penalty
    if paid is None or costs is None or len({paid.currency, costs.currency, charged.currency}) > 1:
        return NoClaim.OTHER_CURRENCY
    return Saved(paid, costs, charged)


def _lost(agreed: Terms, offered: Terms) -> NoClaim | None:
    """Return what would be lost that has no price."""
    was, is_ = agreed.rate.quote, offered.rate.quote
    if is_.board not in BOARDS or BOARDS.index(is_.board) < BOARDS.index(was.board):
        return NoClaim.FEWER_PERKS
    if is_.refundable is not Refundability.YES or _tells_no_rules(offered):
        return NoClaim.FEWER_PERKS
    if is_.taxes is not TaxInclusion.INCLUDED and is_.taxes is not was.taxes:
        return NoClaim.TAXES_UNKNOWN
    return None


def differences(agreed: Terms, offered: Terms, now: datetime) -> frozenset[Difference]:
    """Return how the terms differ in ways without a price."""
    told = set()
    was, is_ = agreed.deadline(now), offered.deadline(now)
    if was is not None and (is_ is None or is_.supplier < was.supplier):
        told.add(Difference.CANCEL_SOONER)
    elif is_ is not None and (was is None or is_.supplier > was.supplier):
        told.add(Difference.CANCEL_LATER)
    before, after = _paid_before(agreed), _paid_before(offered)
    if before != after:
        told.add(Difference.PAID_SOONER if after else Difference.PAID_LATER)
    if offered.rate.cancels_online is False and agreed.rate.cancels_online is not False:
        told.add(Difference.NOT_ONLINE)
    if offered.rate.quote.board is not agreed.rate.quote.board:
        told.add(Difference.MORE_MEALS)
    return frozenset(told)


def _paid_before(terms: Terms) -> bool:
    return terms.rate.payment is not Payment.AT_HOTEL


def last_moment(booking: Booking) -> datetime:
    """Return when alerts about a booking end: a day before check-in, in the hotel's time."""
    begins = datetime.combine(booking.stay.check_in, time(0), ZoneInfo(booking.time_zone))
    return begins - NOTHING_WITHIN


def ends_at(booking: Booking, now: datetime) -> datetime:
    """Return from when cancelling costs everything, or alerts end."""
    latest, terms = last_moment(booking), booking.terms
    free = terms.rate.quote.free_cancel_until
    edges = {edge for rule in terms.rate.cancel_rules for edge in (rule.starts, rule.ends) if edge}
    edges |= {free} if free is not None and not terms.rate.cancel_rules else set()
    useless = (edge for edge in sorted(edges) if edge > now and terms.penalty(edge) >= terms.total)
    return min(next(useless, latest), latest)
