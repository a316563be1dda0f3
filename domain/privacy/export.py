"""Everything that is held of a person, as JSON."""

from typing import Any

from domain.app import App
from domain.privacy.holdings import HOLDINGS
from domain.privacy.person import person_of


async def export_person(app: App, user_id: int) -> dict[str, Any]:
    """Return all rows that are about somebody, table by table, without secrets.

    Amounts and moments are as PostgreSQL writes them in JSON. Raises NotFound.
    """
    told: dict[str, Any] = {}
    async with app.pool.transaction():
        person = await person_of(app.pool, user_id)
        for holding in reversed(HOLDINGS):
            rows = await app.pool.fetch(
                f"""
                SELECT to_jsonb(t) - $4::text[] AS told FROM {holding.table} t
                WHERE ({holding.mine})
                  AND ($1::bigint[], $2::bigint[], $3::text[]) IS NOT NULL
                """,
                *person.values,
                list(holding.hidden),
            )
            told[holding.table] = [row["told"] for row in rows]
    return {"exported_at": app.clock.now().isoformat(), "tables": told}
