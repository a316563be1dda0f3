"""Where sources lean: soon, by few words, and never by one day's crowd."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.prices.closes import History
from domain.prices.forecast_statistics import LADDER, fit, taught
from domain.prices.lean import MOST_A_DAY, Case, leans_of

FIRST = date(2026, 3, 2)
EVEN = 0.0


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def cases(days: int, a_day: int, fell: bool, source: str = "a") -> list[Case]:
    return [Case((source, "hotel"), at, EVEN, fell) for at in range(days) for _ in range(a_day)]


def histories(source: str, restless: float, days: int, start: int = 0) -> list[History]:
    random, past = Random(source), []
    for _ in range(30):
        price, closes = 100.0, []
        for at in range(start, start + days):
            if random.random() < restless:
                price *= 1 + random.uniform(-0.12, 0.12)
            closes.append((day(at), price))
        past.append(History(source, "hotel", day(start + days + 30), closes))
    return past


@given(st.integers(1, 20), st.integers(1, 300))
def test_a_source_leans_towards_what_came(days: int, a_day: int) -> None:
    fell = leans_of(cases(days, a_day, fell=True), days)["a", "hotel"]
    stayed = leans_of(cases(days, a_day, fell=False), days)["a", "hotel"]
    assert fell > 0
    assert abs(fell + stayed) < 1e-4


def test_a_crowd_of_one_day_is_little_news() -> None:
    crowd = leans_of(cases(1, 5000, fell=True), 1)["a", "hotel"]
    steady = leans_of(cases(20, 50, fell=True), 20)["a", "hotel"]
    assert crowd < leans_of(cases(1, 1, fell=True), 1)["a", "hotel"] * MOST_A_DAY
    assert crowd < steady / 2


def test_each_source_leans_for_itself() -> None:
    leans = leans_of([*cases(9, 9, fell=True), *cases(9, 9, fell=False, source="b")], 9)
    assert leans["a", "hotel"] > 0 > leans["b", "hotel"]


def test_a_new_source_leans_before_its_first_week_is_over() -> None:
    """Three days tell of it already; it is silent as before."""
    known = histories("a", 0.3, 30)
    model = fit(known)
    later = [*known, *histories("b", 0.0, 5, start=30)]
    after = taught(model, later, day(34))
    assert after.regression == model.regression
    assert (after.as_of, after.known_until) == (day(29), day(34))
    assert after.sources["b", "hotel"].lean < 0
    assert after.sources["b", "hotel"].days == 0
    told = after.predict(later[-1].closes, day(34), day(65), 5, 7, "hotel", "b")
    assert told.abstains


def test_what_is_not_over_teaches_nothing() -> None:
    """A fall of yesterday and of the day before is of a window that is open."""
    known = histories("a", 0.3, 30)
    calm = [History("b", "hotel", day(90), [(day(at), 100.0) for at in range(30, 34)])] * 20
    fallen = [one._replace(closes=[*one.closes[:3], (day(33), 50.0)]) for one in calm]  # type: ignore[index]
    models = [taught(fit(known), [*known, *one], day(32)) for one in (calm, fallen)]
    assert models[0] == models[1]


MODEL = fit(histories("a", 0.3, 25))


@given(st.floats(-5, 5), st.lists(st.floats(50, 200), min_size=1, max_size=20))
def test_a_lean_keeps_all_questions_in_order(lean: float, totals: list[float]) -> None:
    name = ("a", "hotel")
    model = replace(MODEL, sources={name: replace(MODEL.sources[name], lean=lean)})
    closes = [(day(at), total) for at, total in enumerate(totals)]
    today = closes[-1][0]
    said = {
        question: model.predict(closes, today, day(60), *question, "hotel", "a").probability or 0
        for question in LADDER
    }
    for percent, days in LADDER:
        assert said[percent, 3] <= said[percent, 7]
        assert said[10, days] <= said[5, days] <= said[3, days]
