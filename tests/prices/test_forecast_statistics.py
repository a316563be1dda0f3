"""Forecasts: no look ahead, answers that agree, and silence where little is known."""

import json
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.prices.closes import History, Run, run_of
from domain.prices.forecast_statistics import (
    LADDER,
    LEAST_CASES,
    LEAST_DAYS,
    Model,
    Reason,
    fit,
)
from domain.prices.model_json import from_json, to_json
from domain.prices.outcomes import outcomes_of
from domain.prices.packed_closes import pack, unpack

FIRST = date(2026, 3, 2)
AHEAD = 45


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def market(
    things: int, days: int, seed: int = 1, source: str = "a", kind: str = "hotel"
) -> list[History]:
    """Return histories of things whose prices move by a few percent, some of them not at all."""
    random, past = Random(seed), []
    for number in range(things):
        price, closes = 100.0, []
        for at in range(days):
            if number % 3 and random.random() < 0.4:
                price *= 1 + random.uniform(-0.09, 0.09)
            closes.append((day(at), round(price, 2)))
        past.append(History(source, kind, day(days + AHEAD), closes))
    return past


MODEL = fit(market(40, 30))
prices = st.floats(min_value=1, max_value=5000, allow_nan=False)
runs = st.lists(prices, min_size=1, max_size=25)


def closes_of(totals: list[float]) -> list[tuple[date, float]]:
    return [(day(at), total) for at, total in enumerate(totals)]


def ask(model: Model, totals: list[float], percent: float = 5, days: int = 7) -> float:
    today = day(len(totals) - 1)
    told = model.predict(closes_of(totals), today, day(60), percent, days, "hotel", "a")
    assert told.probability is not None
    return told.probability


@given(runs, runs)
def test_later_prices_change_nothing(before: list[float], after: list[float]) -> None:
    today, check_in = day(len(before) - 1), day(90)
    alone = MODEL.predict(closes_of(before), today, check_in, 5, 7, "hotel", "a")
    told = MODEL.predict(closes_of(before + after), today, check_in, 5, 7, "hotel", "a")
    assert told == alone


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(min_value=12, max_value=24))
def test_shuffled_later_prices_change_no_model(random: Random, known: int) -> None:
    past = market(12, 30)
    shuffled = []
    for one in past:
        closes = list(one.closes)
        later = [price for _, price in closes[known + 1 :]]
        random.shuffle(later)
        days = [at for at, _ in closes[known + 1 :]]
        shuffled.append(one._replace(closes=[*closes[: known + 1], *zip(days, later, strict=True)]))
    assert fit(past, as_of=day(known)) == fit(shuffled, as_of=day(known))


@given(runs, st.integers(min_value=0, max_value=40))
def test_nothing_at_or_after_check_in_is_looked_at(totals: list[float], arrival: int) -> None:
    run = run_of(closes_of(totals), day(len(totals)), day(arrival))
    assert run.count <= arrival
    assert all(seen < day(arrival).toordinal() for seen in run.days)


@given(runs)
def test_deeper_and_sooner_falls_are_never_likelier(totals: list[float]) -> None:
    for days in (3, 7):
        assert ask(MODEL, totals, 3, days) >= ask(MODEL, totals, 5, days)
        assert ask(MODEL, totals, 5, days) >= ask(MODEL, totals, 10, days)
    for percent in (3, 5, 10):
        assert ask(MODEL, totals, percent, 3) <= ask(MODEL, totals, percent, 7)


@pytest.mark.parametrize("percent", [3, 4, 5, 8, 10])
def test_models_of_one_past_agree_whatever_they_were_fitted_for(percent: float) -> None:
    other = fit(market(40, 30), percent, 7)
    totals = [100.0, 104, 99, 101]
    assert [ask(other, totals, p, d) for p, d in LADDER] == [
        ask(MODEL, totals, p, d) for p, d in LADDER
    ]
    assert ask(other, totals, 3) >= ask(other, totals, percent) >= ask(other, totals, 10)


@given(runs)
def test_a_probability_is_one(totals: list[float]) -> None:
    assert 0 < ask(MODEL, totals) < 1


def test_a_new_source_is_silent() -> None:
    closes = closes_of([100.0, 101])
    told = MODEL.predict(closes, day(1), day(75), 5, 7, "hotel", "newcomer")
    assert told.reason is Reason.NEW_SOURCE
    assert (told.cases, told.abstains) == (0, True)
    assert told.probability is not None


@pytest.mark.parametrize("known", [LEAST_DAYS - 1, LEAST_DAYS])
def test_it_speaks_after_a_week_of_resolved_days(known: int) -> None:
    past = market(60, known + 7)
    told = fit(past).predict(past[0].closes, day(known + 6), past[0].check_in, 5, 7, "hotel", "a")
    assert told.cases == 60 * known
    assert told.reason is (Reason.NEW_SOURCE if known < LEAST_DAYS else None)


def test_it_is_silent_in_a_bucket_of_few_cases() -> None:
    past = market(5, 20)
    told = fit(past).predict(past[0].closes, day(19), day(19 + 20), 5, 7, "hotel", "a")
    assert told.cases < LEAST_CASES
    assert told.reason is Reason.FEW_CASES


