"""A decision in words: the proposals, the chosen cover and its closest rivals."""

from collections.abc import Iterator

from domain.reading.decision import Cover
from domain.reading.line import Decision

MOST_RIVALS = 3


def explained(decision: Decision) -> Iterator[str]:
    """Yield the lines that explain a decision."""
    text = decision.text
    yield f"“{text}”"
    yield "proposed:"
    for one in sorted(decision.proposals, key=lambda p: (p.start, -p.end, p.cost)):
        words = text[one.start : one.end]
        yield f"  {one.cost:5.2f}  “{words}”  {_short(one.meaning)}  ({one.why})"
    yield "chosen:"
    yield from _cover(text, decision.best)
    for other in decision.others[:MOST_RIVALS]:
        yield f"or, dearer by {other.cost - decision.best.cost:.2f}:"
        yield from _cover(text, other)
    if decision.rival is not None:
        ones = f"{decision.best.request.value} or {decision.rival.request.value}"
        yield f"near enough to ask: {ones}?"


def _cover(text: str, cover: Cover) -> Iterator[str]:
    yield f"  {cover.request.value}, {cover.cost:.2f} in all {'; '.join(cover.marks)}"
    for one in cover.chosen:
        yield f"    {one.cost:5.2f}  “{text[one.start : one.end]}”  {_short(one.meaning)}"
    if cover.left:
        yield f"    left over: {' '.join(token.word for token in cover.left)}"


def _short(meaning: object) -> str:
    options = getattr(meaning, "options", ())
    if options:
        names = ", ".join(str(option.full_name) for option in options[:3])
        return f"{type(meaning).__name__} {names}"
    return repr(meaning)[:110]
