"""Whatever a supplier does, the traveller gets a useful screen: over HTTP, through the dispatcher.

Each fault is planted at one supplier; the screen has the other's hotels and says who could not be
asked, or has everything where the fault is one that can be lived with.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import SecretStr

from bot.buttons.callbacks import HotelButton
from domain.app import open_app
from domain.settings import Settings
from domain.unit_of_work import Database
from tests.conftest import FakeClock
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene

# A silent supplier is given up on quickly; any other is not, however busy the machine is.
SILENCE, DEADLINE = 2.0, 10.0
SEARCH = "Jaipur 12-15 dec 2 adults"
NAMES = {"travclan": "TravClan", "serpapi": "Google Hotels"}
# Where each supplier is asked for a list, and for one hotel.
LISTS = {"travclan": "hotels/search", "serpapi": "google_hotels"}
PAGES = {"travclan": "itineraries", "serpapi": "google_hotels"}
NO_ROOMS = {
    "message": "Internal Server Error. Please Try Again.",
    "httpStatusCode": 500,
    "error": {"code": 1013, "errors": ["No rooms available with selected criteria"]},
}
SPARSE = (
    "total_rate", "hotel_class", "extracted_hotel_class", "images", "gps_coordinates", "amenities",
    "reviews", "overall_rating", "starRating", "geoCode", "contact", "heroImage", "facilities",
    "neighbourhoods", "type",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A fault, and whether the supplier's part is lost by it."""

    name: str
    kind: str
    is_lost: bool = True
    details: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


EVERYWHERE = [
    Case("silence", "timeout", details={"seconds": 30}),
    Case("server error", "status", details={"status": 500}),
    Case("gateway error", "status", details={"status": 503}),
    Case("garbage", "garbage"),
    Case("lost on the way", "drop_after_processing"),
    Case("in a hurry", "status", details={"status": 429, "retry_after": 60}),
    Case("used up", "status", details={"status": 429}),
    Case("key refused", "status", details={"status": 401}),
    Case("question refused", "status", details={"status": 400}),
    Case("another shape", "status", details={"status": 200, "body": {"results": "none"}}),
    Case("slow", "slow", is_lost=False, details={"seconds": 0.2}),
    Case("2.7 MB", "large", is_lost=False),
    Case("fields missing", "sparse", is_lost=False, details={"fields": SPARSE}),
    Case("another currency", "other_currency", is_lost=False),
]
NO_ROOMS_CASE = Case("no rooms", "status", False, {"status": 500, "body": NO_ROOMS})
CASES = [(supplier, case) for supplier in NAMES for case in EVERYWHERE]
CASES.append(("travclan", NO_ROOMS_CASE))
by_name = pytest.mark.parametrize(("supplier", "case"), CASES, ids=str)


@pytest.fixture
def case() -> Case:
    """A fault that is answered, for the tests that plant their own."""
    return NO_ROOMS_CASE


@pytest.fixture
async def scene(
    bot_settings: Settings, sandbox_url: str, clock: FakeClock, case: Case
) -> AsyncIterator[Scene]:
    """The product with the sandbox's suppliers."""
    travclan = f"{sandbox_url}/travclan"
    settings = bot_settings.model_copy(
        update={
            "travclan_api_key": SecretStr("key"),
            "travclan_merchant_id": "merchant",
            "travclan_user_id": "user",
            "travclan_auth_url": travclan,
            "travclan_search_url": travclan,
            "travclan_hotel_url": travclan,
            "serpapi_key": SecretStr("key"),
            "serpapi_url": f"{sandbox_url}/serpapi",
            "supplier_deadline": SILENCE if case.kind == "timeout" else DEADLINE,
        }
    )
    async with open_app(settings, clock=clock) as app:
        yield Scene(app, clock, None, None)  # type: ignore[arg-type] # no suppliers in memory


