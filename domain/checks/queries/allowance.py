"""How much is watched, for sharing out what may be asked."""

from domain.unit_of_work import Database


async def sum_up_due(database: Database) -> tuple[float, float]:
    """Return the values of what is watched, in all, and its questions a thing."""
    ((total, questions),) = await database.fetch(
        """
        SELECT coalesce(sum(value), 0)::float AS total,
               count(DISTINCT question_key)::float / greatest(count(*), 1) AS questions
        FROM trackables WHERE due_at IS NOT NULL
        """
    )
    return total, questions
