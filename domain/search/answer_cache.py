"""Suppliers' answers, kept for a while and shared by all travellers who ask the same.

Stored as JSON in Redis: nothing that is read back can run. Without Redis, nothing is cached.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from msgspec import DecodeError
from msgspec.json import Decoder, Encoder
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.search.inquiry import Findings, Listed
from domain.suppliers.contract import HotelOffer, PriceQuestion

log = structlog.get_logger(__name__)

T = TypeVar("T")

# Prices older than this are searched for again before they are shown.
LIFE = timedelta(minutes=10)
# Incomplete findings serve for turning pages, and are then asked for again.
GAP_LIFE = timedelta(seconds=30)
# How many parsed answers a process keeps; a large one takes a megabyte.
LATELY = 24
_WRITER = Encoder()
_FINDINGS = Decoder(Findings)
_LISTED = Decoder(tuple[Listed, ...])


def question_key(destination_id: int, question: PriceQuestion) -> str:
    """Return the key of a question's answer."""
    text = repr((destination_id, question))
    return f"search:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


class _Lately:
    """Recently parsed and written findings, by their bytes: many page through the same ones."""

    def __init__(self) -> None:
        self._read: OrderedDict[bytes, Findings] = OrderedDict()

    def note(self, kept: bytes, findings: Findings) -> None:
        """Remember findings under their stored form."""
        self._read[kept] = findings
        if len(self._read) > LATELY:
            self._read.popitem(last=False)

    def read(self, kept: bytes) -> Findings:
        """Parse stored findings. Raises DecodeError."""
        findings = self._read.pop(kept, None)
        if findings is None:
            findings = _FINDINGS.decode(kept)
        self.note(kept, findings)
        return findings

    def write(self, findings: Findings) -> bytes:
        """Return the stored form of findings; recent ones are not serialised again."""
        if self._read:
            kept = next(reversed(self._read))
            if self._read[kept] is findings:
                return kept
        kept = _WRITER.encode(findings)
        self.note(kept, findings)
        return kept


_lately = _Lately()


def write_findings(findings: Findings) -> bytes:
    """Return the stored form of findings."""
    return _lately.write(findings)


def parse_findings(kept: bytes) -> Findings | None:
    """Parse stored findings; None if an older version stored them differently."""
    try:
        return _lately.read(kept)
    except DecodeError:
        return None


async def read_findings(redis: Redis, key: str, now: datetime) -> Findings | None:
    """Return stored findings that are still valid, or None."""
    findings = await _read(redis, key, _lately.read)
    return findings if findings is not None and now < _end_of(findings) else None


async def read_listed(redis: Redis, key: str, now: datetime) -> tuple[Listed, ...]:
    """Return what each supplier has listed, if it is still valid."""
    listed = await _read(redis, f"{key}:listed", _LISTED.decode) or ()
    return tuple(one for one in listed if now < _end_of_prices(one.asked_at, one.offers))


async def keep_findings(
    redis: Redis, key: str, findings: Findings, listed: tuple[Listed, ...]
) -> None:
    """Store findings, and what each supplier listed, so that more can be asked for later."""
    try:
        async with redis.pipeline(transaction=False) as pipe:
            pipe.set(key, write_findings(findings), ex=LIFE)
            pipe.set(f"{key}:listed", _WRITER.encode(listed), ex=LIFE)
            await pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("search cache not written", why=type(error).__name__)


async def _read(redis: Redis, key: str, parse: Callable[[bytes], T]) -> T | None:
    try:
        kept = await redis.get(key)
        return None if kept is None else parse(kept)
    except (RedisError, OSError, DecodeError) as error:
        log.warning("search cache not read", why=type(error).__name__)
        return None


def _end_of(findings: Findings) -> datetime:
    """Return when findings expire: as soon as the first of their rates does."""
    if not findings.is_whole:
        return findings.found_at + GAP_LIFE
    ends = [offer.quote.expires_at for hotel in findings.hotels for offer in hotel.offers]
    return min([findings.asked_at + LIFE, *(end for end in ends if end is not None)])


def _end_of_prices(asked_at: datetime, offers: Iterable[HotelOffer]) -> datetime:
    ends = [offer.quote.expires_at for offer in offers if offer.quote is not None]
    return min([asked_at + LIFE, *(end for end in ends if end is not None)])
