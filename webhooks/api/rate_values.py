"""What goes in and out of the routes for a hotel's rates."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from domain.search.values import (
    HotelPage,
    SupplierRate,
)
from domain.suppliers.contract import CancelRule
from webhooks.api.hotel_values import HotelItem, OfferItem
from webhooks.api.values import (
    Moment,
    Price,
    SupplierItem,
)


class CancelItem(BaseModel):
    """What cancelling costs between two moments; null is open-ended."""

    starts: datetime | None
    ends: datetime | None
    penalty: Price

    @classmethod
    def of(cls, rule: CancelRule) -> "CancelItem":
        """Return a rule in the API's form."""
        return cls(starts=rule.starts, ends=rule.ends, penalty=Price.of(rule.penalty))


class RateItem(BaseModel):
    """One way to buy one room combination for the whole stay."""

    room: Annotated[str, Field(examples=["Deluxe room with balcony"])]
    offer: OfferItem
    payment: Annotated[str, Field(examples=["now"])]
    due_at_property: Price | None
    seller: str | None
    link: str | None
    cancellation: list[CancelItem]

    @classmethod
    def of(cls, offered: SupplierRate) -> "RateItem":
        """Return a rate in the API's form."""
        rate = offered.rate
        return cls(
            room=rate.room_name, offer=OfferItem.of(offered.supplier.value, rate.quote),
            payment=rate.payment.value, due_at_property=Price.maybe(rate.due_at_property),
            seller=rate.seller, link=rate.link,
            cancellation=[CancelItem.of(rule) for rule in rate.cancel_rules],
        )  # fmt: skip


class HotelDetail(BaseModel):
    """All there is to say of a hotel for a search; rates cheapest first."""

    hotel: HotelItem
    description: str | None
    website: str | None
    usual: Annotated[list[Price] | None, Field(description="From and to, where history says so")]
    rates: list[RateItem]
    suppliers: list[SupplierItem]
    asked_at: Moment

    @classmethod
    def of(cls, page: HotelPage) -> "HotelDetail":
        """Return a hotel's page in the API's form."""
        usual = page.usual_range
        return cls(
            hotel=HotelItem.of(page.hotel), description=page.description, website=page.website,
            usual=None if usual is None else [Price.of(one) for one in usual],
            rates=[RateItem.of(one) for one in page.rates],
            suppliers=[SupplierItem.of(one) for one in page.reports], asked_at=page.asked_at,
        )  # fmt: skip
