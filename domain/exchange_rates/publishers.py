"""Asking a source over HTTP: one small document a day."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from domain.exchange_rates.contract import (
    Published,
    RatePublisher,
    RateSource,
    RatesUnavailable,
)
from domain.exchange_rates.wire import read_ecb, read_wider
from domain.settings import Settings

SECONDS = 10.0
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class WebPublisher:
    """A source at an address. After a failure it is asked again at the next turn."""

    source: RateSource
    url: str
    digest: Callable[[bytes], Published]

    async def read(self) -> Published:
        """Return the newest rates. Raises `RatesUnavailable`."""
        content = bytearray()
        try:
            async with (
                httpx.AsyncClient(timeout=SECONDS, follow_redirects=True) as client,
                client.stream("GET", self.url) as answer,
            ):
                if answer.status_code != HTTPStatus.OK:
                    raise RatesUnavailable(self.source, f"status {answer.status_code}")
                async for part in answer.aiter_bytes():
                    content += part
                    if len(content) > LARGEST:
                        raise RatesUnavailable(self.source, "too large")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise RatesUnavailable(self.source, type(error).__name__) from error
        return self.digest(bytes(content))


def publishers(settings: Settings) -> tuple[RatePublisher, ...]:
    """Return the sources in the settings, the most trusted first."""
    return (
        WebPublisher(RateSource.ECB, settings.exchange_rates_ecb_url, read_ecb),
        WebPublisher(RateSource.WIDER, settings.exchange_rates_wider_url, read_wider),
    )
