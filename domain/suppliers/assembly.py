"""Builds the gateways that the settings configure."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr
from redis.asyncio import Redis

from domain.clock import Clock
from domain.settings import Settings
from domain.suppliers.acts import ActingHttp
from domain.suppliers.booking_contract import BookingGateway
from domain.suppliers.contract import Supplier, SupplierGateway
from domain.suppliers.flight_contract import FlightGateway
from domain.suppliers.http import SupplierHttp
from domain.suppliers.limiter import Pace
from domain.suppliers.liteapi.booking import LiteapiBooking, PaymentMethod
from domain.suppliers.liteapi.client import Asking as LiteapiAsking
from domain.suppliers.liteapi.gateway import LiteapiGateway
from domain.suppliers.registry import SupplierRegistry
from domain.suppliers.serpapi.flights import SerpapiFlights
from domain.suppliers.serpapi.gateway import SerpapiGateway
from domain.suppliers.status import SupplierMonitor
from domain.suppliers.travclan.booking import TravclanBooking
from domain.suppliers.travclan.gateway import TravclanGateway
from domain.suppliers.travclan.login import Credentials, Login

# No supplier publishes a limit per second (SerpAPI's account has one per hour). This only keeps
# many workers together from looking like an attack.
QUESTIONS_PER_SECOND = 50


# The settings with each supplier's credentials, the key first.
CREDENTIALS: Mapping[Supplier, tuple[str, ...]] = {
    Supplier.TRAVCLAN: ("travclan_api_key", "travclan_merchant_id", "travclan_user_id"),
    Supplier.SERPAPI: ("serpapi_key",),
    Supplier.LITEAPI: ("liteapi_key",),
}


# The settings for how much of an account is reserved for travellers.
RESERVES: Mapping[Supplier, str] = {Supplier.SERPAPI: "serpapi_reserve"}


def reserve_of(settings: Settings, supplier: Supplier) -> int:
    """Return how many of an account's questions are reserved for travellers."""
    name = RESERVES.get(supplier)
    return 0 if name is None else int(getattr(settings, name))


def credentials_of(settings: Settings, supplier: Supplier) -> frozenset[str]:
    """Return the values of a supplier's credentials, to be redacted."""
    values = (getattr(settings, name) for name in CREDENTIALS[supplier])
    told = (v.get_secret_value() if isinstance(v, SecretStr) else v for v in values)
    return frozenset(one for one in told if one)


def with_credentials(settings: Settings, newer: Mapping[str, str]) -> Settings:
    """Return settings with other credentials, by their names."""
    secret = {name: SecretStr(value) if name.endswith("key") else value
              for name, value in newer.items()}  # fmt: skip
    return settings.model_copy(update=secret)


def build_registry(
    settings: Settings,
    clock: Clock,
    redis: Redis | None = None,
    monitor: SupplierMonitor | None = None,
    only: Supplier | None = None,
) -> SupplierRegistry:
    """Return a registry of the suppliers that have a key.

    With `redis` all processes share one rate limit; without it, each has its own. With `only`, the
    registry has just that supplier.
    """
    if only is not None:
        others = {CREDENTIALS[one][0]: None for one in Supplier if one is not only}
        settings = settings.model_copy(update=others)
    transports = _Transports(settings, clock, redis, monitor or SupplierMonitor())
    gateways: dict[Supplier, SupplierGateway] = {}
    booking: dict[Supplier, BookingGateway] = {}
    flights: FlightGateway | None = None
    if settings.travclan_api_key is not None:
        travclan = _build_travclan(transports, settings.travclan_api_key)
        gateways[Supplier.TRAVCLAN] = travclan
        booking[Supplier.TRAVCLAN] = TravclanBooking(
            travclan.asking, transports.act(Supplier.TRAVCLAN), clock, travclan.hotel_url
        )
    if settings.serpapi_key is not None:
        google = _build_serpapi(transports, settings.serpapi_key)
        gateways[Supplier.SERPAPI] = google
        flights = SerpapiFlights(google)
    if settings.liteapi_key is not None:
        liteapi = _build_liteapi(transports, settings.liteapi_key)
        gateways[Supplier.LITEAPI] = liteapi
        method = PaymentMethod(settings.liteapi_payment_method)
        booking[Supplier.LITEAPI] = LiteapiBooking(
            liteapi, transports.act(Supplier.LITEAPI), clock, method
        )
    return SupplierRegistry(gateways, transports.monitor, flights, booking)


@dataclass(frozen=True, slots=True)
class _Transports:
    """What every gateway is built from: its clients for reads and for acts, and more."""

    settings: Settings
    clock: Clock
    redis: Redis | None
    monitor: SupplierMonitor

    def read(self, supplier: Supplier) -> SupplierHttp:
        deadline = self.settings.supplier_deadline
        return SupplierHttp(supplier, self.clock, deadline, self.monitor, self._pace(supplier))

    def act(self, supplier: Supplier) -> ActingHttp:
        deadline = self.settings.booking_deadline
        return ActingHttp(supplier, self.clock, deadline, self.monitor, self._pace(supplier))

    def _pace(self, supplier: Supplier) -> Pace | None:
        return None if self.redis is None else Pace(self.redis, supplier, QUESTIONS_PER_SECOND)


def _build_travclan(transports: _Transports, key: SecretStr) -> TravclanGateway:
    settings, clock = transports.settings, transports.clock
    http = transports.read(Supplier.TRAVCLAN)
    credentials = Credentials(
        key.get_secret_value(), settings.travclan_merchant_id or "", settings.travclan_user_id or ""
    )
    return TravclanGateway(
        http,
        Login(http, clock, (settings.travclan_auth_url or "").rstrip("/"), credentials),
        clock,
        (settings.travclan_search_url or "").rstrip("/"),
        (settings.travclan_hotel_url or "").rstrip("/"),
    )


def _build_serpapi(transports: _Transports, key: SecretStr) -> SerpapiGateway:
    settings = transports.settings
    return SerpapiGateway(
        transports.read(Supplier.SERPAPI),
        transports.clock,
        settings.serpapi_url.rstrip("/"),
        key,
        settings.serpapi_no_cache,
        settings.serpapi_reserve,
        transports.redis,
    )


def _build_liteapi(transports: _Transports, key: SecretStr) -> LiteapiGateway:
    settings = transports.settings
    asking = LiteapiAsking(
        transports.read(Supplier.LITEAPI),
        key,
        settings.liteapi_url.rstrip("/"),
        settings.liteapi_book_url.rstrip("/"),
    )
    return LiteapiGateway(asking, transports.clock)
