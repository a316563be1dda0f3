"""Alerts by id, with everything that their messages say."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from domain.accounts.models import AlertWay, PictureStyle
from domain.alerts.models import RuleKind
from domain.alerts.quiet_hours import quiet_hours
from domain.alerts.values import OutgoingAlert, Reader, StoredAlert, other_news
from domain.alerts.watched_days import WatchedDay
from domain.full_names import FullName
from domain.money import Money
from domain.prices.models import Availability, TrackableKind
from domain.prices.terms import alternative_from, rate_of
from domain.search.queries.searches import rooms_from_json
from domain.stay import Stay
from domain.unit_of_work import Database


class _Row(NamedTuple):
    """An alert's own columns, and those of the rows it belongs to."""

    id: int
    tracker_id: int
    rule_id: int
    trackable_id: int
    kind: RuleKind
    previous_total: Decimal | None
    total: Decimal
    currency: str
    source: str
    observed_at: datetime
    availability: Availability | None
    created_at: datetime
    sought_since: datetime | None
    chat_id: int
    topic_id: int | None
    muted_until: datetime | None
    snoozed_until: datetime | None
    tracker_name: str
    user_id: int
    language: str
    region: str | None
    own_currency: str | None
    time_zone: str
    quiet_from: int | None
    quiet_until: int | None
    digest_hour: int | None
    picture_style: PictureStyle
    alert_way: AlertWay
    email: str | None
    watched_hotel_id: int | None
    shown_hotel_id: int | None
    hotel_name: str | None
    photos: list[str] | None
    place_name: str | None
    place_country: str | None
    country_name: str | None
    tracked: TrackableKind
    check_in: date
    check_out: date | None
    rooms: list[Any]
    terms: dict[str, Any] | None
    alternative: dict[str, Any] | None
    percent: Decimal | None
    target: Decimal | None
    told_before: datetime | None


class _Beside(NamedTuple):
    """An alert reported in another one's message."""

    id: int
    told_with: int


class _Day(NamedTuple):
    """A date on which a tracker watches a stay, and whether it watches others at that hotel."""

    tracker_id: int
    id: int
    check_in: date
    currency: str
    last_observed_at: datetime | None
    total: Decimal | None
    is_own: bool
    is_flexible: bool


async def load_alerts(pool: Database, alert_ids: Sequence[int]) -> dict[int, StoredAlert]:
    """Return alerts by id; one whose tracker was removed in the meantime is missing."""
    rows = await pool.fetch_as(
        _Row,
        """
        SELECT a.*, t.chat_id, t.topic_id, t.muted_until, t.snoozed_until, t.name AS tracker_name,
            u.id AS user_id, coalesce(gs.language, u.language) AS language, u.region,
            coalesce(gs.currency, u.currency) AS own_currency, u.time_zone,
            u.quiet_from, u.quiet_until, u.digest_hour, u.picture_style, u.alert_way,
            CASE WHEN u.is_verified AND u.is_active AND t.chat_id > 0 THEN u.email END AS email,
            k.hotel_id AS watched_hotel_id, h.id AS shown_hotel_id, h.name AS hotel_name,
            h.photos,
            d.name AS place_name, c.code AS place_country, c.name AS country_name,
            k.kind AS tracked, k.check_in, k.check_out, k.rooms, k.terms, k.alternative, r.percent,
            coalesce(s.own_target, r.target) AS target, (
                SELECT max(o.sent_at) FROM tracker_alerts o
                WHERE a.availability IS NOT NULL AND o.rule_id = a.rule_id
                  AND o.trackable_id = a.trackable_id AND o.availability = a.availability
                  AND o.state = 'sent' AND o.id <> a.id
            ) AS told_before
        FROM tracker_alerts a
        JOIN trackers t ON t.id = a.tracker_id
        JOIN users u ON u.id = t.user_id
        LEFT JOIN group_settings gs ON gs.chat_id = t.chat_id
        JOIN trackables k ON k.id = a.trackable_id
        JOIN price_rules r ON r.id = a.rule_id
        LEFT JOIN rule_states s ON s.rule_id = r.id AND s.trackable_id = k.id
        LEFT JOIN hotels h ON h.id = coalesce(
            -- What is still to be sent tells the price of now, whosever it is by now.
            CASE WHEN a.sent_at IS NULL AND a.kind <> 'new_option'
                 AND a.availability IS DISTINCT FROM 'sold_out' THEN k.last_hotel_id END,
            a.hotel_id, k.hotel_id)
        LEFT JOIN destinations d ON d.id = k.destination_id
        LEFT JOIN countries c ON c.code = d.country_id
        WHERE a.id = ANY($1::bigint[])
        """,
        list(alert_ids),
    )
    return {row.id: _stored(row) for row in rows}


