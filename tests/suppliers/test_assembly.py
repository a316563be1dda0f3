"""Which gateways the settings call for, and that none of them shows its key."""

from pathlib import Path

import pytest
from redis.asyncio import Redis

from domain.clock import SystemClock
from domain.configuration import load_settings
from domain.suppliers.assembly import build_registry
from domain.suppliers.contract import Capability, Supplier
from tests.suppliers.emulators import supplier_settings

NOWHERE = "http://127.0.0.1:9"
BARE = {
    "DATABASE_URL": "postgres://nowhere",
    "REDIS_URL": "redis://nowhere",
    "BOT_TOKEN": "1000000001:a-token-as-long-as-real-ones-are",
}


@pytest.mark.parametrize(
    ("keys", "suppliers"), [({}, []), ({"SERPAPI_KEY": "key"}, [Supplier.SERPAPI])]
)
async def test_a_supplier_without_a_key_is_not_there(
    keys: dict[str, str], suppliers: list[Supplier]
) -> None:
    registry = build_registry(load_settings(BARE | keys, Path("/nonexistent")), SystemClock())
    assert [gateway.supplier for gateway in registry] == suppliers
    await registry.aclose()


async def test_all_share_a_monitor_and_show_no_key() -> None:
    away: Redis = Redis(host="127.0.0.1", port=9)
    registry = build_registry(supplier_settings(NOWHERE, 1), SystemClock(), away)
    assert [g.supplier for g in registry.able_to(Capability.SEARCH)] == list(Supplier)
    assert [g.supplier for g in registry.able_to(Capability.BATCH_QUOTE)] == [
        Supplier.TRAVCLAN,
        Supplier.LITEAPI,
    ]
    assert set(registry.booking) == {Supplier.TRAVCLAN, Supplier.LITEAPI}
    assert "travclan-key" not in repr(registry)
    assert "serpapi-key" not in repr(registry)
    assert "liteapi-key" not in repr(registry)
    await registry.aclose()
    await away.aclose()
