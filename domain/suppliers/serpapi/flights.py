"""Asks SerpAPI's google_flights engine in its three steps."""

from dataclasses import dataclass

from domain.suppliers.contract import ChangedShape, NoAvailability, Priority, Supplier
from domain.suppliers.flight_contract import (
    Cabin,
    FlightPage,
    FlightQuestion,
    SellerSheet,
)
from domain.suppliers.serpapi.flights_wire import (
    FlightBasis,
    FlightMetadata,
    WireJourney,
    WireOption,
    WirePage,
    WireSellers,
)
from domain.suppliers.serpapi.gateway import SerpapiGateway
from domain.suppliers.wire import read_each

ROUND_TRIP, ONE_WAY = 1, 2
CABINS = {Cabin.ECONOMY: 1, Cabin.PREMIUM: 2, Cabin.BUSINESS: 3, Cabin.FIRST: 4}


@dataclass(frozen=True, slots=True)
class SerpapiFlights:
    """Flights, over the hotel gateway's connections, key and quota."""

    gateway: SerpapiGateway

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""
        return Supplier.SERPAPI

    async def outbound(
        self, question: FlightQuestion, priority: Priority = Priority.LIVE
    ) -> FlightPage:
        """Return the journeys out; a one-way answer's tokens lead straight to the sellers."""
        return await self._page("outbound", question, {}, priority)

    async def inbound(self, question: FlightQuestion, token: str) -> FlightPage:
        """Return the journeys back. `token` is an outbound offer's `departure_token`."""
        return await self._page("inbound", question, {"departure_token": token})

    async def _page(
        self,
        operation: str,
        question: FlightQuestion,
        more: dict[str, str],
        priority: Priority = Priority.LIVE,
    ) -> FlightPage:
        params = _parameters(question) | more
        answer = await self.gateway.ask_engine(operation, params, WirePage, priority)
        basis = FlightBasis(
            self.gateway.served(question.currency), answer.seen_at(self.gateway.clock.now())
        )
        offers = answer.offers(basis, operation)
        if not offers:
            raise NoAvailability(Supplier.SERPAPI, operation)
        insights = answer.price_insights
        return FlightPage(
            offers,
            insights.to_insights(basis) if insights else None,
            _link(answer.search_metadata),
            basis.now,
        )

    async def sellers(self, question: FlightQuestion, token: str) -> SellerSheet:
        """Return who sells a trip. `token` is the last offer's `booking_token`."""
        operation = "sellers"
        params = _parameters(question) | {"booking_token": token}
        answer = await self.gateway.ask_engine(operation, params, WireSellers)
        basis = FlightBasis(
            self.gateway.served(question.currency), answer.seen_at(self.gateway.clock.now())
        )
        chosen = read_each(
            WireJourney, answer.selected_flights or (), Supplier.SERPAPI, operation,
            "selected_flights",
        )  # fmt: skip
        listed = read_each(
            WireOption, answer.booking_options or (), Supplier.SERPAPI, operation,
            "booking_options",
        )  # fmt: skip
        journeys = tuple(journey for one in chosen if (journey := one.to_journey()) is not None)
        if not journeys:
            raise ChangedShape(Supplier.SERPAPI, operation, "selected_flights")
        options = [option for one in listed if (option := one.to_option(basis)) is not None]
        if not options:
            raise NoAvailability(Supplier.SERPAPI, operation)
        insights, baggage = answer.price_insights, answer.baggage_prices
        return SellerSheet(
            journeys,
            tuple(sorted(options, key=lambda option: option.price.amount)),
            baggage.lines if baggage else (),
            insights.to_insights(basis) if insights else None,
            _link(answer.search_metadata),
            basis.now,
        )


def _parameters(question: FlightQuestion) -> dict[str, str | int]:
    """Return the question; later steps need all of it again beside their token."""
    party = question.party
    params: dict[str, str | int] = {
        "engine": "google_flights",
        "departure_id": ",".join(question.origins),
        "arrival_id": ",".join(question.destinations),
        "type": ONE_WAY if question.inbound is None else ROUND_TRIP,
        "outbound_date": question.outbound.isoformat(),
        "adults": party.paying_adults,
        "travel_class": CABINS[question.cabin],
        "currency": question.currency,
        "gl": question.nationality.lower(),
        "hl": "en",
    }
    if question.first_hand:
        params["no_cache"] = "true"
    if question.inbound is not None:
        params["return_date"] = question.inbound.isoformat()
    if party.children:
        params["children"] = party.children
    if party.infants:
        params["infants_on_lap"] = party.infants
    return params


def _link(metadata: FlightMetadata | None) -> str | None:
    """Return Google's page for the same question, if its address is encrypted (https)."""
    link = metadata.google_flights_url if metadata else None
    return link if link is not None and link.startswith("https://") else None