async def load_told(pool: Database, alert_ids: Sequence[int]) -> dict[int, StoredAlert]:
    """Return sent alerts by id, with those reported in the same message."""
    rows = await pool.fetch_as(
        _Beside,
        "SELECT id, told_with FROM tracker_alerts WHERE told_with = ANY($1::bigint[]) ORDER BY id",
        list(alert_ids),
    )
    stored = await load_alerts(pool, [*alert_ids, *(row.id for row in rows)])
    beside: dict[int, list[OutgoingAlert]] = defaultdict(list)
    for row in rows:
        if row.id in stored:
            beside[row.told_with].append(stored[row.id].alert)
    told: dict[int, StoredAlert] = {}
    for one in alert_ids:
        if one in stored:
            lead = stored[one]
            also = other_news(lead.alert, beside[one])
            told[one] = replace(lead, alert=replace(lead.alert, also=also))
    return told


async def load_days(
    pool: Database, tracker_ids: Iterable[int], now: datetime
) -> dict[int, list[WatchedDay]]:
    """Return the future dates on which trackers watch the same nights of one hotel."""
    rows = await pool.fetch_as(
        _Day,
        """
        SELECT i.tracker_id, k.id, k.check_in, k.currency, k.last_observed_at,
            CASE WHEN k.availability NOT IN ('sold_out', 'withdrawn') THEN k.last_total END
                AS total,
            k.check_in = first_value(k.check_in) OVER (PARTITION BY i.tracker_id ORDER BY i.id)
                AS is_own,
            min(k.hotel_id) OVER of_tracker = max(k.hotel_id) OVER of_tracker
                AND min(k.check_in) OVER of_tracker < max(k.check_in) OVER of_tracker AS is_flexible
        FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id
        WHERE i.tracker_id = ANY($1::bigint[]) AND k.kind = 'hotel_stay' AND k.check_in >= $2
        WINDOW of_tracker AS (PARTITION BY i.tracker_id) ORDER BY i.id
        """,
        sorted(set(tracker_ids)),
        (now - timedelta(days=1)).date(),
    )
    days: dict[int, list[WatchedDay]] = defaultdict(list)
    for row in rows:
        if row.is_flexible:
            days[row.tracker_id].append(
                WatchedDay(
                    row.id, row.check_in, row.currency, row.total,
                    row.last_observed_at, row.is_own,
                )
            )  # fmt: skip
    return days


def _stored(row: _Row) -> StoredAlert:
    zone = row.time_zone
    reader = Reader(
        row.user_id,
        zone,
        quiet_hours(row.quiet_from, row.quiet_until, zone),
        row.digest_hour,
        row.muted_until,
        row.snoozed_until,
        row.picture_style,
        row.alert_way,
        row.email,
    )
    return StoredAlert(
        _alert(row), reader, row.trackable_id, row.check_in, row.created_at, row.told_before,
        row.sought_since, row.watched_hotel_id,
    )  # fmt: skip


def _place(row: _Row) -> FullName | None:
    """Return the stay's place; a flight has none."""
    if row.place_name is None or row.place_country is None or row.country_name is None:
        return None
    return FullName((row.place_name,), row.place_country, row.country_name)


def _alert(row: _Row) -> OutgoingAlert:
    currency, photos = row.currency, row.photos

    def money(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money.of(amount, currency)

    return OutgoingAlert(
        alert_id=row.id,
        tracker_id=row.tracker_id,
        rule_id=row.rule_id,
        chat_id=row.chat_id,
        language=row.language,
        time_zone=row.time_zone,
        kind=row.kind,
        hotel_id=row.shown_hotel_id,
        hotel_name=row.hotel_name or row.tracker_name,
        place=_place(row),
        photo=photos[0] if photos else None,
        stay=_stay(row),
        previous=money(row.previous_total),
        total=Money.of(row.total, currency),
        percent=row.percent,
        target=money(row.target),
        source=row.source,
        observed_at=row.observed_at,
        availability=row.availability,
        flight_days=(row.check_in, row.check_out) if row.tracked is TrackableKind.FLIGHT else None,
        tracked=row.tracked,
        region=row.region,
        own_currency=row.own_currency,
        rate=rate_of(row.tracked, row.terms),
        alternative=alternative_from(row.alternative),
        topic_id=row.topic_id,
    )


def _stay(row: _Row) -> Stay:
    """Return a stay's nights; for a flight its days, as if they were nights."""
    check_out = row.check_out or row.check_in
    last = max(check_out, row.check_in + timedelta(days=1))
    return Stay(row.check_in, last, rooms_from_json(row.rooms))
