"""Laying the newest words over what was kept: pure.

What is kept for a while (a search's findings, a hotel's rates) was true when it was asked for.
Read later, each supplier's part gives way to whatever is known to be newer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.search.newest import ANY_TERMS, Held, Word
from domain.search.ranking import choose_best
from domain.search.values import FoundHotel, PricedOffer
from domain.suppliers.contract import (
    HotelOffer,
    Quote,
    Rate,
    RateSheet,
    Supplier,
    TaxInclusion,
    identity_of,
)

# The token of a rate whose price alone is known.
NAMELESS = "newest"
Spoken = dict[Supplier, frozenset[str]]


def held_by(hotels: Iterable[FoundHotel], suppliers: Sequence[Supplier]) -> list[Held]:
    """Return what hotels hold of each supplier."""
    held = []
    for hotel in hotels:
        quotes = {offer.supplier: offer.quote for offer in hotel.offers}
        held += [Held(hotel.hotel_id, one, quotes.get(one)) for one in suppliers]
    return held


def spoken_in(offers: Iterable[tuple[Supplier, Quote]]) -> Spoken:
    """Return the currencies in which each supplier has answered."""
    spoken: defaultdict[Supplier, set[str]] = defaultdict(set)
    for supplier, quote in offers:
        spoken[supplier].add(quote.total.currency)
    return {supplier: frozenset(currencies) for supplier, currencies in spoken.items()}


def lay_over(
    hotels: Sequence[FoundHotel], words: Iterable[Word], currency: str, since: datetime
) -> tuple[FoundHotel, ...]:
    """Return hotels with the words on them, each of which is newer than what they hold.

    What a hotel holds no price of at all is added where it was seen after `since`: what is older
    may well be the reason why the supplier does not list it now.
    """
    by_hotel: defaultdict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_hotel[word.hotel_id].append(word)
    if not by_hotel:
        return tuple(hotels)
    return tuple(
        _told(hotel, by_hotel.get(hotel.hotel_id, ()), currency, since) for hotel in hotels
    )


def _told(hotel: FoundHotel, words: Sequence[Word], currency: str, since: datetime) -> FoundHotel:
    offers = {offer.supplier: offer for offer in hotel.offers}
    unsold = {one.supplier: one.at for one in hotel.unsold}
    doubt = hotel.doubt
    for word in words:
        held = offers.get(word.supplier)
        if word.quote is None:
            offers.pop(word.supplier, None)
        elif held is not None:
            offers[word.supplier] = replace(held, quote=word.quote)
        elif word.at > max(since, unsold.get(word.supplier, since)):
            offers[word.supplier] = PricedOffer(word.supplier, "", word.quote)
        doubt = word.doubt or doubt
    best = choose_best(offers.values(), currency)
    return replace(
        hotel,
        best=best[0] if best else None,
        reference=best[1] if len(best) > 1 else None,
        doubt=doubt,
    )


def cheapest_rate(rates: Iterable[Rate], currency: str) -> Rate | None:
    """Return the cheapest rate, all-in ones in `currency` before others."""
    return min(
        rates,
        key=lambda rate: (
            rate.quote.total.currency != currency,
            rate.quote.taxes is not TaxInclusion.INCLUDED,
            rate.quote.total.amount,
        ),
        default=None,
    )


def is_contradicted(sheet: RateSheet | None, seen_at: datetime, words: Iterable[Word]) -> bool:
    """Return whether a supplier's rates, or that it had none, are belied by newer words of it."""
    rates = () if sheet is None else sheet.rates
    for word in words:
        if word.at < seen_at or word.doubt is not None:
            continue
        if word.terms != ANY_TERMS:
            totals = {rate.quote.total for rate in rates}
            told = word.quote is not None and word.quote.total in totals
        else:
            own = cheapest_rate(rates, word.currency)
            told = (own and own.quote.total) == (word.quote and word.quote.total)
        if not told and (word.at > seen_at or word.terms == ANY_TERMS):
            return True
    return False


def lay_over_rates(sheet: RateSheet | None, word: Word, currency: str) -> RateSheet | None:
    """Return a supplier's rates as its newer `word` leaves them, None where nothing is sold.

    Often the word tells a price and neither room nor seller. It then takes the place of the rate
    that was the cheapest, and in any case of whatever would be cheaper still: that is not sold at
    its price any more.
    """
    quote = word.quote
    if quote is None:
        return None
    newest = Rate(NAMELESS, quote.room or "", quote, seller=quote.seller)
    if sheet is None:
        offer = HotelOffer(word.supplier, "", "", quote)
        return RateSheet(offer, None, (newest,), None, word.at)
    own = cheapest_rate(sheet.rates, currency)
    if own is not None and own.quote.total == quote.total:
        return sheet
    is_named = quote.seller is not None or quote.room is not None
    told = identity_of(word.supplier, quote)
    kept = [
        rate
        for rate in sheet.rates
        if rate.quote.total.currency != quote.total.currency
        or (
            rate.quote.total >= quote.total
            and not (
                told.is_same(identity_of(word.supplier, rate.named_quote))
                if is_named
                else rate is own
            )
        )
    ]
    return replace(sheet, rates=(newest, *kept), observed_at=word.at)


def words_of_suppliers(
    words: Iterable[Word], currency: str, spoken: Mapping[Supplier, frozenset[str]]
) -> dict[Supplier, list[Word]]:
    """Return the words on a hotel that are about the same prices, by supplier."""
    found: defaultdict[Supplier, list[Word]] = defaultdict(list)
    for word in words:
        if word.currency == currency or word.currency in spoken.get(word.supplier, ()):
            found[word.supplier].append(word)
    return found
