"""What every gateway keeps to, played against the suppliers' emulators over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from domain.clock import SystemClock
from domain.stay import Room, Stay
from domain.suppliers.assembly import build_registry
from domain.suppliers.contract import (
    AuthRejected,
    Capability,
    ChangedShape,
    Coordinates,
    HotelOffer,
    HotelRef,
    InvalidRequest,
    NoAvailability,
    NotSold,
    OfferPage,
    Place,
    PriceQuestion,
    QuotaExhausted,
    Quote,
    RateLimited,
    Supplier,
    SupplierError,
    SupplierGateway,
    Unavailable,
)
from domain.suppliers.registry import SupplierRegistry
from tests.suppliers.conftest import GOA
from tests.suppliers.emulators import in_three_weeks, settings_of

if find_spec("sandbox") is None:
    pytest.skip("the sandbox is not here", allow_module_level=True)

ATLANTIS = Place("Atlantis Nova", "IN", "India", Coordinates(10.0, 60.0))


@pytest.fixture
async def registry(sandbox: httpx.AsyncClient) -> AsyncIterator[SupplierRegistry]:
    """Both gateways, asking the sandbox."""
    built = build_registry(settings_of(sandbox), SystemClock())
    yield built
    await built.aclose()


@pytest.fixture(params=list(Supplier))
def gateway(request: pytest.FixtureRequest, registry: SupplierRegistry) -> SupplierGateway:
    """One gateway after the other."""
    return registry.gateways[request.param]


def reference(gateway: SupplierGateway, offer: HotelOffer) -> HotelRef:
    """Return what asks for an offered hotel again."""
    return HotelRef(gateway.supplier, offer.supplier_id, offer.name, GOA)


async def plant(
    sandbox: httpx.AsyncClient, gateway: SupplierGateway, kind: str, **more: Any
) -> None:
    """Let the gateway's supplier misbehave when it is asked for a place or its hotels."""
    match = "hotels" if gateway.supplier is Supplier.LITEAPI else "search"
    fault = {"target": gateway.supplier.value, "match": match, "kind": kind, **more}
    (await sandbox.post("/sandbox/faults", json=fault)).raise_for_status()


async def first_priced(gateway: SupplierGateway, question: PriceQuestion) -> HotelOffer:
    """Return the first hotel with a price."""
    page = await gateway.search(GOA, question)
    return next(offer for offer in page.offers if offer.quote is not None)


async def test_a_search_lists_hotels_with_all_that_is_known(gateway: SupplierGateway) -> None:
    page = await gateway.search(GOA, in_three_weeks())
    assert len(page.offers) >= 10
    assert len({offer.supplier_id for offer in page.offers}) == len(page.offers)
    for offer in page.offers:
        assert offer.supplier is gateway.supplier
        assert offer.coordinates is not None
        assert offer.photos
        assert offer.rating is not None
        assert offer.quote is None or offer.quote.total.currency == "INR"
    assert any(offer.quote is not None for offer in page.offers)


async def test_pages_lead_to_the_end_without_repeating(gateway: SupplierGateway) -> None:
    question = in_three_weeks()
    page: OfferPage = await gateway.search(GOA, question)
    found = [offer.supplier_id for offer in page.offers]
    while page.next_cursor is not None:
        page = await gateway.search(GOA, question, page.next_cursor)
        found += [offer.supplier_id for offer in page.offers]
    assert len(found) == len(set(found))


async def test_list_batch_and_page_tell_one_price(gateway: SupplierGateway) -> None:
    question = in_three_weeks()
    page = await gateway.search(GOA, question)
    priced = [offer for offer in page.offers if offer.quote is not None][:5]
    quotes = await gateway.quote_many([reference(gateway, one) for one in priced], question)
    for offer in priced:
        quote = quotes[offer.supplier_id]
        sheet = await gateway.rates(reference(gateway, offer), question)
        assert offer.quote is not None
        assert isinstance(quote, Quote)
        assert quote.total == offer.quote.total == sheet.rates[0].quote.total
        assert sheet.hotel.supplier_id == offer.supplier_id


async def test_a_moved_price_is_seen_at_once(
    gateway: SupplierGateway, sandbox: httpx.AsyncClient
) -> None:
    question = in_three_weeks()
    offer = await first_priced(gateway, question)
    move = f"/sandbox/market/hotels/{offer.supplier_id}/price"
    (await sandbox.post(move, json={"percent": -30})).raise_for_status()
    after = (await gateway.quote_many([reference(gateway, offer)], question))[offer.supplier_id]
    assert offer.quote is not None
    assert isinstance(after, Quote)
    assert after.total.amount < offer.quote.total.amount * 3 / 4


@pytest.mark.parametrize("currency", ["KWD", "KZT"])
async def test_a_currency_that_nobody_prices_in_is_no_failure(
    gateway: SupplierGateway, currency: str
) -> None:
    question = replace(in_three_weeks(), currency=currency)
    offer = await first_priced(gateway, question)
    assert offer.quote is not None
    assert offer.quote.total.currency in {currency, "USD", "INR"}
    sheet = await gateway.rates(reference(gateway, offer), question)
    assert sheet.rates[0].quote.total.currency == offer.quote.total.currency


async def test_sold_out_is_an_answer(gateway: SupplierGateway, sandbox: httpx.AsyncClient) -> None:
    question = in_three_weeks()
    offer = await first_priced(gateway, question)
    close = f"/sandbox/market/hotels/{offer.supplier_id}/availability"
    (await sandbox.post(close, json={"available": False})).raise_for_status()
    hotel = reference(gateway, offer)
    told = (await gateway.quote_many([hotel], question))[offer.supplier_id]
    assert told is None or isinstance(told, NotSold)
    with pytest.raises(NoAvailability):
        await gateway.rates(hotel, question)


