"""Returns a question's findings: stored ones, those of somebody asking the same, or new ones.

In any case the newest prices known for the hotels are laid over them.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

from domain.app import App
from domain.search.answer_cache import LIFE, keep_findings, question_key, read_findings, read_listed
from domain.search.inquiry import Asking, Findings, Tell, ask_suppliers
from domain.search.newest_prices import Said
from domain.search.overlay import held_by, lay_over, spoken_in
from domain.search.price_memory import remember, sightings_of
from domain.search.queries.newest_prices import newer_words, note
from domain.search.single_question import SharedQuestions
from domain.search.values import DestinationView
from domain.suppliers.contract import Capability, PriceQuestion, Priority


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
    """Yield a question's findings as they grow; the last ones are complete.

    `fresh` ignores stored findings; `mends` asks only the suppliers that failed before. A refusal
    of background work says nothing about what a traveller would get: its gaps are not stored, and
    it shares only with other background work.
    """
    key = question_key(destination.destination_id, question)
    begun = app.clock.now()
    kept = None if fresh else await _kept(app, key, depth)
    if kept is not None and (kept.is_whole or not mends):
        yield await with_newest(app, kept, question)
        return

    async def ask(tell: Tell) -> Findings:
        # Another process may have asked and stored it before this one got the lease.
        meanwhile = await _kept(app, key, depth)
        if meanwhile is not None and (
            meanwhile.found_at > begun or not (fresh or (mends and not meanwhile.is_whole))
        ):
            return meanwhile
        known = () if fresh else await read_listed(app.redis, key, begun)
        asking = Asking(
            destination.destination_id, destination.place, question, depth, known, priority
        )
        return await _ask_and_keep(app, key, asking, tell)

    shared = app.one(SharedQuestions)
    async for findings in shared.answers(app.redis, f"{key}:{depth}:{priority}", ask):
        yield await with_newest(app, findings, question)


async def _ask_and_keep(app: App, key: str, asking: Asking, tell: Tell) -> Findings:
    """Ask the suppliers, record and report each part, and store the result if it may be stored."""
    destination_id, question = asking.destination_id, asking.question

    async def note_and_tell(some: Findings) -> None:
        await _note(app, destination_id, question, some)
        await tell(some)

    findings, listed = await ask_suppliers(app, asking, note_and_tell)
    await _note(app, destination_id, question, findings)
    if findings.is_whole or asking.priority is Priority.LIVE:
        await keep_findings(app.redis, key, findings, listed)
    seen = sightings_of(findings.hotels, question.currency)
    await remember(app.pool, destination_id, question, seen)
    return findings


async def kept_findings(app: App, destination_id: int, question: PriceQuestion) -> Findings | None:
    """Return a question's stored findings if still valid, without asking anybody."""
    kept = await read_findings(app.redis, question_key(destination_id, question), app.clock.now())
    return None if kept is None else await with_newest(app, kept, question)


async def with_newest(app: App, findings: Findings, question: PriceQuestion) -> Findings:
    """Return findings with the newest words laid over them."""
    suppliers = [one.supplier for one in app.suppliers.able_to(Capability.SEARCH)]
    spoken = spoken_in((o.supplier, o.quote) for h in findings.hotels for o in h.offers)
    words = await newer_words(app.pool, question, held_by(findings.hotels, suppliers), spoken)
    since = app.clock.now() - LIFE
    hotels = lay_over(findings.hotels, words, question.currency, since)
    return replace(findings, hotels=hotels)


async def _note(app: App, destination_id: int, question: PriceQuestion, findings: Findings) -> None:
    """Record what each supplier said of each hotel in its list."""

    def said() -> Iterator[Said]:
        for hotel in findings.hotels:
            where = destination_id, question, hotel.hotel_id
            for offer in hotel.offers:
                yield Said(*where, offer.supplier, offer.quote, offer.quote.observed_at)
            for one in hotel.unsold:
                yield Said(*where, one.supplier, None, one.at)

    await note(app.pool, said())


async def _kept(app: App, key: str, depth: int) -> Findings | None:
    kept = await read_findings(app.redis, key, app.clock.now())
    if kept is None:
        return None
    return kept if kept.depth >= depth or not kept.has_more else None
