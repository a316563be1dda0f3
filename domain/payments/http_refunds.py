"""The refund port over HTTP, for operators to put in front of their provider's own interface.

::

    POST {url}/refunds           Idempotency-Key: …   Authorization: Bearer …
         {"charge_id", "amount", "currency", "reason"}      amount in the smallest unit
      → 2xx {"status": "refunded"}        done
      → any {"code": "already_refunded"}  done before (409 here, 400 at others)
      → 4xx {"code": …}                   refused, finally
      → anything else, or no answer       not known: asked again under the same key
    GET  {url}/charges/{charge_id}
      → 200 {"refunded": …}               how much of it went back in all

"Done" is believed only once the charge confirms it.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import SecretStr

from domain.payments.amounts import to_units
from domain.payments.contract import (
    RefundDiffers,
    Refunded,
    RefundOrder,
    RefundOutcome,
    RefundRefused,
    RefundUnknown,
)
from domain.tls import trusted

SECONDS = 15.0
LONGEST_DETAIL = 120


@dataclass(frozen=True, slots=True)
class HttpRefunds:
    """A provider at an address."""

    url: str
    key: SecretStr | None = None
    seconds: float = SECONDS

    async def refund(self, order: RefundOrder) -> RefundOutcome:
        """Make a refund; see `RefundPort`."""
        headers = {"Idempotency-Key": order.key}
        if self.key is not None:
            headers["Authorization"] = f"Bearer {self.key.get_secret_value()}"
        try:
            async with httpx.AsyncClient(
                base_url=self.url, timeout=self.seconds, headers=headers, verify=trusted()
            ) as client:
                outcome = await _ask(client, order)
                return await _looked_up(client, order) if outcome is None else outcome
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return RefundUnknown(type(error).__name__)


async def _ask(client: httpx.AsyncClient, order: RefundOrder) -> RefundOutcome | None:
    """Request it; None if the answer is "done"."""
    body = {
        "charge_id": order.provider_charge_id,
        "amount": to_units(order.money),
        "currency": order.money.currency,
        "reason": order.reason,
    }
    answer = await client.post("/refunds", json=body)
    code = _field(answer, "code")
    if code == "already_refunded":
        return None
    if answer.is_success and _field(answer, "status") == "refunded":
        return None
    detail = f"status {answer.status_code} {code or ''}".strip()[:LONGEST_DETAIL]
    is_final = answer.is_client_error and answer.status_code not in {
        HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.UNAUTHORIZED,
    }  # fmt: skip
    return RefundRefused(detail) if is_final else RefundUnknown(detail)


async def _looked_up(client: httpx.AsyncClient, order: RefundOrder) -> RefundOutcome:
    """Compare with the provider's record of the charge."""
    answer = await client.get(f"/charges/{quote(order.provider_charge_id, safe='')}")
    refunded = _field(answer, "refunded")
    if not answer.is_success or not isinstance(refunded, int):
        return RefundUnknown(f"charge: status {answer.status_code}")
    wanted = to_units(order.before) + to_units(order.money)
    if refunded < wanted:
        return RefundUnknown(f"said to be done, and the charge holds {refunded} of {wanted}")
    if refunded > wanted:
        return RefundDiffers(f"the charge holds {refunded} instead of {wanted}")
    return Refunded()


def _field(answer: httpx.Response, name: str) -> Any:
    try:
        body = answer.json()
    except ValueError:
        return None
    return body.get(name) if isinstance(body, dict) else None
