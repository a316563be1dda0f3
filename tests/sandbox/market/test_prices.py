"""Prices follow dates, guests and the clock, and stand still while none of them moves."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sandbox.market import Market
from sandbox.market.hotels import Hotel
from sandbox.market.listings import SERPAPI, TRAVCLAN
from sandbox.market.stays import Guests, Stay

NOW = datetime(2026, 11, 3, 10, 20, tzinfo=UTC)
STAY = Stay(date(2026, 12, 15), date(2026, 12, 18))


def market_at(now: datetime, drift: str = "1") -> Market:
    return Market(7, clock=lambda: now, drift=Decimal(drift))


def goa(market: Market) -> list[Hotel]:
    place = market.geography.find("Goa")
    assert place is not None
    return market.hotels_in(place)


def total(market: Market, stay: Stay = STAY, supplier: str = TRAVCLAN) -> Decimal:
    return sum((market.price(hotel, stay, supplier) for hotel in goa(market)), Decimal(0))


def test_a_price_is_the_same_within_the_hour() -> None:
    assert total(market_at(NOW)) == total(market_at(NOW + timedelta(minutes=39)))


def test_a_price_drifts_slowly_from_day_to_day() -> None:
    before, after = market_at(NOW), market_at(NOW + timedelta(days=1))
    changes = [
        after.price(there, STAY, TRAVCLAN) / before.price(here, STAY, TRAVCLAN) - 1
        for here, there in zip(goa(before), goa(after), strict=True)
    ]

    assert any(changes)
    assert all(abs(change) < Decimal("0.05") for change in changes)


def test_without_drift_the_hour_does_not_matter() -> None:
    assert total(market_at(NOW, "0")) == total(market_at(NOW + timedelta(hours=5), "0"))


def test_weekends_and_high_season_cost_more() -> None:
    market = market_at(NOW, "0")
    working_days = Stay(date(2026, 12, 1), date(2026, 12, 3))
    weekend = Stay(date(2026, 12, 4), date(2026, 12, 6))
    monsoon = Stay(date(2027, 7, 6), date(2027, 7, 8))

    assert total(market, weekend) > total(market, working_days) > total(market, monsoon)


def test_guests_are_paid_for() -> None:
    market = market_at(NOW)

    def asked(*rooms: Guests) -> Decimal:
        return market.price(goa(market)[0], Stay(STAY.check_in, STAY.check_out, rooms), TRAVCLAN)

    one, two, three = asked(Guests(1)), asked(Guests(2)), asked(Guests(3))
    assert one < two < three
    assert asked(Guests(2, (3,))) == two
    assert asked(Guests(2, (9,))) > two
    assert asked(Guests(2), Guests(2)) == 2 * two


def test_suppliers_differ_but_not_wildly() -> None:
    market = market_at(NOW)
    for hotel in goa(market):
        ratio = market.price(hotel, STAY, TRAVCLAN) / market.price(hotel, STAY, SERPAPI)
        assert Decimal("0.85") < ratio < Decimal("1.10")
        assert ratio != 1


def test_some_nights_sell_out_close_to_arrival_and_stay_so() -> None:
    nights = [Stay(date(2026, 12, d), date(2026, 12, d + 1)) for d in range(1, 29)]

    def sold_out(now: datetime) -> set[tuple[str, date]]:
        market = market_at(now)
        return {
            (hotel.id, stay.check_in)
            for hotel in goa(market)
            for stay in nights
            if not market.is_available(hotel, stay)
        }

    early, late = sold_out(NOW), sold_out(datetime(2026, 11, 30, tzinfo=UTC))
    assert early < late
    assert 0.01 < len(late) / (len(nights) * len(goa(market_at(NOW)))) < 0.06


def test_no_room_holds_a_party_too_large() -> None:
    market = market_at(NOW)
    crowd = Stay(STAY.check_in, STAY.check_out, (Guests(12),))

    assert not any(market.is_available(hotel, crowd) for hotel in goa(market))


def test_the_cheapest_offer_costs_the_price_and_others_more() -> None:
    market = market_at(NOW)
    for hotel in goa(market):
        offers = market.offers(hotel, STAY)
        assert offers[0].total == market.price(hotel, STAY, TRAVCLAN).quantize(Decimal("0.01"))
        assert offers[0].tax == 0
        assert all(offer.total - offer.tax > offers[0].total for offer in offers[1:])
