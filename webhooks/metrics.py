"""Prometheus metrics at `/metrics`.

The figures are read from PostgreSQL and Redis at the moment of the scrape, so every replica of
this service tells the same and nothing is lost when a worker restarts. Whoever scrapes within the
next seconds is told the same figures of the servers: to ask for them and to write them out takes
longer than all the rest.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from domain.app import App
from domain.bookings.price_watches.ledger import SavingsRecord
from domain.health.metrics import ServersUp
from domain.health.service import Figures, QueueHealth, Report, SupplierHealth, Totals, read_report
from domain.maintenance import maintenance_until
from domain.metrics import REGISTERED
from domain.prices.forecast_record import Record
from domain.suppliers.single_flight import SingleFlight
from webhooks.access import OPERATIONS

# Less than the shortest sensible time between two scrapes of one Prometheus.
KEPT = timedelta(seconds=5)


class Snapshot(Collector):
    """The figures of one moment."""

    def __init__(self, report: Report, *, is_paused: bool = False) -> None:
        self._report, self._is_paused = report, is_paused

    def collect(self) -> Iterator[Metric]:
        """Yield one family per figure; names follow Prometheus's conventions.

        While the database is away there is no more than that.
        """
        yield from ServersUp(self._report.database, self._report.redis).collect()
        yield GaugeMetricFamily(
            "often_maintenance", "1 while the service is paused", value=float(self._is_paused)
        )
        if self._report.figures is not None:
            yield from _all(self._report.figures)


def _all(figures: Figures) -> Iterator[Metric]:
    yield from _work(figures.queue)
    yield from _totals(figures.totals)
    yield GaugeMetricFamily(
        "often_exchange_rates",
        "Currencies that can be converted",
        value=float(figures.rates.currencies),
    )
    yield from _suppliers(figures.suppliers)
    yield from _forecasts(figures.forecasts)
    yield from _savings(figures.savings)


def _work(queue: QueueHealth) -> Iterator[Metric]:
    """Yield what waits to be done, and whether anybody does it."""
    for name, text, value in (
        ("often_queue_jobs", "Jobs waiting in the queue", queue.jobs),
        ("often_worker_alive", "1 when a worker gave a sign of life", queue.worker_alive),
        ("often_checks_due", "Watched things whose check is due", queue.checks_due),
        ("often_check_lag_seconds", "Age of the oldest due check", queue.oldest_check),
        ("often_checks_set_aside", "Watched things whose checks only fail", queue.set_aside),
        ("often_updates_set_aside", "Updates that cannot be handled", queue.updates_set_aside),
        ("often_alerts_held", "Alerts that wait for a digest", queue.alerts_held),
        ("often_alerts_muted", "Alerts whose reader wants quiet", queue.alerts_muted),
        ("often_bot_contested", "1 when two bots use one token", queue.is_contested),
        ("often_alerts_waiting", "Alerts due and not sent", queue.alerts_waiting),
        ("often_alert_lag_seconds", "Age of the oldest such alert", queue.oldest_alert),
    ):
        yield GaugeMetricFamily(name, text, value=float(value))


def _totals(totals: Totals) -> Iterator[Metric]:
    """Yield how much there is of everything."""
    for name, text, value in (
        ("often_travellers", "Travellers known", totals.travellers),
        ("often_booking_cases_open", "Booking cases that wait for a person", totals.cases),
        ("often_support_wait_seconds", "Age of the oldest unanswered message to support",
         totals.support_wait),
        ("often_trackers_active", "Trackers that are active", totals.trackers_active),
        ("often_trackables_watched", "Distinct things watched", totals.trackables_watched),
        ("often_observations_today", "Prices observed since 00:00 UTC", totals.observations_today),
        ("often_searches_today", "Searches begun since 00:00 UTC", totals.searches_today),
    ):  # fmt: skip
        yield GaugeMetricFamily(name, text, value=float(value))
    yield CounterMetricFamily("often_alerts_sent", "Alerts delivered", value=totals.alerts_sent)
    yield CounterMetricFamily(
        "often_audit_entries", "Acts of administrators that were written down", value=totals.acts
    )
    yield from _by_kind(totals)


def _by_kind(totals: Totals) -> Iterator[Metric]:
    """Yield what is counted by state, kind or status."""
    for name, text, label, counts in (
        ("often_alerts", "Alerts by where they stand", "state", totals.alerts),
        ("often_bookings", "Bookings by state", "state", totals.bookings),
        ("often_payment_charges", "Payments by what they are for now", "state", totals.charges),
        ("often_payment_refunds", "Refunds by where they stand", "state", totals.refunds),
        ("often_opinions", "What readers thought of alerts", "state", totals.opinions),
        ("often_broadcasts", "Broadcasts by state", "state", totals.broadcasts),
        ("often_support_threads", "Conversations with support by state", "state", totals.support),
        ("often_clusters", "Collections of hotels, public or hidden", "state", totals.clusters),
        ("often_bookings_noted", "Bookings made elsewhere, by kind", "kind", totals.noted),
        ("often_accounts", "Accounts that are banned, or want no broadcasts", "state",
         totals.people),
        ("often_alarms_open", "Alarms that administrators were told of", "kind", totals.alarms),
        ("often_trackables_by_status", "Watched things by supplier status", "status",
         totals.statuses),
    ):  # fmt: skip
        family = GaugeMetricFamily(name, text, labels=[label])
        for one, number in counts:
            family.add_metric([one], number)
        yield family


def _suppliers(suppliers: Iterable[SupplierHealth]) -> Iterator[Metric]:
    questions = CounterMetricFamily(
        "often_supplier_questions",
        "Questions to suppliers by how they went",
        labels=["supplier", "endpoint", "status"],
    )
    resting = GaugeMetricFamily(
        "often_supplier_resting",
        "Processes that do not ask after failures",
        labels=["supplier", "endpoint"],
    )
    left = GaugeMetricFamily(
        "often_supplier_quota_left", "Questions left in the account", labels=["supplier"]
    )
    paused = GaugeMetricFamily(
        "often_supplier_paused", "1 while an administrator has it paused", labels=["supplier"]
    )
    for supplier in suppliers:
        paused.add_metric([supplier.supplier], supplier.is_paused)
        for one in supplier.endpoints:
            for status, count in one.counts.items():
                questions.add_metric([supplier.supplier, one.endpoint, status.value], count)
            resting.add_metric([supplier.supplier, one.endpoint], one.resting)
        if supplier.quota is not None:
            left.add_metric([supplier.supplier], supplier.quota.left)
    yield from (questions, resting, left, paused)


def _forecasts(record: Record) -> Iterator[Metric]:
    labels = ["source", "kind"]
    told = GaugeMetricFamily(
        "often_forecasts_told", "Judged forecasts that might be told, 90 days", labels=labels
    )
    covered = GaugeMetricFamily(
        "often_forecast_coverage", "Their share of all judged", labels=labels
    )
    error = GaugeMetricFamily(
        "often_forecast_calibration_error", "Mean miss of said and seen", labels=labels
    )
    silent = GaugeMetricFamily(
        "often_forecast_silenced", "1 while a source is silenced", labels=labels
    )
    skill = GaugeMetricFamily(
        "often_forecast_skill", "Brier skill against the known rate", labels=[*labels, "bound"]
    )
    for part in record.parts:
        names = [part.source or "all", part.kind or "all"]
        told.add_metric(names, part.told)
        covered.add_metric(names, part.coverage)
        error.add_metric(names, part.error)
        silent.add_metric(names, part.is_silenced)
        if part.skill is not None:
            skill.add_metric([*names, "value"], part.skill.value)
            if part.skill.low is not None and part.skill.high is not None:
                skill.add_metric([*names, "low"], part.skill.low)
                skill.add_metric([*names, "high"], part.skill.high)
    yield from (told, covered, error, silent, skill)


def _savings(record: SavingsRecord) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "often_bookings_watched", "Bookings whose price is or was watched", value=record.watched
    )
    counts = GaugeMetricFamily(
        "often_savings_bookings",
        "Watched bookings by what came of them",
        labels=["kind", "currency"],
    )
    amounts = GaugeMetricFamily(
        "often_savings_amount", "What they came to, in the currency", labels=["kind", "currency"]
    )
    for one in record.sums:
        names = [one.kind.value, one.total.currency]
        counts.add_metric(names, one.bookings)
        amounts.add_metric(names, float(one.total.amount))
    yield from (counts, amounts)


class Scrapes:
    """What the servers know, asked for by one of those who scrape at once, and kept for a moment.

    A server that is away is asked again by the next scrape.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._asking: SingleFlight[bytes] = SingleFlight(app.background)
        self._told, self._told_at = b"", datetime.min.replace(tzinfo=UTC)

    async def servers(self) -> bytes:
        """Return the figures of the servers, at most KEPT old, in Prometheus's text format."""
        if timedelta(0) <= self._app.clock.now() - self._told_at < KEPT:
            return self._told
        return await self._asking.run("servers", self._ask)

    async def _ask(self) -> bytes:
        began = self._app.clock.now()
        is_paused = await maintenance_until(self._app) is not None
        report = await read_report(self._app)
        registry = CollectorRegistry()
        registry.register(Snapshot(report, is_paused=is_paused))
        told = generate_latest(registry)
        if report.is_whole:
            self._told, self._told_at = told, began
        return told


def router(app: App) -> APIRouter:
    """Return the route over `app`."""
    routes, scrapes = APIRouter(tags=["metrics"]), Scrapes(app)

    @routes.get("/metrics", dependencies=OPERATIONS, response_class=PlainTextResponse)
    async def metrics() -> Response:
        """Return the figures in Prometheus's text format; those of the servers are up to five
        seconds old.
        """
        # What the servers know, and after it what this process has measured of itself.
        told = await scrapes.servers() + generate_latest(REGISTERED)
        return Response(told, media_type=CONTENT_TYPE_LATEST)

    return routes