@pytest.mark.parametrize(
    ("today", "check_in", "days", "kind", "reason"),
    [
        (29, 75, 3, "hotel", Reason.TOO_SHORT),
        (29, 30, 7, "hotel", Reason.CHECK_IN),
        (29, 20, 7, "hotel", Reason.CHECK_IN),
        (33, 75, 7, "hotel", Reason.OLD_PRICE),
        (29, 75, 7, "hotel", None),
    ],
)
def test_it_says_why_it_is_silent(
    today: int, check_in: int, days: int, kind: str, reason: Reason | None
) -> None:
    closes = market(40, 30)[1].closes
    told = MODEL.predict(closes, day(today), day(check_in), 5, days, kind, "a")
    assert told.reason is reason


def test_without_a_price_there_is_no_probability() -> None:
    told = MODEL.predict([], day(3), day(75), 5, 7, "hotel", "a")
    assert (told.probability, told.reason) == (None, Reason.NO_PRICE)


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(ValueError, match="not fitted for 6 % within 7 days"):
        ask(MODEL, [100.0], 6)


def test_an_empty_past_knows_the_prior_alone() -> None:
    told = fit([]).predict(closes_of([100.0]), day(0), day(30), 5, 7, "hotel", "a")
    assert (told.probability, told.base_rate, told.reason) == (0.2, 0.2, Reason.NEW_SOURCE)


@pytest.mark.parametrize(
    ("totals", "counted"),
    [
        ([100.0, 45, 100, 101], 3),
        ([100.0, 230, 100], 2),
        ([100.0, 45, 46, 47], 3),
        ([100.0, 230, 45, 100], 2),
    ],
)
def test_a_doubling_or_halving_counts_when_seen_twice(totals: list[float], counted: int) -> None:
    assert run_of(closes_of(totals), day(9), day(60)).count == counted


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9),
            st.one_of(
                st.floats(1, 1e6),
                st.sampled_from([50.0, 94.9, 95.0, 100.0, 199.9, 200.0, 0.0, float("nan")]),
            ),
        ),
        max_size=40,
    )
)
def test_a_run_made_at_once_is_the_one_that_grew(steps: list[tuple[int, float]]) -> None:
    at, closes, grown = 0, [], Run()
    for ahead, price in steps:
        at += ahead
        closes.append((day(at), price))
        grown.add(day(at).toordinal(), price)
    made = run_of(closes, day(at), day(at + 30))
    for name in Run.__slots__:
        assert getattr(made, name) == pytest.approx(getattr(grown, name)), name


@given(
    st.lists(st.floats(90, 110), min_size=1, max_size=40), st.sets(st.integers(0, 39), max_size=15)
)
def test_so_is_one_of_steady_prices_with_gaps(totals: list[float], gaps: set[int]) -> None:
    closes = [close for at, close in enumerate(closes_of(totals)) if at not in gaps]
    grown = Run()
    for on, price in closes:
        grown.add(on.toordinal(), price)
    made = run_of(closes, day(len(totals)), day(99))
    for name in Run.__slots__:
        assert getattr(made, name) == pytest.approx(getattr(grown, name)), name


def test_an_outcome_waits_for_its_window() -> None:
    past = [History("a", "flight", day(60), closes_of([100.0] * 5 + [94.0] * 10))]
    known = list(outcomes_of(past, LADDER, day(12)))
    assert [one.day - FIRST.toordinal() for one in known] == [0, 1, 2, 3, 4, 5]
    assert [one.fell[LADDER.index((5, 7))] for one in known] == [True] * 5 + [False]
    assert [one.fell[LADDER.index((5, 3))] for one in known] == [False, False] + [True] * 3 + [
        False
    ]


@given(runs, runs)
def test_a_run_that_was_stored_goes_on_as_before(before: list[float], after: list[float]) -> None:
    whole = run_of(closes_of(before + after), day(60), day(90))
    kept = unpack(pack(run_of(closes_of(before), day(60), day(90))))
    for at, total in enumerate(after, len(before)):
        kept.add(day(at).toordinal(), total)
    assert pack(kept) == pack(whole)
    assert kept.features(20) == whole.features(20)


def test_a_stored_model_tells_the_same() -> None:
    assert from_json(json.loads(json.dumps(to_json(MODEL)))) == MODEL


def test_the_rates_that_fall_are_found() -> None:
    """Flights that fall every week are distinguished from hotels that never do."""
    falling = [
        History("b", "flight", day(90), closes_of([100.0 - 10 * (at % 5) for at in range(30)]))
        for _ in range(30)
    ]
    model = fit([*falling, *market(30, 30)[::3]])
    flight = model.predict(falling[0].closes, day(29), day(90), 5, 7, "flight", "b")
    hotel = model.predict(closes_of([100.0] * 30), day(29), day(75), 5, 7, "hotel", "a")
    assert flight.probability is not None
    assert hotel.probability is not None
    assert flight.probability > 0.5
    assert hotel.probability < 0.2
