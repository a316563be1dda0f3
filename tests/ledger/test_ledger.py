"""The ledger: whatever is posted in whatever order, it balances, and nothing in it changes."""

import asyncio
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.app import App
from domain.ledger.accounts import Account, wallet
from domain.ledger.posting import post
from domain.ledger.queries import export_csv, list_transfers, read_balances
from domain.ledger.transfers import Entry, Transfer, Unbalanced, move
from domain.money import Money, minor_digits
from tests.ledger.imbalance import imbalance

CURRENCIES = ("INR", "JPY", "KWD", "XTR")
NAMES = [*(one.value for one in Account), wallet("travclan"), wallet("liteapi")]


def money(amount: str | int, currency: str = "INR") -> Money:
    return Money.of(amount, currency)


@st.composite
def transfers(draw: st.DrawFn) -> Transfer:
    """Return any balanced transfer: up to three currencies, each over two to four accounts."""
    entries: list[Entry] = []
    for currency in draw(
        st.lists(st.sampled_from(CURRENCIES), min_size=1, max_size=3, unique=True)
    ):
        amounts = draw(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=3))
        whole = [*amounts, -sum(amounts)]
        entries += [
            Entry(
                draw(st.sampled_from(NAMES)),
                Money(Decimal(n).scaleb(-minor_digits(currency)), currency),
            )
            for n in whole
        ]
    key = draw(st.sampled_from([f"key {n}" for n in range(6)]))
    booking = draw(st.sampled_from([None, 1, 2]))
    return Transfer(
        key, draw(st.sampled_from(["charge", "sale", "refund"])), tuple(entries), booking
    )


async def test_any_sequence_of_transfers_balances_and_each_key_counts_once(app: App) -> None:
    loop, seen = asyncio.get_running_loop(), dict[str, Transfer]()

    async def play(one: Transfer) -> None:
        is_new = await post(app.pool, one, app.clock.now())
        assert is_new is (one.key not in seen)
        seen.setdefault(one.key, one)
        assert not await imbalance(app.pool)
        wanted: dict[tuple[str, str], Decimal] = {}
        for entry in (entry for kept in seen.values() for entry in kept.entries):
            name = (entry.account, entry.money.currency)
            wanted[name] = wanted.get(name, Decimal(0)) + entry.money.amount
        found = {
            (b.account, b.money.currency): b.money.amount for b in await read_balances(app.pool)
        }
        assert found == {name: amount for name, amount in wanted.items() if amount}

    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(st.lists(transfers(), min_size=1, max_size=6))
    def sequences(steps: list[Transfer]) -> None:
        for step in steps:
            asyncio.run_coroutine_threadsafe(play(step), loop).result(20)

    await asyncio.to_thread(sequences)


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (Entry(Account.HELD, money(0)),),
        (Entry(Account.HELD, money(5)), Entry(Account.PROVIDER, money(-4))),
        (Entry(Account.HELD, money(5)), Entry(Account.PROVIDER, money(-5, "USD"))),
    ],
)
def test_an_unbalanced_transfer_cannot_be_made(entries: tuple[Entry, ...]) -> None:
    with pytest.raises(Unbalanced):
        Transfer("one", "charge", entries)


def test_an_account_that_is_not_in_the_chart_cannot_be_named() -> None:
    with pytest.raises(ValueError, match="savings"):
        move("one", "charge", money(5), "savings", Account.HELD, None)


async def by_hand(app: App, *entries: tuple[str, str, str], transfer_id: int | None = None) -> None:
    """Write entries as somebody would who goes past the code."""
    async with app.pool.transaction():
        for name, _amount, _currency in entries:
            await app.pool.execute(
                "INSERT INTO ledger_accounts VALUES ($1, 'asset') ON CONFLICT DO NOTHING", name
            )
        number = transfer_id or await app.pool.fetchval(
            "INSERT INTO ledger_transfers (key, kind, at) VALUES ('x', 'x', now()) RETURNING id"
        )
        for name, amount, currency in entries:
            await app.pool.execute(
                "INSERT INTO ledger_entries (transfer_id, account_id, amount, currency)"
                " VALUES ($1, $2, $3, $4)",
                number,
                name,
                Decimal(amount),
                currency,
            )


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [("held", "0", "INR")],
        [("held", "5", "INR"), ("provider", "-4.999", "INR")],
        [("held", "5", "INR"), ("provider", "-5", "USD")],
        [("held", "5", "INR"), ("provider", "-5", "INR"), ("costs", "0.001", "JPY")],
    ],
)
async def test_the_database_refuses_an_unbalanced_transfer(app: App, entries: Any) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await by_hand(app, *entries)
    assert await list_transfers(app.pool) == ()


async def test_what_was_written_down_is_neither_changed_nor_removed_nor_added_to(app: App) -> None:
    paid = move("charge:a", "charge", money(5), Account.HELD, Account.PROVIDER, 7, "a note")
    await post(app.pool, paid, app.clock.now())
    [kept] = await list_transfers(app.pool, 7)
    for statement in (
        "UPDATE ledger_entries SET amount = amount * 2",
        "UPDATE ledger_transfers SET note = ''",
        "DELETE FROM ledger_entries",
        "DELETE FROM ledger_transfers",
        "UPDATE ledger_accounts SET kind = 'income'",
        "TRUNCATE ledger_entries",
    ):
        with pytest.raises(asyncpg.RestrictViolationError):
            await app.pool.execute(statement)
    more = [("held", "1", "INR"), ("provider", "-1", "INR")]
    with pytest.raises(asyncpg.RestrictViolationError):
        await by_hand(app, *more, transfer_id=kept.transfer_id)
    assert await list_transfers(app.pool) == (kept,)
    assert kept.entries == paid.entries


async def test_two_who_post_the_same_at_once_post_it_once(app: App) -> None:
    paid = move("charge:a", "charge", money(5), Account.HELD, Account.PROVIDER, 7)
    posted = await asyncio.gather(*(post(app.pool, paid, app.clock.now()) for _ in range(8)))
    assert sorted(posted) == [False] * 7 + [True]
    assert {b.account: b.money for b in await read_balances(app.pool)} == {
        "held": money(-5),
        "provider": money(5),
    }


async def test_the_ledger_is_exported_as_csv(app: App) -> None:
    paid = move(
        "charge:a", "charge", money("1234.50"), Account.HELD, Account.PROVIDER, 7, "ünï,code"
    )
    await post(app.pool, paid, app.clock.now())
    lines = (await export_csv(app.pool)).decode().splitlines()
    assert lines[0] == "transfer,at,kind,key,booking,account,amount,currency,note"
    assert lines[1].endswith(',charge,charge:a,7,provider,1234.500,INR,"ünï,code"')
    assert len(lines) == 3
