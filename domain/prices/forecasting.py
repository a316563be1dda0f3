"""How likely a price is to fall: fitted on what became of past prices. Pure, standard library only.

What is fitted: one strongly shrunk logistic regression over the lead time and a dozen features of
the run of closes so far, with a level for each kind and bucket of lead times, and for each
question ("by 5 % or more, within 7 days") one level more. A source that falls more often than its
features say leans that way, and a part of each answer is the rate of such falls at its source. All
questions share the rest, so that a deeper fall is never likelier than a lesser one, nor a sooner
one than a later. Nothing is shipped with it: where a source's own record is thin, it abstains.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.prices.closes import Close, History, Run, run_of
from domain.prices.lean import DOUBT, Case, Weigh, leans_of, weigh
from domain.prices.outcomes import Outcome, Question, bucket_of, outcomes_of
from domain.prices.regression import Regression, level_for, probability, regress
from domain.prices.sources import Source, sources_of

# The questions that every model answers; the first is what its weights are fitted on.
LADDER: tuple[Question, ...] = ((5, 7), (3, 7), (10, 7), (3, 3), (5, 3), (10, 3))
# What tells of a source's days whose week is not over yet.
EARLY: Question = (5, 3)
RIDGE = 1000.0
# So much of each forecast is the source's own rate: a source has good and bad weeks, and whoever
# believes the features alone is thrown by them. A tenth to a fifth does; none costs certainty.
SOURCE_SHARE = 0.15
# What is known beforehand: so many falls in so many cases.
PRIOR_FALLS, PRIOR_CASES = 6.0, 30.0
# A source is silent until this many of its days, and this many outcomes in the bucket, are known.
LEAST_DAYS = 7
LEAST_CASES = 50
# Fewer outcomes or falls than this tell a rate, and no more.
LEAST_OUTCOMES, LEAST_FALLS = 50, 5
# A close that is older than this says nothing of today's price.
STALE_DAYS = 2
# Hotels' prices hardly move within three days: nothing shorter is told of them.
HOTEL_DAYS = 7


class Reason(StrEnum):
    """Why nothing is forecast."""

    NEW_SOURCE = "new_source"
    FEW_CASES = "few_cases"
    NO_PRICE = "no_price"
    OLD_PRICE = "old_price"
    CHECK_IN = "check_in"
    TOO_SHORT = "too_short"
    SILENCED = "silenced"


@dataclass(frozen=True, slots=True)
class Forecast:
    """How likely a fall is, and what that rests on.

    `probability` and `base_rate` lie between 0 and 1. `base_rate` is how often such falls were
    seen at this source (with 30 cases of the whole's rate before its own), `cases` counts the
    outcomes known at this source and in this bucket of lead times, and `fell` those of them that
    fell. Where there is a `reason` it is an abstention: the probability is for the record alone,
    and None where there is no price to speak of.
    """

    probability: float | None
    base_rate: float
    cases: int
    fell: int
    reason: Reason | None = None

    @property
    def abstains(self) -> bool:
        """Say whether it must not be shown."""
        return self.reason is not None


@dataclass(frozen=True, slots=True)
class Model:
    """What was fitted, and on what. `levels` and `rates` are by question.

    `as_of` is the day of the weights, `known_until` that of the sources, the same or later.
    """

    as_of: date
    questions: tuple[Question, ...]
    outcomes: int
    rates: tuple[float, ...]
    levels: tuple[float, ...]
    regression: Regression | None
    sources: dict[tuple[str, str], Source]
    known_until: date

    def predict(
        self,
        history: Iterable[Close] | Run,
        as_of: date,
        check_in: date,
        percent: float,
        days: int,
        kind: str,
        source: str,
    ) -> Forecast:
        """Return how likely a close `percent` % or more below the last one is within `days` days.

        `history` holds pairs `(day, price)`, oldest first, or is a run that was kept; closes
        after `as_of`, or at or after check-in, are not looked at. `kind` and `source` are those
        of the histories that the model was fitted on. Raises ValueError where the question is
        none of the model's.
        """
        at = self._place_of(percent, days)
        known = self.sources.get((source, kind))
        lead = (check_in - as_of).days
        bucket = bucket_of(lead)
        cases, fell, base_rate, lean = 0, 0, self.rates[at], 0.0
        if known is not None:
            lean = known.lean
            tally = known.buckets.get(bucket)
            if tally is not None:
                cases, fell = tally[0], tally[at + 1]
            base_rate = (PRIOR_CASES * base_rate + known.fell[at]) / (PRIOR_CASES + known.cases)
        run = history if isinstance(history, Run) else run_of(history, as_of, check_in)
        if not run.count:
            return Forecast(None, base_rate, cases, fell, Reason.NO_PRICE)
        chance = self.rates[at]
        if self.regression is not None:
            score = self.regression.score(run.features(max(lead, 0)), (kind, bucket))
            chance = probability(score + self.levels[at] + lean)
            chance += SOURCE_SHARE * (base_rate - chance)
        reason = _reason(lead, as_of.toordinal() - run.day, kind, days, known, cases)
        return Forecast(chance, base_rate, cases, fell, reason)

    def _place_of(self, percent: float, days: int) -> int:
        try:
            return self.questions.index((float(percent), days))
        except ValueError:
            raise ValueError(f"not fitted for {percent} % within {days} days") from None


def _reason(
    lead: int, age: int, kind: str, days: int, known: Source | None, cases: int
) -> Reason | None:
    """Return why nothing may be told, None when it may."""
    if lead <= 1:
        return Reason.CHECK_IN
    if age > STALE_DAYS:
        return Reason.OLD_PRICE
    if kind == "hotel" and days < HOTEL_DAYS:
        return Reason.TOO_SHORT
    if known is None or known.days < LEAST_DAYS:
        return Reason.NEW_SOURCE
    return Reason.FEW_CASES if cases < LEAST_CASES else None


def fit(
    past: Iterable[History | tuple[str, str, date, Iterable[Close]]],
    percent: float = 5,
    days: int = 7,
    as_of: date | None = None,
) -> Model:
    """Return a model of falls by `percent` % or more within `days` days, and of the ladder's.

    `past` holds histories, `(source, kind, check_in, [(day, price), …])` each. Only what was known
    at the end of `as_of` counts, by default the latest day of any close: later closes and windows
    that were still open are not looked at. Models of the same past agree with each other,
    whichever question they were fitted for, unless its window is longer than the ladder's.
    """
    kept = [History(one[0], one[1], one[2], list(one[3])) for one in past]
    if as_of is None:
        as_of = max((day for one in kept for day, _ in one.closes), default=date.min)
    asked = (float(percent), int(days))
    questions = LADDER if asked in LADDER else (*LADDER, asked)
    outcomes = list(outcomes_of(kept, questions, as_of))
    model = fit_outcomes(outcomes, questions, as_of)
    return with_sources(model, outcomes, _early(kept, questions, as_of), as_of)


def taught(model: Model, past: Iterable[History], as_of: date) -> Model:
    """Return the model with its sources as they are known on a later day; weights stay."""
    kept = [one._replace(closes=list(one.closes)) for one in past]
    outcomes = list(outcomes_of(kept, model.questions, as_of))
    return with_sources(model, outcomes, _early(kept, model.questions, as_of), as_of)


def _early(past: Iterable[History], questions: Sequence[Question], as_of: date) -> list[Outcome]:
    """Return the early outcomes of days whose longest window is not over."""
    longest = max(days for _, days in questions)
    before = date.fromordinal(max(as_of.toordinal() - longest, 1))
    return list(outcomes_of(past, (EARLY,), as_of, before))


def fit_outcomes(outcomes: Sequence[Outcome], questions: Sequence[Question], as_of: date) -> Model:
    """Return a model of outcomes that were known on a day, of all sources alike.

    `questions` are the outcomes'.
    """
    number = len(questions)
    falls = [sum(one.fell[at] for one in outcomes) for at in range(number)]
    rates = tuple((PRIOR_FALLS + fell) / (PRIOR_CASES + len(outcomes)) for fell in falls)
    regression, levels = None, (0.0,) * number
    if len(outcomes) >= LEAST_OUTCOMES and falls[0] >= LEAST_FALLS:
        rows = [one.features for one in outcomes]
        cells = [(one.kind, one.bucket) for one in outcomes]
        regression = regress(rows, cells, [one.fell[0] for one in outcomes], RIDGE)
        scores = list(map(regression.score, rows, cells))
        levels = tuple(level_for(scores, fell) for fell in falls)
    return Model(as_of, tuple(questions), len(outcomes), rates, levels, regression, {}, as_of)


def with_sources(
    model: Model,
    outcomes: Sequence[Outcome],
    early: Sequence[Outcome],
    known_until: date,
    doubt: float = DOUBT,
    weigh: Weigh = weigh,
) -> Model:
    """Return a model that knows its sources by what became of their prices until a day.

    `early` outcomes are those of `EARLY`, of days whose week is not over: they tell where their
    source leans.
    """
    leans: dict[tuple[str, str], float] = {}
    if model.regression is not None:
        cases = [*_cases(model, outcomes, 0), *_cases(model, early, model.questions.index(EARLY))]
        leans = leans_of(cases, known_until.toordinal(), doubt, weigh)
    nothing = Source(0, 0, (0,) * len(model.questions), {})
    known = sources_of(outcomes)
    return replace(
        model,
        known_until=known_until,
        sources={
            name: replace(known.get(name, nothing), lean=leans.get(name, 0.0))
            for name in known | leans
        },
    )


def _cases(model: Model, outcomes: Iterable[Outcome], at: int) -> Iterator[Case]:
    """Yield each outcome's first answer, with the log odds of the model's question `at`."""
    if model.regression is not None:
        for one in outcomes:
            score = model.regression.score(one.features, (one.kind, one.bucket))
            yield Case((one.source, one.kind), one.day, score + model.levels[at], one.fell[0])


def predict(
    model: Model,
    history: Iterable[Close] | Run,
    as_of: date,
    check_in: date,
    percent: float,
    days: int,
    kind: str,
    source: str,
) -> Forecast:
    """Return `model.predict(…)`, for those who prefer a function."""
    return model.predict(history, as_of, check_in, percent, days, kind, source)
