"""Flights: begin a search, list journeys out and back, and see who sells a trip."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import NotFound
from domain.flights.errors import FlightNotOffered
from domain.flights.models import FlightSearch
from domain.flights.queries import insert_flight_search, load_flight_search
from domain.flights.questions import ask_inbound, ask_outbound, ask_sellers
from domain.flights.ranking import cheapest_of
from domain.flights.values import (
    ChosenFlights,
    FlightDraft,
    FlightOutcome,
    FlightSearchView,
    fingerprint_of,
    require_days,
    require_flyable,
)
from domain.search.values import SupplierReport
from domain.suppliers.contract import (
    Board,
    Priority,
    Quote,
    RateKind,
    Refundability,
    TaxInclusion,
    Unavailable,
)
from domain.suppliers.flight_contract import FlightOffer, FlightPage, FlightQuestion, Journey


async def begin_flight_search(
    app: App, traveller: Traveller, draft: FlightDraft
) -> FlightSearchView:
    """Store a search and return it.

    Raises a `FlightRefused` if nobody sells such a flight, NotFound if the draft has gaps.
    """
    origin, destination, outbound = draft.origin, draft.destination, draft.outbound
    if origin is None or destination is None or outbound is None:
        raise NotFound("flight search")
    inbound = None if draft.is_one_way else draft.inbound
    now = app.clock.now()
    today = today_in(origin.time_zone, now)
    require_flyable(origin, destination, outbound, inbound, today)
    question = FlightQuestion(
        origin.codes, destination.codes, outbound, inbound, draft.party, draft.cabin,
        traveller.currency, traveller.nationality,
    )  # fmt: skip
    return await insert_flight_search(traveller, origin, destination, question, now)


def draft_of_flights(search: FlightSearchView) -> FlightDraft:
    """Return a search as a draft, for corrections."""
    question = search.question
    return FlightDraft(
        search.origin, search.destination, question.outbound, question.inbound,
        question.inbound is None, question.party, question.cabin,
    )  # fmt: skip


async def find_flights(
    app: App, traveller: Traveller, search_id: int, outbound: str | None = None
) -> FlightOutcome:
    """Return the journeys out, or those back for the `outbound` one (a fingerprint).

    A supplier's failure is in the report, never raised. Raises NotFound for somebody else's search,
    a `FlightRefused` if its days are past, `FlightNotOffered` if the chosen journey is gone.
    """
    search = await load_flight_search(traveller, search_id)
    _require_ahead(app, search)
    page, report = await ask_outbound(app, search.question)
    chosen = None
    if page is not None:
        await FlightSearch.filter(id=search_id).update(asked_at=page.observed_at)
        search = replace(search, asked_at=page.observed_at)
    if page is not None and outbound is not None:
        chosen, first = _known(page.offers, outbound), page
        if chosen.token is None:
            raise FlightNotOffered
        page, report = await ask_inbound(app, search.question, chosen.token, first.observed_at)
        if page is not None and page.insights is None:
            # Only the first answer rates the price.
            page = replace(page, insights=first.insights)
    return _outcome(app, search, page, chosen, report)


def _outcome(
    app: App,
    search: FlightSearchView,
    page: FlightPage | None,
    chosen: FlightOffer | None,
    report: SupplierReport,
) -> FlightOutcome:
    if page is None:
        return FlightOutcome(search, (), None, None, app.clock.now(), report, chosen)
    return FlightOutcome(
        search, page.offers, page.insights, page.link, page.observed_at, report, chosen
    )


def _require_ahead(app: App, search: FlightSearchView) -> None:
    """Raise `FlightInPast` once the day of the flight is past everywhere on earth."""
    today = today_in("UTC", app.clock.now() - timedelta(hours=12))
    require_days(search.question.outbound, search.question.inbound, today)


def _known(offers: Iterable[FlightOffer], fingerprint: str) -> FlightOffer:
    """Return the journey with a fingerprint. Raises FlightNotOffered if it is gone."""
    for offer in offers:
        if fingerprint_of(offer.journey) == fingerprint:
            return offer
    raise FlightNotOffered


async def flight_in(
    app: App, traveller: Traveller, search_id: int, outbound: str
) -> tuple[FlightOutcome, FlightOffer]:
    """Return a search's list and one journey from it; raises as `find_flights` does.

    Raises FlightNotOffered as well if the supplier could not be asked.
    """
    outcome = await find_flights(app, traveller, search_id)
    return outcome, _known(outcome.offers, outbound)


async def choose_flights(
    app: App, traveller: Traveller, search_id: int, outbound: str, inbound: str | None = None
) -> ChosenFlights:
    """Return a whole trip by its journeys' fingerprints, with who sells it.

    If the sellers are unknown, the report says why. Raises as `find_flights` does.
    """
    out = await find_flights(app, traveller, search_id)
    first = _known(out.offers, outbound)
    last, seen_at = first, out.observed_at
    journeys: tuple[Journey, ...] = (first.journey,)
    if out.search.question.inbound is not None:
        if inbound is None:
            raise FlightNotOffered
        back = await find_flights(app, traveller, search_id, outbound)
        last, seen_at = _known(back.offers, inbound), back.observed_at
        journeys = (first.journey, last.journey)
    if last.token is None:
        raise FlightNotOffered
    sheet, report = await ask_sellers(app, out.search.question, last.token, seen_at)
    insights = out.insights
    if sheet is not None and sheet.insights is not None:
        history = out.insights.history if out.insights else ()
        insights = replace(sheet.insights, history=sheet.insights.history or history)
    return ChosenFlights(
        out.search,
        journeys,
        last,
        sheet,
        insights,
        (sheet.link if sheet else None) or out.link,
        out.observed_at if sheet is None else sheet.observed_at,
        report,
    )


async def quote_flight(
    app: App, question: FlightQuestion, fingerprint: str | None = None, *, fresh: bool = True
) -> Quote | None:
    """Return the lowest current price of a question, or of one of its outbound journeys.

    For price checks: None if it is sold out. Raises `Unavailable` if the supplier could not be
    asked, so that silence never counts as "sold out".
    """
    page, report = await ask_outbound(app, question, fresh=fresh, priority=Priority.BACKGROUND)
    if not report.answered:
        raise Unavailable(report.supplier, "outbound", report.status)
    offers = page.offers if page is not None else ()
    if fingerprint is not None:
        offers = tuple(one for one in offers if fingerprint_of(one.journey) == fingerprint)
    best = cheapest_of(offers)
    if page is None or best is None or best.price is None:
        return None
    # These prices include mandatory taxes and fees; bags may cost extra.
    return Quote(
        best.price, TaxInclusion.INCLUDED, RateKind.QUOTE, Board.UNKNOWN, Refundability.UNKNOWN,
        page.observed_at,
    )  # fmt: skip
