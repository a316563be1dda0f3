"""Passwords: which are taken, how they are hashed, and how one is checked.

`bcrypt_sha256` hashes the whole password first, so that all of a long one counts (bcrypt alone
stops after 72 bytes). Hashing takes a core for a quarter of a second: it happens in threads of its
own, few at a time, so that the loop goes on serving everybody else.
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
# What is tried first everywhere, in its forms of ten characters and more.
WELL_KNOWN = frozenset({
    "1234567890", "0123456789", "12345678910", "123456789a", "1q2w3e4r5t", "1qaz2wsx3edc",
    "qwertyuiop", "qwerty1234", "qwerty12345", "qwerty123456", "asdfghjkl1", "iloveyou12",
    "password12", "password123", "password1234", "passw0rd123", "administrator", "welcome123",
    "welcome1234", "letmein123", "changeme123", "football123", "princess123", "sunshine123",
})  # fmt: skip


def require_usable(password: str, email: str = "") -> None:
    """Refuse a new password that is too short, too long or guessed first.

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
    """Whether a password is right, and the hash to keep from now on, None to keep the old one."""

    is_right: bool
    rehashed: str | None = None


class Passwords:
    """Hashes and checks passwords beside the loop.

    `rounds` is bcrypt's cost: each one more doubles the time. Hashes of another cost are made again
    when their owner logs in.
    """

    def __init__(self, rounds: int) -> None:
        self._context = CryptContext(
            schemes=["bcrypt_sha256"],
            bcrypt_sha256__rounds=rounds,
            # A cost that was raised or lowered: either way what is set counts.
            bcrypt_sha256__min_rounds=rounds,
            bcrypt_sha256__max_rounds=rounds,
        )
        # As many as leave a core to the loop; what waits, waits in the executor's line.
        cores = os.cpu_count() or 1
        self._threads = ThreadPoolExecutor(max(cores - 1, 1), thread_name_prefix="passwords")
        # Made now: the first check of an unknown account would take twice as long, and tell it.
        self._nobodys = self._threads.submit(self._context.hash, secrets.token_urlsafe(16))

    async def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        loop = asyncio.get_running_loop()
        hashed: str = await loop.run_in_executor(self._threads, self._context.hash, password)
        return hashed

    async def check(self, password: str, hashed: str | None) -> Verdict:
        """Say whether a password is right. Without a hash (no account) it takes as long."""
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
        """End the threads; what waits in line is given up."""
        self._threads.shutdown(wait=False, cancel_futures=True)
