"""Paying in the chat, the provider's interface for refunds, and the switches on its page.

`POST /provider/refunds` and `GET /provider/charges/{id}` are what a refund port speaks; a key in
`Idempotency-Key` makes a refund happen once.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, HTTPException
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.faults import Lost
from sandbox.payments.paying import pay, tell
from sandbox.payments.provider import CardProvider, Charge, Refused, Trick
from sandbox.state import SandboxState
from sandbox.telegram.conversation import find_place

PROVIDER = "provider"
CONFLICT, NOT_FOUND, UNPROCESSABLE, SERVER_ERROR = 409, 404, 422, 500


class Payment(BaseModel):
    """What a person does with an invoice."""

    from_user: int
    chat: int
    outcome: Literal["pay", "cancel"] = "pay"


class RefundOrder(BaseModel):
    """What is to go back of a charge, in its currency's smallest unit."""

    charge_id: str
    amount: Annotated[int, Field(gt=0)]
    currency: str
    reason: str = ""


class TrickWish(BaseModel):
    """A trick to be played that many times; None: until it is ended with 0."""

    trick: Trick
    times: Annotated[int, Field(ge=0)] | None = None


class Patience(BaseModel):
    """How many seconds Telegram waits for the bot's word on a checkout: ten in earnest."""

    seconds: Annotated[float, Field(gt=0, le=60)]


class StrayPayment(BaseModel):
    """An unsolicited payment of this invoice, made by the provider alone."""

    from_user: int
    currency: str
    amount: Annotated[int, Field(gt=0)]
    payload: str


def router(state: SandboxState) -> APIRouter:
    """Return the routes of payments."""
    routes = APIRouter()
    _add_provider(routes, state)
    _add_controls(routes, state)
    return routes


def paying_router(state: SandboxState) -> APIRouter:
    """Return the routes for paying one bot's invoices."""
    routes = APIRouter()

    @routes.post("/sandbox/payments/{message_id}")
    async def act(message_id: int, body: Payment) -> dict[str, Any]:
        room, person = find_place(state.telegram, body.chat, body.from_user)
        invoice = state.telegram.checkout.invoices.get((room.id, message_id))
        if invoice is None or message_id not in room.messages:
            raise HTTPException(NOT_FOUND, f"Message {message_id} is no invoice.")
        if body.outcome == "cancel":
            return {"outcome": "cancelled", "error": None, "charges": []}
        return await pay(state.telegram, room, person, invoice)

    @routes.post("/sandbox/payments/checkout/patience")
    async def wait_for(body: Patience) -> dict[str, float]:
        state.telegram.checkout.patience = body.seconds
        return {"seconds": body.seconds}

    @routes.post("/sandbox/payments/stray/charge")
    async def stray(body: StrayPayment) -> dict[str, Any]:
        """Charge without a word to the bot beforehand, as a provider should never do."""
        room, person = find_place(state.telegram, body.from_user, body.from_user)
        charge = state.telegram.provider.charge(person.id, body.currency, body.amount, body.payload)
        tell(state.telegram, room, person, charge)
        return charge.to_json()

    return routes


def _add_provider(routes: APIRouter, state: SandboxState) -> None:
    provider = state.telegram.provider

    @routes.post("/provider/refunds")
    async def refund(
        request: Request, order: RefundOrder, idempotency_key: Annotated[str, Header()] = ""
    ) -> Response:
        async def answer() -> Response:
            if not idempotency_key:
                return JSONResponse({"code": "key_missing"}, UNPROCESSABLE)
            return await _refund(state, order, idempotency_key)

        return await _served(state, request, order.model_dump() | {"key": idempotency_key}, answer)

    @routes.get("/provider/charges/{charge_id}")
    async def show(request: Request, charge_id: str) -> Response:
        async def answer() -> Response:
            charge = provider.charges.get(charge_id)
            if charge is None:
                return JSONResponse({"code": "charge_not_found"}, NOT_FOUND)
            return JSONResponse(charge.to_json())

        return await _served(state, request, {}, answer)


async def _served(
    state: SandboxState,
    request: Request,
    params: dict[str, Any],
    answer: Callable[[], Awaitable[Response]],
) -> Response:
    response = await state.faults.apply(PROVIDER, request.url.path, answer)
    now = datetime.fromtimestamp(state.telegram.time(), UTC)
    name = f"{request.method} {request.url.path}"
    state.log.record(PROVIDER, name, params, response.status_code, now)
    return response


async def _refund(state: SandboxState, order: RefundOrder, key: str) -> Response:
    provider = state.telegram.provider
    instead = _instead(provider, order)
    if instead is not None:
        return instead
    try:
        made = provider.refund(order.charge_id, key, order.amount)
    except Refused as refused:
        status = CONFLICT if refused.code == "already_refunded" else UNPROCESSABLE
        return JSONResponse({"code": refused.code}, status)
    if provider.takes(Trick.SILENT_AFTER):
        return Lost()
    if provider.takes(Trick.LIES_FAILED):
        return JSONResponse({"code": "internal_error"}, SERVER_ERROR)
    return JSONResponse({"status": "refunded", "amount": made.amount})


def _instead(provider: CardProvider, order: RefundOrder) -> Response | None:
    """Return the answer of a provider that does not do what it was asked to."""
    if provider.takes(Trick.SILENT_BEFORE):
        return Lost()
    if provider.takes(Trick.LIES_DONE):
        return JSONResponse({"status": "refunded", "amount": order.amount})
    if provider.takes(Trick.REFUSES):
        return JSONResponse({"code": "refund_not_possible"}, UNPROCESSABLE)
    return None


def _add_controls(routes: APIRouter, state: SandboxState) -> None:
    provider = state.telegram.provider

    @routes.get("/sandbox/provider")
    async def books() -> dict[str, Any]:
        return {
            "charges": [one.to_json() for one in provider.charges.values()],
            "tricks": {trick.value: times for trick, times in provider.tricks.items()},
        }

    @routes.post("/sandbox/provider/tricks")
    async def play(wish: TrickWish) -> dict[str, Any]:
        provider.play(wish.trick, wish.times)
        return {"tricks": {trick.value: times for trick, times in provider.tricks.items()}}

    @routes.post("/sandbox/provider/{charge_id}/tell")
    async def tell_of(charge_id: str) -> dict[str, Any]:
        """Tell the bot (again) of a charge."""
        charge = _charge(provider.charges, charge_id)
        room, person = find_place(state.telegram, charge.user_id, charge.user_id)
        tell(state.telegram, room, person, charge)
        return charge.to_json()


def _charge(charges: dict[str, Charge], charge_id: str) -> Charge:
    charge = charges.get(charge_id)
    if charge is None:
        raise HTTPException(NOT_FOUND, f"The provider has no charge {charge_id!r}.")
    return charge
