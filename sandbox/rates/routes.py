"""`/rates/…` as the two publishers answer, and the hand that moves what they say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.faults import Target
from sandbox.rates.board import OF_THE_BANK
from sandbox.state import SandboxState

DAY = timedelta(days=1)
FRIDAY = 4


class NewRate(BaseModel):
    """A changed rate: what one euro buys. Without `rate` the currency is no longer published.

    `days_old` dates everything that is published from now on this many days back.
    """

    currency: Annotated[str | None, Field(pattern="^[A-Z]{3}$")] = None
    rate: Annotated[Decimal | None, Field(gt=0)] = None
    days_old: Annotated[int | None, Field(ge=0, le=3650)] = None


def router(state: SandboxState) -> APIRouter:
    """Return the publishers' routes and `/sandbox/rates`."""
    routes = APIRouter()

    @routes.get("/rates/eurofxref-daily.xml")
    async def daily(request: Request) -> Response:
        return await _answer(state, request, lambda: _file(state))

    @routes.get("/rates/v6/latest/{base}")
    async def latest(request: Request, base: str) -> Response:
        return await _answer(state, request, lambda: _latest(state, base.upper()))

    @routes.get("/sandbox/rates")
    async def shown() -> dict[str, Any]:
        return {code: float(rate) for code, rate in sorted(state.rates.per_euro.items())}

    @routes.post("/sandbox/rates")
    async def move(wish: NewRate) -> dict[str, Any]:
        if wish.currency == "EUR":
            raise HTTPException(422, "one euro buys one euro")
        if wish.days_old is not None:
            state.rates.days_old = wish.days_old
        if wish.currency is not None:
            state.rates.set(wish.currency, wish.rate)
        return wish.model_dump(mode="json")

    return routes


async def _answer(state: SandboxState, request: Request, make: Callable[[], Response]) -> Response:
    async def handle() -> Response:
        return make()

    path = request.url.path.removeprefix("/rates")
    answer = await state.faults.apply(Target.RATES, path, handle)
    state.log.record(Target.RATES, path, dict(request.query_params), answer.status_code, _now())
    return answer


def _now() -> datetime:
    return datetime.now(UTC)


def _file(state: SandboxState) -> Response:
    """Return the bank's file, of the last working day."""
    day = (_now() - state.rates.days_old * DAY).date()
    while day.weekday() > FRIDAY:
        day -= DAY
    lines = "\n".join(
        f"\t\t\t<Cube currency='{code}' rate='{rate.normalize():f}'/>"
        for code, rate in state.rates.per_euro.items()
        if code in OF_THE_BANK
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"'
        ' xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">\n'
        "\t<gesmes:subject>Reference rates</gesmes:subject>\n"
        "\t<gesmes:Sender>\n\t\t<gesmes:name>European Central Bank</gesmes:name>\n"
        "\t</gesmes:Sender>\n"
        f"\t<Cube>\n\t\t<Cube time='{day.isoformat()}'>\n{lines}\n\t\t</Cube>\n\t</Cube>\n"
        "</gesmes:Envelope>\n"
    )
    return Response(text, media_type="text/xml")


def _latest(state: SandboxState, base: str) -> Response:
    """Return the wider source's answer, of 00:00 UTC."""
    per_euro = state.rates.per_euro | {"EUR": Decimal(1)}
    if base not in per_euro:
        return JSONResponse({"result": "error", "error-type": "unsupported-code"}, 404)
    midnight = _now().replace(hour=0, minute=0, second=1, microsecond=0)
    updated = midnight - state.rates.days_old * DAY
    rates = {code: float(round(rate / per_euro[base], 6)) for code, rate in per_euro.items()}
    return JSONResponse(
        {
            "result": "success",
            "provider": "https://www.exchangerate-api.com",
            "documentation": "https://www.exchangerate-api.com/docs/free",
            "terms_of_use": "https://www.exchangerate-api.com/terms",
            "time_last_update_unix": int(updated.timestamp()),
            "time_last_update_utc": updated.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            "time_next_update_unix": int((updated + DAY).timestamp()),
            "time_next_update_utc": (updated + DAY).strftime("%a, %d %b %Y %H:%M:%S +0000"),
            "time_eol_unix": 0,
            "base_code": base,
            "rates": {base: 1, **rates},
        }
    )
