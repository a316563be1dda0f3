"""What was saved by rebooking, in public: a page that needs no script, and the same as JSON."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from pydantic import BaseModel

from bot.bookings.savings.screens import record_lines, record_title
from bot.locales import translator
from domain.app import App
from domain.bookings.price_watches.ledger import SavingsRecord, read_savings
from domain.bookings.price_watches.models import SavingKind
from domain.bookings.queries.savings import Sum
from webhooks.api.values import Price
from webhooks.forecasts import PAGE, language_of


class SavingItem(BaseModel):
    """What bookings in one currency came to."""

    kind: SavingKind
    bookings: int
    total: Price

    @classmethod
    def of(cls, found: Sum) -> "SavingItem":
        """Return a sum in the API's form."""
        return cls(kind=found.kind, bookings=found.bookings, total=Price.of(found.total))


class SavingsItem(BaseModel):
    """This service's whole record, the misses included.

    `by_word` counts savings known by the traveller's own word.
    """

    watched: int
    by_word: int
    sums: list[SavingItem]

    @classmethod
    def of(cls, record: SavingsRecord) -> "SavingsItem":
        """Return the record in the API's form."""
        sums = [SavingItem.of(one) for one in record.sums]
        return cls(watched=record.watched, by_word=record.by_word, sums=sums)


def router(app: App) -> APIRouter:
    """Return the routes over `app`."""
    routes = APIRouter(tags=["savings"])

    @routes.get("/savings", response_class=HTMLResponse)
    async def page(request: Request) -> HTMLResponse:
        """Return what rebooking has saved, misses included."""
        t = translator(language_of(request))
        record = await read_savings(app.pool)
        lines = Markup("").join(
            Markup("<p>{}</p>").format(one) for one in record_lines(record, t) if one
        )
        html = PAGE.format(language=t.language, title=record_title(t), body=lines, picture="")
        return HTMLResponse(html)

    @routes.get("/savings.json")
    async def figures() -> SavingsItem:
        """Return the same as figures."""
        return SavingsItem.of(await read_savings(app.pool))

    return routes