async def test_two_rooms_cost_more_than_one(gateway: SupplierGateway) -> None:
    offer = await first_priced(gateway, in_three_weeks())
    one, two = [
        (await gateway.rates(reference(gateway, offer), in_three_weeks(*rooms))).rates[0]
        for rooms in ((Room(2),), (Room(2), Room(2, (4,))))
    ]
    assert two.quote.total.amount > one.quote.total.amount


async def test_a_place_that_nobody_knows_has_nothing_to_sell(gateway: SupplierGateway) -> None:
    with pytest.raises(NoAvailability):
        await gateway.search(ATLANTIS, in_three_weeks())


async def test_suggestions_complete_a_name(gateway: SupplierGateway) -> None:
    if Capability.SUGGEST not in gateway.capabilities:
        assert gateway.supplier is Supplier.LITEAPI  # where it would cost money
        assert await gateway.suggest("goa") == ()
        return
    assert "Goa" in " ".join(one.full_name for one in await gateway.suggest("goa"))


async def test_a_stay_in_the_past_is_a_wrong_question(gateway: SupplierGateway) -> None:
    past = PriceQuestion(Stay(date(2020, 1, 1), date(2020, 1, 2)), "IN", "INR")
    with pytest.raises(InvalidRequest):
        await gateway.search(GOA, past)


async def test_the_wished_currency_is_met_or_the_answer_says_which(
    registry: SupplierRegistry,
) -> None:
    currencies = {}
    for gateway in registry:
        offer = await first_priced(gateway, in_three_weeks(currency="USD"))
        assert offer.quote is not None
        currencies[gateway.supplier] = offer.quote.total.currency
    assert currencies == {
        Supplier.TRAVCLAN: "INR",
        Supplier.SERPAPI: "USD",
        Supplier.LITEAPI: "USD",
    }


@pytest.mark.parametrize(
    ("kind", "more", "error"),
    [
        ("status", {"status": 400}, InvalidRequest),
        ("status", {"status": 403}, AuthRejected),
        ("status", {"status": 404}, InvalidRequest),
        ("status", {"status": 429, "retry_after": 30}, RateLimited),
        ("status", {"status": 500}, Unavailable),
        ("status", {"status": 503}, Unavailable),
        ("timeout", {}, Unavailable),
        ("drop_after_processing", {}, Unavailable),
        ("garbage", {}, ChangedShape),
    ],
)
async def test_each_lasting_fault_has_its_type(
    gateway: SupplierGateway,
    sandbox: httpx.AsyncClient,
    kind: str,
    more: dict[str, Any],
    error: type[SupplierError],
) -> None:
    await plant(sandbox, gateway, kind, **more)
    with pytest.raises(error) as raised:
        await gateway.search(GOA, in_three_weeks())
    assert raised.value.supplier is gateway.supplier
    assert raised.value.operation == "search"
    if isinstance(raised.value, RateLimited):
        assert raised.value.retry_after == 30


@pytest.mark.parametrize(
    ("kind", "more"),
    [("status", {"status": 502}), ("drop_after_processing", {}), ("slow", {"seconds": 0.3})],
)
async def test_a_passing_fault_is_not_noticed(
    gateway: SupplierGateway, sandbox: httpx.AsyncClient, kind: str, more: dict[str, Any]
) -> None:
    await plant(sandbox, gateway, kind, times=1, **more)
    assert (await gateway.search(GOA, in_three_weeks())).offers


async def test_wrong_keys_are_told(sandbox: httpx.AsyncClient) -> None:
    wrong = SecretStr("wrong")
    settings = settings_of(sandbox, serpapi_key=wrong, travclan_api_key=wrong, liteapi_key=wrong)
    registry = build_registry(settings, SystemClock())
    for gateway in registry:
        with pytest.raises(AuthRejected):
            await gateway.search(GOA, in_three_weeks())
    await registry.aclose()


@pytest.mark.parametrize("refresh_too", [False, True])
async def test_travclan_tokens_that_end_early_are_renewed(
    registry: SupplierRegistry, sandbox: httpx.AsyncClient, refresh_too: bool
) -> None:
    travclan = registry.gateways[Supplier.TRAVCLAN]
    await travclan.search(GOA, in_three_weeks())
    ended = await sandbox.post("/sandbox/travclan/expire-tokens", json={"refresh": refresh_too})
    assert ended.json()["expired"] >= 1
    assert (await travclan.search(GOA, in_three_weeks(nights=2))).offers


@pytest.mark.parametrize(
    ("account", "error"),
    [({"hourly_limit": 0}, RateLimited), ({"searches_left": 0}, QuotaExhausted)],
)
@pytest.mark.parametrize("path", ["account.json", "nothing"])
async def test_serpapi_tells_a_used_up_account_from_a_hurry(
    registry: SupplierRegistry,
    sandbox: httpx.AsyncClient,
    account: dict[str, int],
    error: type[SupplierError],
    path: str,
) -> None:
    """By the account's own word, and where that cannot be read by the refusal of the search."""
    fault = {"target": "serpapi", "kind": "status", "status": 404, "match": path}
    (await sandbox.post("/sandbox/faults", json=fault)).raise_for_status()
    (await sandbox.post("/sandbox/serpapi", json=account)).raise_for_status()
    with pytest.raises(error):
        await registry.gateways[Supplier.SERPAPI].search(GOA, in_three_weeks())
