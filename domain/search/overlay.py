"""Lays the newest words over stored answers. Pure.

Stored answers (a search's findings, a hotel's rates) were true when they were asked for. Later,
each supplier's part gives way to anything newer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.search.newest_prices import ANY_TERMS, Held, Word
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

# The token of a rate of which only the price is known.
NAMELESS = "newest"
Spoken = dict[Supplier, frozenset[str]]


def held_by(hotels: Iterable[FoundHotel], suppliers: Sequence[Supplier]) -> list[Held]:
    """Return what the hotels have from each supplier."""
    held = []
    for hotel in hotels:
        quotes = {offer.supplier: offer.quote for offer in hotel.offers}
        held += [Held(hotel.hotel_id, one, quotes.get(one)) for one in suppliers]
    return held


def spoken_in(offers: Iterable[tuple[Supplier, Quote]]) -> Spoken:
    """Return the currencies in which each supplier answered."""
    spoken: defaultdict[Supplier, set[str]] = defaultdict(set)
    for supplier, quote in offers:
        spoken[supplier].add(quote.total.currency)
    return {supplier: frozenset(currencies) for supplier, currencies in spoken.items()}


def lay_over(
    hotels: Sequence[FoundHotel], words: Iterable[Word], currency: str, since: datetime
) -> tuple[FoundHotel, ...]:
    """Return hotels with the words laid over them, each of which is newer than what they have.

    A price that a hotel lacks is added if it was seen after `since`: an older one may be outdated,
    as the supplier does not list the hotel now.
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
            offers[word.supplier] = PricedOffer(word.supplier, word.quote)
        doubt = word.doubt or doubt
    best = choose_best(offers.values(), currency)
    return replace(
        hotel,
        best=best[0] if best else None,
        reference=best[1] if len(best) > 1 else None,
        doubt=doubt,
    )


def cheapest_rate(rates: Iterable[Rate], currency: str) -> Rate | None:
    """Return the cheapest rate, all-in rates in `currency` before others."""
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
    """Return whether a supplier's newer words contradict its rates, or that it had none."""
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
    """Return a supplier's rates after its newer `word`, None if nothing is sold.

    Often the word is a price without room or seller. It then replaces the cheapest rate, and in any
    case every cheaper rate, as those are no longer sold at their price.
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
    """Return the words that are about the same prices of a hotel, by supplier."""
    found: defaultdict[Supplier, list[Word]] = defaultdict(list)
    for word in words:
        if word.currency == currency or word.currency in spoken.get(word.supplier, ()):
            found[word.supplier].append(word)
    return found
