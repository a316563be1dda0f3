"""A traveller looks for a hotel."""

import asyncpg
import pytest

from tests.journeys.product import Product
from tests.sandbox_client import SandboxClient, labels, words

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEARCH = "Goa 12-15 dec 2 adults"


async def test_from_start_to_a_hotels_page(sandbox: SandboxClient) -> None:
    asha = await sandbox.add_user("Asha", language_code="en-IN")
    await sandbox.say(asha, "/start")
    await sandbox.wait_for(asha, "Asha")
    await sandbox.say(asha, SEARCH)
    results = await sandbox.wait_for(asha, lambda m: "1" in labels(m))
    assert "Goa" in words(results)
    assert "₹" in words(results)
    assert "photo" in results
    answer = await sandbox.press(asha, "1", message_id=results["message_id"])
    assert answer["answered"]
    hotel = await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    assert hotel["message_id"] == results["message_id"]
    assert await both_suppliers_were_asked(sandbox)


async def both_suppliers_were_asked(sandbox: SandboxClient) -> bool:
    """Return whether TravClan and SerpAPI were asked."""
    return bool(await sandbox.requests("travclan")) and bool(await sandbox.requests("serpapi"))


async def test_a_page_of_results_is_turned_in_place(sandbox: SandboxClient) -> None:
    asha = await sandbox.add_user("Asha", language_code="en-IN")
    await sandbox.say(asha, SEARCH)
    first = await sandbox.wait_for(asha, lambda m: "›" in labels(m))
    await sandbox.press(asha, "›")
    second = await sandbox.wait_for(asha, lambda m: "6" in labels(m))
    assert second["message_id"] == first["message_id"]
    assert words(second) != words(first)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Goa 12-15 dec 2025", "has passed"),
        ("Goa 15-12 dec 2026", "after"),
        ("Goa 1 dec - 20 jan", "30"),
        ("Goa 12-15 dec 11 rooms 22 adults", "10"),
        ("Goa 31 feb 2 nights", "31 feb"),
        ("Goa 12-15 dec 2 adults 2 children", "age"),
        ("Xqzzyw 12-15 dec", "xqzzyw"),
        ("Hyderabad 12-15 dec", "Hyderabad"),
    ],
)
async def test_bad_input_gets_one_sentence_and_keeps_the_rest(
    sandbox: SandboxClient, typed: str, told: str
) -> None:
    asha = await sandbox.add_user("Asha", language_code="en-IN")
    sent = await sandbox.say(asha, typed)
    await sandbox.wait_for(
        asha,
        lambda m: m["from"]["is_bot"] and told.lower() in words(m).lower(),
        after=sent["message_id"],
    )


async def test_a_failing_supplier_is_a_footnote_and_two_are_no_empty_result(
    sandbox: SandboxClient, database: asyncpg.Connection
) -> None:
    asha = await sandbox.add_user("Asha", language_code="en-IN")
    try:
        await sandbox.set_fault("serpapi", "status", status=400)
        await sandbox.say(asha, "Goa 1-3 feb 2 adults")
        partial = await sandbox.wait_for(asha, lambda m: "1" in labels(m))
        assert "Google" in words(partial)
        await sandbox.set_fault("travclan", "status", status=400)
        sent = await sandbox.say(asha, "Jaipur 1-3 feb 2 adults")
        silent = await sandbox.wait_for(
            asha,
            lambda m: m["from"]["is_bot"] and not {"⏳", "🌍"} & set(words(m)),
            after=sent["message_id"],
        )
        assert "nothing" not in words(silent).lower()
    finally:
        await sandbox.clear_faults()
    assert await database.fetchval("SELECT count(*) FROM hotels") > 0


async def test_a_slow_suppliers_hotels_grow_into_the_message(sandbox: SandboxClient) -> None:
    asha = await sandbox.add_user("Asha", language_code="en-IN")
    try:
        await sandbox.set_fault("serpapi", "slow", match="google_hotels", seconds=4, times=1)
        await sandbox.say(asha, "Udaipur 3-5 mar 2 adults")
        partial = await sandbox.wait_for(asha, "Google Hotels is still answering")
        whole = await sandbox.wait_for(
            asha, lambda m: "1" in labels(m) and "still answering" not in words(m)
        )
    finally:
        await sandbox.clear_faults()
    assert whole["message_id"] == partial["message_id"]
    assert "I couldn’t check" not in words(whole)


async def test_the_same_update_twice_is_answered_once(sandbox: SandboxClient) -> None:
    asha = await sandbox.add_user("Asha", language_code="en-IN")
    await sandbox.say(asha, "/help")
    await sandbox.wait_for(asha, lambda m: m["from"]["is_bot"])
    await sandbox.call("POST", "updates/message/repeat", same_id=True)
    await sandbox.say(asha, "/settings")
    await sandbox.wait_for(asha, "INR")
    answers = [m for m in await sandbox.messages(asha) if m["from"]["is_bot"]]
    assert len(answers) == 2


async def test_an_expired_button_leads_home(sandbox: SandboxClient, product: Product) -> None:
    asha = await sandbox.add_user("Asha", language_code="en-IN")
    await sandbox.say(asha, "/start")
    await sandbox.wait_for(asha, lambda m: m["from"]["is_bot"])
    assert product.services["bot"].restarts == 0


async def test_hindi_is_spoken_to_those_who_speak_it(sandbox: SandboxClient) -> None:
    ravi = await sandbox.add_user("Ravi", language_code="hi")
    await sandbox.say(ravi, "/start")
    greeting = await sandbox.wait_for(ravi, lambda m: m["from"]["is_bot"])
    assert any("\u0900" <= letter <= "\u097f" for letter in words(greeting))