async def results(sandbox: SandboxClient, asha: Traveller) -> Message:
    """Search, and return what the traveller sees once everybody has been heard or given up on."""
    sent = await sandbox.say(asha, SEARCH)
    return await sandbox.wait_for(
        asha,
        lambda m: m["from"]["is_bot"] and "⏳" not in words(m) and "Jaipur" in words(m),
        after=sent["message_id"],
    )


async def plant(sandbox: SandboxClient, supplier: str, case: Case, match: str) -> None:
    await sandbox.set_fault(supplier, case.kind, match=match, **case.details)


@by_name
async def test_results_have_the_other_suppliers_hotels(
    sandbox: SandboxClient, asha: Traveller, supplier: str, case: Case
) -> None:
    await plant(sandbox, supplier, case, LISTS[supplier])
    found = await results(sandbox, asha)
    assert "1" in labels(found)
    assert "₹" in words(found)
    told = f"I couldn’t check {NAMES[supplier]}" in words(found)
    assert told == case.is_lost
    for other in set(NAMES) - {supplier}:
        assert f"I couldn’t check {NAMES[other]}" not in words(found)


@by_name
async def test_a_hotels_page_has_the_other_suppliers_rates(
    sandbox: SandboxClient,
    asha: Traveller,
    scene: Scene,
    supplier: str,
    case: Case,
) -> None:
    found = await results(sandbox, asha)
    button = await one_at_both(scene.app.pool, found)
    await plant(sandbox, supplier, case, PAGES[supplier])
    await sandbox.press(asha, button, message_id=found["message_id"])
    page = await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    assert "₹" in words(page)
    assert (f"I couldn’t check {NAMES[supplier]}" in words(page)) == case.is_lost


async def one_at_both(pool: Database, found: Message) -> str:
    """Return the label of a hotel that both suppliers list and sell."""
    rows = await pool.fetch(
        "SELECT hotel_id FROM seen_prices GROUP BY hotel_id HAVING count(DISTINCT supplier) = 2"
    )
    both = {row["hotel_id"] for row in rows}
    return next(
        str(button["text"])
        for row in found["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"].isdigit() and HotelButton.unpack(button["callback_data"]).hotel_id in both
    )


@pytest.mark.parametrize("case", [case for case in EVERYWHERE if case.is_lost], ids=str)
async def test_what_could_not_be_asked_is_never_nothing_found(
    sandbox: SandboxClient, asha: Traveller, case: Case
) -> None:
    for supplier in NAMES:
        await plant(sandbox, supplier, case, LISTS[supplier])
    found = await results(sandbox, asha)
    assert "I couldn’t check any supplier" in words(found)
    assert "Nothing is available" not in words(found)
    for name in NAMES.values():
        assert f"I couldn’t check {name}" in words(found)


async def test_a_failed_search_is_tried_again_with_a_press(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await plant(sandbox, "travclan", Case("refused", "status", details={"status": 400}), "search")
    found = await results(sandbox, asha)
    assert "I couldn’t check TravClan" in words(found)
    await sandbox.clear_faults()
    await sandbox.press(asha, "🔄 Try again")
    whole = await sandbox.wait_for(
        asha, lambda m: "₹" in words(m) and "I couldn’t check" not in words(m)
    )
    assert "🔄 Try again" not in labels(whole)


async def test_no_rooms_anywhere_is_nothing_sold(sandbox: SandboxClient, asha: Traveller) -> None:
    await plant(sandbox, "travclan", NO_ROOMS_CASE, LISTS["travclan"])
    nothing = {"error": "Google Hotels hasn't returned any results for this query."}
    await sandbox.set_fault("serpapi", "status", status=200, body=nothing)
    found = await results(sandbox, asha)
    assert "Nothing is available for these dates and guests." in words(found)
    assert "I couldn’t check" not in words(found)


async def test_a_login_that_fails_is_a_footnote(sandbox: SandboxClient, asha: Traveller) -> None:
    await sandbox.set_fault("travclan", "status", match="login", status=503)
    found = await results(sandbox, asha)
    assert "I couldn’t check TravClan" in words(found)
    assert "1" in labels(found)
