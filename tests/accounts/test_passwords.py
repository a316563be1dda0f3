"""Passwords count whole, are hashed next to the loop, and tell nothing of accounts."""

import time
from collections.abc import Iterator

import pytest

from domain.accounts.errors import PasswordTooEasy, PasswordTooLong, PasswordTooShort
from domain.accounts.passwords import LONGEST, SHORTEST, Passwords, require_usable
from tests.ticks import ticking

CHEAP = 4


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    """A hasher of the lowest cost."""
    cheap = Passwords(CHEAP)
    yield cheap
    cheap.close()


async def test_the_right_one_alone_is_right(passwords: Passwords) -> None:
    hashed = await passwords.hash("correct horse battery")
    assert (await passwords.check("correct horse battery", hashed)).is_right
    assert not (await passwords.check("correct horse batterz", hashed)).is_right
    assert not (await passwords.check("", hashed)).is_right


async def test_what_follows_byte_72_counts(passwords: Passwords) -> None:
    hashed = await passwords.hash("é" * 40 + "one")
    assert not (await passwords.check("é" * 40 + "two", hashed)).is_right
    assert (await passwords.check("é" * 40 + "one", hashed)).is_right


async def test_any_letter_can_stand_in_it(passwords: Passwords) -> None:
    for password in ("पासवर्ड बहुत लंबा", "пароль с пробелом", "a\x00b\x00c\x00d\x00e\x00"):
        hashed = await passwords.hash(password)
        assert (await passwords.check(password, hashed)).is_right


async def test_no_account_answers_like_another_password(passwords: Passwords) -> None:
    assert not (await passwords.check("whatever it is", None)).is_right
    assert not (await passwords.check("x" * (LONGEST + 1), None)).is_right


async def test_no_account_takes_as_long_as_another_password() -> None:
    """Neither says by its time which it was: one would be there at once without a hash."""
    dear = Passwords(8)
    kept = await dear.hash("correct horse battery")

    async def least(of: str | None) -> float:
        spans = []
        for _ in range(5):
            began = time.perf_counter()
            await dear.check("whatever it is", of)
            spans.append(time.perf_counter() - began)
        return min(spans)

    wrong, nobody = await least(kept), await least(None)
    dear.close()
    assert wrong / 3 < nobody < wrong * 3


async def test_a_hash_of_another_cost_is_made_anew(passwords: Passwords) -> None:
    dearer = Passwords(CHEAP + 1)
    hashed = await dearer.hash("correct horse battery")
    verdict = await passwords.check("correct horse battery", hashed)
    assert verdict.is_right
    assert verdict.rehashed is not None
    assert (await passwords.check("correct horse battery", verdict.rehashed)).rehashed is None
    dearer.close()


async def test_the_loop_goes_on_meanwhile() -> None:
    slow = Passwords(11)
    async with ticking() as ticks:
        for _ in range(4):
            before = ticks.count
            await slow.hash("correct horse battery")
            assert ticks.count > before
    slow.close()


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", PasswordTooShort),
        ("x" * (SHORTEST - 1), PasswordTooShort),
        ("correct horse " * 20, PasswordTooLong),
        ("aaaaaaaaaaaa", PasswordTooEasy),
        ("abababababab", PasswordTooEasy),
        ("Password123", PasswordTooEasy),
        ("asha.rao@example.com", PasswordTooEasy),
        ("Asha.Rao1990", PasswordTooEasy),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        require_usable(password, "asha.rao@example.com")


@pytest.mark.parametrize("password", ["correct horse battery", "मेरा-पासवर्ड-2026", "x7!kQ2#pLm9$"])
def test_others_are_taken(password: str) -> None:
    require_usable(password, "asha.rao@example.com")
