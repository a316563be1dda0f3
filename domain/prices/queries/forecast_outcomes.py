"""Forecasts' outcomes, aggregated by the database."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from domain.prices.calibration import TENTHS, Sums, Tenth
from domain.prices.forecast_statistics import Reason
from domain.prices.forecast_tables import ForecastKind
from domain.prices.queries.forecasts import REASONS
from domain.unit_of_work import Database


class Standing(IntEnum):
    """Whether forecasts could be shown, were withheld for their source's silence only, or for other
    reasons.
    """

    TOLD = 0
    SILENCED = 1
    WITHHELD = 2


@dataclass(frozen=True, slots=True)
class Group:
    """A source's judged forecasts of a kind and standing: by tenths, and summed by thing and
    week.
    """

    source: str
    kind: ForecastKind
    standing: Standing
    tenths: tuple[Tenth, ...]
    by_thing: Sums
    by_week: Sums


_GROUPS = """
    SELECT f.trackable_id, f.rate_id, f.day - extract(isodow FROM f.day)::int AS week,
           s.source, f.kind, CASE f.reason WHEN 0 THEN 0 WHEN $2 THEN 1 ELSE 2 END AS told,
           f.probability AS p, f.base_rate AS b, f.fell::int AS y
    FROM price_forecasts f JOIN priced_rates s ON s.id = f.rate_id
    WHERE f.day >= $1 AND f.fell IS NOT NULL
"""


_SUMS = """
    SELECT source, kind, told, count(*)::int AS clusters, sum(e) AS e, sum(b) AS b,
           sum(e * e) AS ee, sum(e * b) AS eb, sum(b * b) AS bb
    FROM (SELECT source, kind, told, {by}, sum((p - y) ^ 2) AS e, sum((b - y) ^ 2) AS b
          FROM judged GROUP BY source, kind, told, {by}) c
    GROUP BY source, kind, told
"""


async def read_groups(pool: Database, since: date) -> list[Group]:
    """Return the outcomes of forecasts since a day, by source, kind and standing."""
    silence = REASONS.index(Reason.SILENCED) + 1
    judged = f"WITH judged AS ({_GROUPS}) "
    things = await pool.fetch(judged + _SUMS.format(by="trackable_id"), since, silence)
    weeks = await pool.fetch(judged + _SUMS.format(by="week"), since, silence)
    tenths = await pool.fetch(
        judged
        + """
        SELECT source, kind, told, least(floor(p * 10)::int, 9) AS tenth, count(*)::int AS n,
               avg(p) AS said, avg(y)::float8 AS came
        FROM judged GROUP BY source, kind, told, tenth
        """,
        since,
        silence,
    )
    by_week = {_key(row): _sums(row) for row in weeks}
    heaps: dict[tuple[Any, ...], dict[int, Tenth]] = {}
    for row in tenths:
        heap = heaps.setdefault(_key(row), {})
        heap[row["tenth"]] = Tenth(row["n"], row["said"], row["came"])
    return [
        Group(
            row["source"],
            ForecastKind(row["kind"]),
            Standing(row["told"]),
            tuple(heaps[_key(row)].get(at, Tenth(0, 0.0, 0.0)) for at in range(TENTHS)),
            _sums(row),
            by_week[_key(row)],
        )
        for row in things
    ]


def _key(row: Any) -> tuple[Any, ...]:
    return row["source"], row["kind"], row["told"]


def _sums(row: Any) -> Sums:
    return Sums(row["clusters"], row["e"], row["b"], row["ee"], row["eb"], row["bb"])
