"""What one message tells: everything that is news to one tracker about one hotel, or its search.

Pure. The most important alert leads; the others are named with it as further reasons. A tracker
that watches the same nights from several days tells what is cheapest now, and of another day only
if it costs less than the days first asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.alerts.days import Days, is_cheapest_day, is_news_of_its_day, shift_of
from domain.alerts.delivery import ClaimedAlert, with_alert
from domain.alerts.models import RuleKind
from domain.alerts.timing import importance
from domain.alerts.values import OutgoingAlert


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one message tells: `lead` names the others among its reasons."""

    lead: ClaimedAlert
    also: tuple[ClaimedAlert, ...] = ()

    @property
    def told(self) -> tuple[ClaimedAlert, ...]:
        """Return all that the message tells, the lead first."""
        return (self.lead, *self.also)


@dataclass(frozen=True, slots=True)
class Bundled:
    """Alerts by the message that tells them, the most important first.

    `untold` are not news beside these: other days that cost no less than what is told.
    """

    bundles: tuple[Bundle, ...]
    untold: tuple[ClaimedAlert, ...]


def bundle(claimed: Iterable[ClaimedAlert], days: Days) -> Bundled:
    """Return alerts that are true now by the message that tells them."""
    by_subject: dict[tuple[int, int | None], list[ClaimedAlert]] = defaultdict(list)
    untold: list[ClaimedAlert] = []
    for one in claimed:
        subject = (one.alert.tracker_id, one.stored.watched_hotel_id)
        is_news = is_news_of_its_day(one.stored, days.get(one.alert.tracker_id, ()))
        (by_subject[subject] if is_news else untold).append(one)
    bundles = [_together(same, days) for same in by_subject.values()]
    bundles.sort(key=lambda one: importance(one.lead.stored))
    return Bundled(tuple(bundles), tuple(untold))


def _together(same: Sequence[ClaimedAlert], days: Days) -> Bundle:
    """Return the message of a tracker's alerts about one hotel."""
    watched = days.get(same[0].alert.tracker_id, ())

    def order(one: ClaimedAlert) -> tuple[object, ...]:
        # What was asked for most precisely, then what is cheapest now.
        rank, *rest = importance(one.stored)
        return rank, not is_cheapest_day(one.stored, watched), *rest

    first, *others = sorted(same, key=order)
    reasons: dict[tuple[object, ...], ClaimedAlert] = {}
    for one in others:
        if _reason(one.alert) != _reason(first.alert):
            reasons.setdefault(_reason(one.alert), one)
    alert = replace(
        first.alert,
        also=tuple(one.alert for one in reasons.values()),
        shift=shift_of(first.stored, watched),
    )
    return Bundle(with_alert(first, alert), tuple(others))


def _reason(alert: OutgoingAlert) -> tuple[object, ...]:
    """Return what makes an alert another reason than the next: the wish, and a new hotel."""
    hotel_id = alert.hotel_id if alert.kind is RuleKind.NEW_OPTION else None
    return alert.kind, alert.percent, alert.target, hotel_id, alert.availability
