"""The same bot when Telegram calls it."""

import httpx
import pytest

from tests.journeys.product import Product
from tests.sandbox_client import SandboxClient, labels

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_search_through_the_webhook(hooked_product: Product) -> None:
    async with SandboxClient(hooked_product.sandbox_url, patience=30) as sandbox:
        asha = await sandbox.add_user("Asha", language_code="en-IN")
        await sandbox.say(asha, "Goa 12-15 dec 2 adults")
        await sandbox.wait_for(asha, lambda m: "1" in labels(m))
        await sandbox.press(asha, "1")
        await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))


async def test_an_inline_query_through_the_webhook(hooked_product: Product) -> None:
    async with SandboxClient(hooked_product.sandbox_url) as sandbox:
        asha = await sandbox.add_user("Asha", language_code="en-IN")
        answer = await sandbox.inline(asha, "goa 12-15 dec")
        assert answer["answered"]
        assert "for 3 nights" in answer["results"][0]["description"]


async def test_a_forged_call_is_turned_away(hooked_product: Product) -> None:
    async with httpx.AsyncClient(base_url=hooked_product.web_url) as client:
        answer = await client.post("/telegram/webhook", json={"update_id": 1})
        assert answer.status_code == 403
        assert (await client.get("/health/detailed")).status_code == 200
