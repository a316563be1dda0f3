"""Passwords: which are accepted, how they are hashed and how they are verified.

`bcrypt_sha256` first hashes the whole password, so that all of a long one counts (bcrypt alone
stops after 72 bytes). Hashing keeps a core busy for a quarter of a second, so it runs in a few
dedicated threads and the event loop keeps serving everybody else.
"""

import asyncio
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from passlib.context import CryptContext

from domain.accounts.errors import PasswordTooEasy, PasswordTooLong, PasswordTooShort

# OWASP ASVS 5.0, 6.2.1 and 6.2.9: at least 8 (15 recommended), and at least 64 allowed.
SHORTEST, LONGEST = 10, 256
FEWEST_DIFFERENT = 4
# The most guessed ones, in forms of ten characters and more.
WELL_KNOWN = frozenset({
    "1234567890", "0123456789", "12345678910", "123456789a", "1q2w3e4r5t", "1qaz2wsx3edc",
    "qwertyuiop", "qwerty1234", "qwerty12345", "qwerty123456", "asdfghjkl1", "iloveyou12",
    "password12", "password123", "password1234", "passw0rd123", "administrator", "welcome123",
    "welcome1234", "letmein123", "changeme123", "football123", "princess123", "sunshine123",
})  # fmt: skip


def require_usable(password: str, email: str = "") -> None:
    """Reject a new password that is too short, too long or too easy to guess.

    Raises PasswordTooShort, PasswordTooLong and PasswordTooEasy.
    """
    if len(password) < SHORTEST:
        raise PasswordTooShort(SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(LONGEST)
    plain = password.casefold()
    name = email.partition("@")[0].casefold()
    if (
        len(set(plain)) < FEWEST_DIFFERENT
        or plain in WELL_KNOWN
        or plain == email.casefold()
        or (len(name) >= FEWEST_DIFFERENT and plain.strip("0123456789!.-_ ") == name)
    ):
        raise PasswordTooEasy


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password is right, and the hash to store from now on (None keeps the old one)."""

    is_right: bool
    rehashed: str | None = None


class Passwords:
    """Hashes and verifies passwords off the event loop.

    `rounds` is bcrypt's cost: each one more doubles the time. Hashes of another cost are replaced
    when their owner logs in.
    """

    def __init__(self, rounds: int) -> None:
        self._context = CryptContext(
            schemes=["bcrypt_sha256"],
            bcrypt_sha256__rounds=rounds,
            # Applies to a raised and to a lowered cost alike.
            bcrypt_sha256__min_rounds=rounds,
            bcrypt_sha256__max_rounds=rounds,
        )
        # Leave one core to the event loop; further work queues in the executor.
        cores = os.cpu_count() or 1
        self._threads = ThreadPoolExecutor(max(cores - 1, 1), thread_name_prefix="passwords")
        # Computed up front: the first check of an unknown account would otherwise take twice as
        # long, and give that away.
        self._nobodys = self._threads.submit(self._context.hash, secrets.token_urlsafe(16))

    async def hash(self, password: str) -> str:
        """Return a password's hash."""
        loop = asyncio.get_running_loop()
        hashed: str = await loop.run_in_executor(self._threads, self._context.hash, password)
        return hashed

    async def check(self, password: str, hashed: str | None) -> Verdict:
        """Verify a password. Without a hash (no account) it takes just as long."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._check, password, hashed)

    def _check(self, password: str, hashed: str | None) -> Verdict:
        if len(password) > LONGEST:
            return Verdict(is_right=False)
        is_right = self._context.verify(password, hashed or self._nobodys.result())
        if hashed is None or not is_right:
            return Verdict(is_right=False)
        again = self._context.hash(password) if self._context.needs_update(hashed) else None
        return Verdict(is_right=True, rehashed=again)

    def close(self) -> None:
        """Stop the threads; queued work is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
