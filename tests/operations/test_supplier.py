"""`often supplier`, run as its own process."""

import json

from domain.administration.audit import COMMAND_LINE, read_audit
from domain.app import App
from domain.settings import Settings
from domain.suppliers.contract import Supplier
from domain.suppliers.controls import open_credentials
from domain.suppliers.queries import read_controls
from tests.operations.running import often

KEY, NAME = "a-key-that-nobody-may-see", Supplier.LITEAPI.value


async def test_a_supplier_is_paused_and_given_another_key_that_nobody_sees(
    app: App, settings: Settings
) -> None:
    paused = await often(settings, "supplier", "pause", NAME, "--json", LITEAPI_KEY="a-key")
    assert (paused.code, paused.error) == (0, "")
    assert json.loads(paused.out)["paused_at"] is not None
    unknown = await often(settings, "supplier", "resume", "nobody", LITEAPI_KEY="a-key")
    assert unknown.code == 1
    assert NAME in unknown.error
    changed = await often(
        settings, "supplier", "credentials", NAME, "--unchecked", typed=f"{KEY}\n",
        LITEAPI_KEY="a-key", SECRET_KEY=settings.secret_key.get_secret_value(),
    )  # fmt: skip
    assert changed.code == 0
    entries = await read_audit(app.pool, 5)
    assert {entry.actor for entry in entries} == {COMMAND_LINE}
    assert KEY not in f"{changed.out}{changed.error}{entries}"
    control = (await read_controls(app.pool))[Supplier.LITEAPI]
    assert open_credentials(settings, control.sealed) == {"liteapi_key": KEY}
