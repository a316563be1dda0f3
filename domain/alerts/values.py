"""An alert in delivery, with everything its message says, and its reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.accounts.models import AlertWay, PictureStyle
from domain.alerts.models import RuleKind
from domain.alerts.quiet_hours import QuietHours
from domain.full_names import FullName
from domain.money import Money
from domain.prices.models import Availability, TrackableKind
from domain.prices.terms import ANY_RATE, Alternative, RateTerms
from domain.prices.values import FlightDays
from domain.stay import Stay


@dataclass(frozen=True, slots=True)
class Shift:
    """The same nights on another date: `days` later (earlier if negative) saves `saving`."""

    days: int
    saving: Money


@dataclass(frozen=True, slots=True)
class OutgoingAlert:
    """A claimed alert. Language, zone and currency are its reader's.

    `target` and `percent` are those of the rule `rule_id`. `photo` is the hotel's first picture.
    `availability` is what it has changed to, for that kind of alert; `total` is then the last price
    seen. `tracked` is the kind of thing tracked, `rate` which of a hotel's rates, `alternative`
    what is left when that one is gone; for a flight `flight_days` are its dates, and `stay` holds
    only the adults. `also` are further alerts in the same message; `shift` is another date that
    costs less than the one first asked for.
    """

    alert_id: int
    tracker_id: int
    chat_id: int
    language: str
    time_zone: str
    kind: RuleKind
    hotel_id: int | None
    hotel_name: str
    place: FullName | None
    photo: str | None
    stay: Stay
    previous: Money | None
    total: Money
    percent: Decimal | None
    target: Money | None
    source: str
    observed_at: datetime
    availability: Availability | None = None
    flight_days: FlightDays | None = None
    tracked: TrackableKind = TrackableKind.HOTEL_STAY
    rate: RateTerms = ANY_RATE
    region: str | None = None
    alternative: Alternative | None = None
    topic_id: int | None = None
    also: tuple["OutgoingAlert", ...] = ()
    shift: Shift | None = None
    own_currency: str | None = None
    rule_id: int | None = None

    @property
    def saving_percent(self) -> Decimal:
        """Return how far the price has fallen, in per cent; negative if it has risen."""
        if self.previous is None:
            return Decimal(0)
        return -self.previous.percent_of_change_to(self.total)


def other_news(first: OutgoingAlert, others: Iterable[OutgoingAlert]) -> tuple[OutgoingAlert, ...]:
    """Return which of the others are worth mentioning beside the first: one per wish.

    A target is one wish, in however many currencies it is compared.
    """
    known = {_wish(first)}
    news = []
    for one in others:
        if _wish(one) not in known:
            known.add(_wish(one))
            news.append(one)
    return tuple(news)


def _wish(alert: OutgoingAlert) -> tuple[object, ...]:
    """Return what tells two wishes apart, and for a search the new hotel."""
    hotel_id = alert.hotel_id if alert.kind is RuleKind.NEW_OPTION else None
    target = None if alert.target is None else alert.rule_id or alert.target
    return alert.kind, alert.percent, target, hotel_id, alert.availability


@dataclass(frozen=True, slots=True)
class Reader:
    """The tracker owner's wishes about alerts, in the zone `zone`.

    `digest_hour` None: no digest. Until `snoozed_until` only targets are reported, until
    `muted_until` nothing. `email` is a verified address; groups have none.
    """

    user_id: int
    zone: str
    quiet: QuietHours | None = None
    digest_hour: int | None = None
    muted_until: datetime | None = None
    snoozed_until: datetime | None = None
    picture_style: PictureStyle = PictureStyle.LIGHT
    way: AlertWay = AlertWay.CHAT
    email: str | None = None


@dataclass(frozen=True, slots=True)
class StoredAlert:
    """An alert as stored, with the rows it belongs to.

    `told_before` is when its reader was last told of the same change of availability;
    `sought_since` is since when its price has been unavailable, None if it is available;
    `watched_hotel_id` is None for a search and for flights.
    """

    alert: OutgoingAlert
    reader: Reader
    trackable_id: int
    check_in: date
    created_at: datetime
    told_before: datetime | None = None
    sought_since: datetime | None = None
    watched_hotel_id: int | None = None
