"""Queries for words that were not understood, stored without the rest of their lines."""

from datetime import datetime
from typing import NamedTuple

from domain.unit_of_work import Database


class UnreadLine(NamedTuple):
    """What is kept of a line: its hash, and the words that were not understood."""

    user_id: int
    text_hash: str
    language: str
    request: str
    words: list[str]
    written_at: datetime


class StoredWord(NamedTuple):
    """A word, how many travellers wrote it, and the language and request of each line."""

    word: str
    travellers: int
    lines: int
    languages: list[str]
    requests: list[str]
    next_step: str
    last_at: datetime


async def insert_line(database: Database, line: UnreadLine) -> None:
    """Store a line's words."""
    await database.execute(
        """
        INSERT INTO unread_lines (user_id, text_hash, language, request, words, written_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        *line,
    )


async def note_step(database: Database, user_id: int, step: str, since: datetime) -> None:
    """Note what a traveller did after their last line, if it was written after `since`."""
    await database.execute(
        """
        UPDATE unread_lines SET next_step = $2
        WHERE id = (SELECT max(id) FROM unread_lines WHERE user_id = $1)
          AND next_step IS NULL AND written_at > $3
        """,
        user_id,
        step,
        since,
    )


async def words_since(
    database: Database, since: datetime, least_travellers: int, most: int
) -> list[StoredWord]:
    """Return words that at least so many travellers wrote after `since`, most frequent first."""
    return await database.fetch_as(
        StoredWord,
        """
        SELECT word, count(DISTINCT user_id) AS travellers, count(DISTINCT text_hash) AS lines,
               array_agg(language) AS languages, array_agg(request) AS requests,
               mode() WITHIN GROUP (ORDER BY coalesce(next_step, '')) AS next_step,
               max(written_at) AS last_at
        FROM unread_lines, jsonb_array_elements_text(words) AS word
        WHERE written_at > $1
        GROUP BY word HAVING count(DISTINCT user_id) >= $2
        ORDER BY travellers DESC, lines DESC, word LIMIT $3
        """,
        since,
        least_travellers,
        most,
    )


async def count_unread(database: Database, since: datetime) -> int:
    """Return how many lines after `since` had words that were not understood."""
    count: int = await database.fetchval(
        "SELECT count(*) FROM unread_lines WHERE written_at > $1", since
    )
    return count


async def forget_lines(database: Database, until: datetime) -> None:
    """Delete the lines written up to `until`."""
    await database.execute("DELETE FROM unread_lines WHERE written_at <= $1", until)
