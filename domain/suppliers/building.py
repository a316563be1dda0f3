"""The gateways that the settings call for."""

from domain.clock import Clock
from domain.settings import Settings
from domain.suppliers.contract import Supplier, SupplierGateway
from domain.suppliers.http import SupplierHttp
from domain.suppliers.registry import SupplierRegistry
from domain.suppliers.serpapi.gateway import SerpapiGateway
from domain.suppliers.travclan.gateway import TravclanGateway
from domain.suppliers.travclan.login import Credentials, Login


def build_registry(settings: Settings, clock: Clock) -> SupplierRegistry:
    """Return a registry of the suppliers that have a key; one without is not asked."""
    gateways: dict[Supplier, SupplierGateway] = {}
    if settings.travclan_api_key is not None:
        gateways[Supplier.TRAVCLAN] = _build_travclan(settings, clock)
    if settings.serpapi_key is not None:
        gateways[Supplier.SERPAPI] = SerpapiGateway(
            SupplierHttp(Supplier.SERPAPI, clock, settings.supplier_deadline),
            clock,
            settings.serpapi_url.rstrip("/"),
            settings.serpapi_key,
            settings.serpapi_no_cache,
        )
    return SupplierRegistry(gateways)


def _build_travclan(settings: Settings, clock: Clock) -> TravclanGateway:
    http = SupplierHttp(Supplier.TRAVCLAN, clock, settings.supplier_deadline)
    key = settings.travclan_api_key
    credentials = Credentials(
        key.get_secret_value() if key else "",
        settings.travclan_merchant_id or "",
        settings.travclan_user_id or "",
    )
    return TravclanGateway(
        http,
        Login(http, clock, (settings.travclan_auth_url or "").rstrip("/"), credentials),
        clock,
        (settings.travclan_search_url or "").rstrip("/"),
        (settings.travclan_hotel_url or "").rstrip("/"),
    )
