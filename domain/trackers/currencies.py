"""In which currencies a stay is tracked, and a rule's amounts in each.

A price is tracked in the currency in which it is sold, never converted: so an exchange rate cannot
trigger an alert. Amounts that the traveller gives in another currency are converted once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from domain.alerts.first_states import Now, first_state
from domain.alerts.queries.rules import insert_states
from domain.alerts.rules import sleep
from domain.alerts.states import RuleTerms, State
from domain.app import App
from domain.checks.search_quotes import terms_in
from domain.exchange_rates.queries import exchange_rates
from domain.exchange_rates.rates import ExchangeRates
from domain.money import Money
from domain.prices.models import TrackableKind
from domain.prices.terms import RateTerms
from domain.prices.trackables import FlightThing, Thing
from domain.search.queries.newest_prices import least_said
from domain.unit_of_work import Database


async def in_each_currency(
    app: App, things: Sequence[Thing | FlightThing]
) -> tuple[Thing | FlightThing, ...]:
    """Return the things, stays and searches once for each selling currency.

    This uses suppliers' last reports: nobody is asked. The cheapest comes first, except that the
    requested currency leads if there is a price in it.
    """
    rates = await exchange_rates(app.pool, app.clock.now())
    found: list[Thing | FlightThing] = []
    for thing in things:
        if isinstance(thing, Thing) and _is_sold_in_several(thing):
            found += await _in_each(app, thing, rates)
        else:
            found.append(thing)
    return tuple({one.fingerprint: one for one in found}.values())


def _is_sold_in_several(thing: Thing) -> bool:
    """Return whether others may sell it in other currencies: one very rate has one seller."""
    if thing.kind is TrackableKind.HOTEL_STAY:
        return RateTerms.from_json(thing.terms).exact is None
    return thing.kind is TrackableKind.SEARCH


async def _in_each(app: App, thing: Thing, rates: ExchangeRates) -> list[Thing]:
    where = (app.pool, thing.destination_id, thing.question)
    said = await least_said(*where, thing.hotel_id)
    is_sold = bool(said)
    if not is_sold and thing.hotel_id is not None:
        said = await least_said(*where, None)
    own = thing.question.currency
    # A supplier that answers in the requested currency is not tracked in any other.
    ours = {supplier for supplier, total in said if total.currency == own}
    least: dict[str, Money] = {}
    for supplier, total in said:
        if supplier not in ours:
            least[total.currency] = min(total, least.get(total.currency, total))
    strange = sorted(least.values(), key=lambda total: rates.worth(total, own) or total.amount)
    currencies = [total.currency for total in strange]
    if ours or not is_sold or not currencies:
        currencies.insert(0, own)
    in_each = [_priced_in(thing, currency, rates) for currency in currencies]
    return [one for one in in_each if one is not None] or [thing]


def _priced_in(thing: Thing, currency: str, rates: ExchangeRates) -> Thing | None:
    if thing.kind is not TrackableKind.SEARCH:
        return replace(thing, priced_in=currency)
    terms = terms_in(thing.terms, thing.question.currency, currency, rates)
    return None if terms is None else replace(thing, priced_in=currency, terms=terms)


def sized(terms: RuleTerms, of: str, currency: str, rates: ExchangeRates) -> RuleTerms | None:
    """Return a rule's terms with amounts converted from the currency `of`. None without a rate."""
    if of == currency or (terms.amount is None and terms.target is None):
        return terms

    def there(size: Decimal | None) -> Decimal | None:
        converted = None if size is None else rates.convert(Money.of(size, of), currency)
        return None if converted is None else converted.amount

    amount, target = there(terms.amount), there(terms.target)
    is_lost = (terms.amount and not amount) or (terms.target and not target)
    return None if is_lost else replace(terms, amount=amount, target=target)


async def place_rule(
    connection: Database,
    rule_id: int,
    terms: RuleTerms,
    currencies: Mapping[int, str],
    known: Mapping[int, Now],
    now: datetime,
    *,
    of: str,
    is_awake: bool = True,
) -> bool:
    """Apply a rule to trackables, and return whether one of them meets it already.

    `currencies` are those of their prices. The rule's amounts are in the currency `of`; for prices
    in another one they are converted at today's rate, for good. Without a rate the rule is not
    applied.
    """
    rates = await exchange_rates(connection, now)
    states: dict[int, State] = {}
    own: dict[int, RuleTerms] = {}
    is_met = False
    for trackable_id, currency in currencies.items():
        there = sized(terms, of, currency, rates)
        if there is None:
            continue
        state, already = first_state(there, known[trackable_id])
        states[trackable_id] = state if is_awake else sleep(state)
        is_met = is_met or already
        if there != terms:
            own[trackable_id] = there
    await insert_states(connection, rule_id, terms.kind, states, now, own)
    return is_met
