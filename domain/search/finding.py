"""The findings of a question: kept ones, those of whoever asks the same just now, or new ones."""

from collections.abc import AsyncIterator

from domain.app import App
from domain.search.asking import Asking, Findings, Tell, ask_suppliers
from domain.search.caching import keep_findings, question_key, read_findings, read_listed
from domain.search.price_memory import remember, sightings_of
from domain.search.sharing import SharedQuestions
from domain.search.values import DestinationView
from domain.suppliers.contract import PriceQuestion, Priority

_questions = SharedQuestions()


async def find(
    app: App,
    destination: DestinationView,
    question: PriceQuestion,
    *,
    fresh: bool,
    depth: int,
    mends: bool = False,
    priority: Priority = Priority.LIVE,
) -> AsyncIterator[Findings]:
    """Yield the findings of a question as they grow; the last ones are all there is.

    `fresh` asks although something is kept; `mends` asks those again who could not be asked, and
    keeps what the others have said. What background work was refused says nothing about
    what a traveller would get: its gaps are not kept, and it shares only with its like.
    """
    key = question_key(destination.destination_id, question)
    begun = app.clock.now()
    kept = None if fresh else await _kept(app, key, depth)
    if kept is not None and (kept.is_whole or not mends):
        yield kept
        return

    async def ask(tell: Tell) -> Findings:
        # Another process may have asked and kept it while this one took its lease.
        meanwhile = await _kept(app, key, depth)
        if meanwhile is not None and (
            meanwhile.found_at > begun or not (fresh or (mends and not meanwhile.is_whole))
        ):
            return meanwhile
        known = () if fresh else await read_listed(app.redis, key, begun)
        asking = Asking(
            destination.destination_id, destination.place, question, depth, known, priority
        )
        findings, listed = await ask_suppliers(app, asking, tell)
        if findings.is_whole or priority is Priority.LIVE:
            await keep_findings(app.redis, key, findings, listed)
        seen = sightings_of(findings.hotels, question.currency)
        await remember(app.pool, destination.destination_id, question, seen)
        return findings

    async for findings in _questions.answers(app, f"{key}:{depth}:{priority}", ask):
        yield findings


async def _kept(app: App, key: str, depth: int) -> Findings | None:
    kept = await read_findings(app.redis, key, app.clock.now())
    if kept is None:
        return None
    return kept if kept.depth >= depth or not kept.has_more else None
