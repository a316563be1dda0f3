"""What a rule would have told over a recorded series."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.alerts.backtest import MOST_WELCOME, WINDOW, backtest
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.prices.values import PricePoint, PriceSeries

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DROP = RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(5))


def series(*totals: int | None) -> PriceSeries:
    """Return daily prices up to now."""
    first = NOW - timedelta(days=len(totals) - 1)
    points = (
        PricePoint(first + timedelta(days=day), None if total is None else Decimal(total))
        for day, total in enumerate(totals)
    )
    return PriceSeries(1, "INR", tuple(points))


def test_it_tells_when_the_rule_would_have_fired() -> None:
    tested = backtest(DROP, series(10_000, 9_400, 9_400, 10_500, 9_300, None, 9_300), NOW)
    assert tested is not None
    assert tested.fired_at == (NOW - timedelta(days=5), NOW - timedelta(days=2))
    assert (tested.days, tested.suggested) == (6, None)


def test_a_short_series_tells_nothing() -> None:
    assert backtest(DROP, series(10_000, 9_000, 8_000), NOW) is None
    assert backtest(DROP, series(), NOW) is None


def test_a_rule_that_would_have_been_silent_gets_one_that_would_not() -> None:
    tested = backtest(DROP, series(10_000, 9_850, 9_800, 9_750, 9_690, 9_700), NOW)
    assert tested is not None
    assert tested.fired_at == ()
    assert tested.suggested == RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(3))


def test_a_rule_that_would_have_been_a_nuisance_gets_a_quieter_one() -> None:
    restless = [10_000, *([9_400, 10_500] * 8), 7_900, 9_000]
    tested = backtest(DROP, series(*restless), NOW)
    assert tested is not None
    assert len(tested.fired_at) > MOST_WELCOME
    assert tested.suggested == RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(8))


def test_a_target_below_all_prices_is_raised_to_the_lowest() -> None:
    target = RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(5_000))
    tested = backtest(target, series(10_000, 9_400, 9_000, 9_600, 9_800), NOW)
    assert tested is not None
    assert tested.suggested == RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(9_000))


def test_a_deal_needs_a_range_before_it_can_be_told() -> None:
    deal = RuleTerms(RuleKind.BEST_DEAL)
    prices = [10_000, 10_100, 10_200, 10_300, 10_200, 10_100, 10_050, 10_150, 9_000, 9_100]
    tested = backtest(deal, series(*prices), NOW)
    assert tested is not None
    assert tested.fired_at == (NOW - timedelta(days=1),)


terms = st.one_of(
    st.builds(RuleTerms, st.just(RuleKind.PRICE_DROP), st.sampled_from([Decimal(3), Decimal(9)])),
    st.builds(RuleTerms, st.just(RuleKind.PRICE_RISE), st.just(Decimal(5))),
    st.sampled_from([RuleTerms(kind) for kind in RuleKind if kind is not RuleKind.TARGET_PRICE]),
)


@given(terms, st.lists(st.none() | st.integers(5_000, 15_000), max_size=60))
def test_whatever_the_series_it_only_looks_back_a_month(
    rule: RuleTerms, totals: list[int | None]
) -> None:
    tested = backtest(rule, series(*totals), NOW)
    if tested is not None:
        assert all(NOW - WINDOW <= at <= NOW for at in tested.fired_at)
        assert tested.suggested != rule


def test_a_target_that_would_have_been_a_nuisance_gets_a_lower_one() -> None:
    target = RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(9_900))
    restless = [10_000, *([9_800, 10_500] * 6), 9_000, 10_500]
    tested = backtest(target, series(*restless), NOW)
    assert tested is not None
    assert len(tested.fired_at) > MOST_WELCOME
    assert tested.suggested == RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(9_000))
