"""Bundles into one message all that is news to a tracker about one hotel, or about its search.

Pure. The most important alert leads; the others are listed with it as further reasons. A tracker
that watches the same nights on several dates reports the cheapest now, and another date only if it
costs less than the one first asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.alerts.delivery import ClaimedAlert, with_alert
from domain.alerts.timing import importance
from domain.alerts.values import other_news
from domain.alerts.watched_days import Days, is_cheapest_day, is_news_of_its_day, shift_of


@dataclass(frozen=True, slots=True)
class Bundle:
    """The content of one message: `lead`, with the other alerts among its reasons."""

    lead: ClaimedAlert
    also: tuple[ClaimedAlert, ...] = ()

    @property
    def told(self) -> tuple[ClaimedAlert, ...]:
        """Return all alerts in the message, the lead first."""
        return (self.lead, *self.also)


@dataclass(frozen=True, slots=True)
class Bundled:
    """Alerts grouped by message, the most important first.

    `untold` are not worth reporting next to these: other dates that cost no less.
    """

    bundles: tuple[Bundle, ...]
    untold: tuple[ClaimedAlert, ...]


def bundle(claimed: Iterable[ClaimedAlert], days: Days) -> Bundled:
    """Group alerts that are still true by the message that reports them."""
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
    """Return the message for a tracker's alerts about one hotel."""
    watched = days.get(same[0].alert.tracker_id, ())

    def order(one: ClaimedAlert) -> tuple[object, ...]:
        # The most specific wish first, then the cheapest.
        rank, *rest = importance(one.stored)
        return rank, not is_cheapest_day(one.stored, watched), *rest

    first, *others = sorted(same, key=order)
    alert = replace(
        first.alert,
        also=other_news(first.alert, (one.alert for one in others)),
        shift=shift_of(first.stored, watched),
    )
    return Bundle(with_alert(first, alert), tuple(others))
