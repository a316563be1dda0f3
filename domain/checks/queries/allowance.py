"""The total value of everything tracked, for sharing out the quota."""

from domain.unit_of_work import Database


async def sum_up_due(database: Database) -> tuple[float, float]:
    """Return the total value, and the questions per thing."""
    ((total, questions),) = await database.fetch(
        """
        SELECT coalesce(sum(value), 0)::float AS total,
               count(DISTINCT question_key)::float / greatest(count(*), 1) AS questions
        FROM trackables WHERE due_at IS NOT NULL
        """
    )
    return total, questions
