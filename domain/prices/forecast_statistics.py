"""The probability that a price falls, fitted to past outcomes. Pure, standard library only.

The model is one strongly shrunk logistic regression over the lead time and a dozen features of the
run of closes, with an intercept for each kind and bucket of lead times, and another for each
question ("by 5 % or more, within 7 days"). A source that falls more often than its features suggest
leans that way, and each answer includes a share of the source's own rate of such falls. All
questions share the rest, so a deeper fall is never likelier than a shallower one, nor an earlier
one than a later. No data is shipped with it: if a source's own record is thin, it abstains.
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

# The questions that every model answers; the first is the one its weights are fitted to.
LADDER: tuple[Question, ...] = ((5, 7), (3, 7), (10, 7), (3, 3), (5, 3), (10, 3))
# The early outcomes for a source's days whose week is not over yet.
EARLY: Question = (5, 3)
RIDGE = 1000.0
# The share of the source's own rate in each forecast: a source has good and bad weeks, which
# mislead the features on their own. A tenth to a fifth works; none costs confidence.
SOURCE_SHARE = 0.15
# Prior: falls, and the cases they are counted in.
PRIOR_FALLS, PRIOR_CASES = 6.0, 30.0
# A source is silent until this many of its days, and this many outcomes in the bucket, are known.
LEAST_DAYS = 7
LEAST_CASES = 50
# With fewer outcomes or falls than this there is only a rate.
LEAST_OUTCOMES, LEAST_FALLS = 50, 5
# An older close says nothing about today's price.
STALE_DAYS = 2
# Hotels' prices hardly move within three days: no shorter question is answered for them.
HOTEL_DAYS = 7


class Reason(StrEnum):
    """Why there is no forecast."""

    NEW_SOURCE = "new_source"
    FEW_CASES = "few_cases"
    NO_PRICE = "no_price"
    OLD_PRICE = "old_price"
    CHECK_IN = "check_in"
    TOO_SHORT = "too_short"
    SILENCED = "silenced"


@dataclass(frozen=True, slots=True)
class Forecast:
    """The probability of a fall, and its basis.

    `probability` and `base_rate` are between 0 and 1. `base_rate` is how often such falls happened
    at this source (with a prior of 30 cases at the overall rate), `cases` counts the known outcomes
    at this source and in this bucket of lead times, and `fell` those that fell. With a `reason` it
    is an abstention: the probability is for the record only, and None if there is no price to
    forecast from.
    """

    probability: float | None
    base_rate: float
    cases: int
    fell: int
    reason: Reason | None = None

    @property
    def abstains(self) -> bool:
        """Return whether it must not be shown."""
        return self.reason is not None


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model, and its basis. `levels` and `rates` are by question.

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
        """Return the probability of a close `percent` % or more below the last one within `days`
        days.

        `history` holds pairs `(day, price)`, oldest first, or is a stored run; closes after
        `as_of`, or at or after check-in, are ignored. `kind` and `source` are those of the
        histories that the model was fitted on. Raises ValueError for a question that the model does
        not answer.
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
    """Return why nothing may be shown, or None."""
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
    """Return a model of falls by `percent` % or more within `days` days, and by the ladder.

    `past` holds histories, `(source, kind, check_in, [(day, price), …])` each. Only what was known
    at the end of `as_of` counts, by default the latest day of any close: later closes and windows
    still open then are ignored. Models of the same past agree with each other, whichever question
    they were fitted for, unless its window is longer than the ladder's.
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
    """Return the model with its sources as known on a later day; the weights stay."""
    kept = [one._replace(closes=list(one.closes)) for one in past]
    outcomes = list(outcomes_of(kept, model.questions, as_of))
    return with_sources(model, outcomes, _early(kept, model.questions, as_of), as_of)


def _early(past: Iterable[History], questions: Sequence[Question], as_of: date) -> list[Outcome]:
    """Return early outcomes of days whose longest window is not over."""
    longest = max(days for _, days in questions)
    before = date.fromordinal(max(as_of.toordinal() - longest, 1))
    return list(outcomes_of(past, (EARLY,), as_of, before))


def fit_outcomes(outcomes: Sequence[Outcome], questions: Sequence[Question], as_of: date) -> Model:
    """Return a model of outcomes known on a day, without knowledge of sources.

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
    """Return a model that knows its sources by their outcomes until a day.

    `early` outcomes answer `EARLY` for days whose week is not over: they show where their source
    leans.
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
