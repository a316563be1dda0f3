"""Exports all personal data as JSON."""

from typing import Any

from domain.app import App
from domain.privacy.person import person_of
from domain.privacy.queries.holdings import HOLDINGS
from domain.privacy.queries.people import rows_of


async def export_person(app: App, user_id: int) -> dict[str, Any]:
    """Return all rows about a person, table by table, without secrets.

    Amounts and times are as PostgreSQL writes them in JSON. Raises NotFound.
    """
    told: dict[str, Any] = {}
    async with app.pool.transaction():
        person = await person_of(app.pool, user_id)
        for holding in reversed(HOLDINGS):
            told[holding.table] = await rows_of(app.pool, holding, person)
    return {"exported_at": app.clock.now().isoformat(), "tables": told}
