"""Replaces a supplier's credentials without a restart, from the command line only."""

from collections.abc import Mapping
from datetime import datetime

from domain.administration.audit import Act, Actor, Deed, note
from domain.administration.suppliers import Trial, try_out
from domain.app import App
from domain.suppliers.assembly import build_registry, with_credentials
from domain.suppliers.contract import Supplier
from domain.suppliers.controls import seal_credentials
from domain.suppliers.queries import keep_credentials
from domain.suppliers.status import SupplierStatus


async def change_credentials(
    app: App,
    actor: Actor,
    supplier: Supplier,
    newer: Mapping[str, str],
    now: datetime,
    *,
    checked: bool,
) -> Trial | None:
    """Store credentials by their settings' names; every process picks them up within seconds.

    With `checked` they are tried first, and stored only if the supplier accepts them; the trial is
    returned. The log records that they changed, never their values.
    """
    trial = await _tried(app, supplier, newer) if checked else None
    if trial is not None and trial.status is not SupplierStatus.OK:
        return trial
    sealed = seal_credentials(app.settings, newer)
    await _keep(app, actor, supplier, sealed, now)
    return trial


async def forget_credentials(app: App, actor: Actor, supplier: Supplier, now: datetime) -> None:
    """Go back to the credentials in the settings."""
    await _keep(app, actor, supplier, None, now)


async def _tried(app: App, supplier: Supplier, newer: Mapping[str, str]) -> Trial:
    settings = with_credentials(app.settings, newer)
    registry = build_registry(settings, app.clock, app.redis, only=supplier)
    try:
        gateway = registry.get(supplier)
        if gateway is None:
            return Trial(SupplierStatus.AUTH_REJECTED, 0.0)
        return await try_out(gateway)
    finally:
        await registry.aclose()


async def _keep(
    app: App, actor: Actor, supplier: Supplier, sealed: str | None, now: datetime
) -> None:
    after = {"credentials": "of the settings" if sealed is None else "changed"}
    async with app.pool.transaction():
        await keep_credentials(app.pool, supplier, sealed, now)
        deed = Deed(Act.CREDENTIALS_CHANGED, f"supplier:{supplier.value}", {}, after)
        await note(app.pool, actor, deed, now)
