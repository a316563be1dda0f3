"""What many routes take and give: money, stays, pages, and how each is written."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Path, Query
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domain.money import Money
from domain.search.values import SupplierReport
from domain.stay import MOST_CHILDREN, MOST_ROOMS, OLDEST_CHILD, Room, Stay
from domain.suppliers.flight_contract import Party

# Where every route of the API is.
V1 = "/api/v1"
NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
LARGEST_ID = 2**63 - 1
MOST_A_PAGE = 100
LONGEST_CURSOR = 64
T = TypeVar("T")

# An id in an address.
Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID, examples=[42])]
Line = Annotated[str, StringConstraints(max_length=300, pattern=NO_CONTROLS)]
Currency = Annotated[str, Field(max_length=40, pattern=NO_CONTROLS, examples=["INR"])]
Day = Annotated[date, Field(examples=["2026-12-12"])]
Moment = Annotated[datetime, Field(examples=["2026-11-24T09:00:00Z"])]
# More digits than any price has are refused by name, not rounded.
Amount = Annotated[
    Decimal, Field(gt=0, max_digits=15, decimal_places=3, allow_inf_nan=False, examples=["8000"])
]


class Body(BaseModel):
    """A request's body: what is not known in it is refused."""

    model_config = ConfigDict(extra="forbid")


class Price(BaseModel):
    """An amount as a decimal in text, so that no program rounds it, and its ISO 4217 currency."""

    amount: Annotated[str, Field(examples=["8000.00"])]
    currency: Annotated[str, Field(examples=["INR"])]

    @classmethod
    def of(cls, money: Money) -> "Price":
        """Return money as it is told."""
        return cls(amount=str(money.amount), currency=money.currency)

    @classmethod
    def maybe(cls, money: Money | None) -> "Price | None":
        """Return money as it is told, None where there is none."""
        return None if money is None else cls.of(money)


class RoomItem(Body):
    """The people in one room."""

    adults: Annotated[int, Field(ge=1, le=12, examples=[2])] = 2
    child_ages: Annotated[
        list[Annotated[int, Field(ge=0, le=OLDEST_CHILD)]],
        Field(max_length=MOST_CHILDREN, examples=[[6]]),
    ] = []

    def room(self) -> Room:
        """Return it in the domain's words."""
        return Room(self.adults, tuple(self.child_ages))

    @classmethod
    def of(cls, room: Room) -> "RoomItem":
        """Return a room as it is told."""
        return cls(adults=room.adults, child_ages=list(room.child_ages))


Rooms = Annotated[list[RoomItem], Field(min_length=1, max_length=MOST_ROOMS)]


def rooms_of(items: Sequence[RoomItem]) -> tuple[Room, ...]:
    """Return rooms in the domain's words."""
    return tuple(item.room() for item in items)


class PartyItem(Body):
    """Who flies."""

    adults: Annotated[int, Field(ge=1, le=9, examples=[2])] = 1
    child_ages: Annotated[
        list[Annotated[int, Field(ge=0, le=OLDEST_CHILD)]], Field(max_length=8, examples=[[6]])
    ] = []

    def party(self) -> Party:
        """Return it in the domain's words. Raises a FlightRefused."""
        return Party(self.adults, tuple(self.child_ages))

    @classmethod
    def of(cls, party: Party) -> "PartyItem":
        """Return a party as it is told."""
        return cls(adults=party.adults, child_ages=list(party.child_ages))


class StayItem(BaseModel):
    """When and for whom."""

    check_in: Day
    check_out: Annotated[date, Field(examples=["2026-12-15"])]
    nights: Annotated[int, Field(examples=[3])]
    rooms: list[RoomItem]

    @classmethod
    def of(cls, stay: Stay) -> "StayItem":
        """Return a stay as it is told."""
        return cls(
            check_in=stay.check_in, check_out=stay.check_out, nights=stay.nights,
            rooms=[RoomItem.of(room) for room in stay.rooms],
        )  # fmt: skip


class SupplierItem(BaseModel):
    """How one supplier's part went: `ok`, `no_availability`, `awaited`, or what failed."""

    supplier: Annotated[str, Field(examples=["a-supplier"])]
    status: Annotated[str, Field(examples=["ok"])]
    offers: Annotated[int, Field(examples=[20])]

    @classmethod
    def of(cls, report: SupplierReport) -> "SupplierItem":
        """Return a report as it is told."""
        return cls(supplier=report.supplier.value, status=report.status, offers=report.offers)


class Paged(BaseModel, Generic[T]):
    """A page of a list. `next_cursor` asks for the next one; null on the last."""

    items: list[T]
    next_cursor: Annotated[str | None, Field(examples=["YWZ0ZXI6MjA"])] = None


@dataclass(frozen=True, slots=True)
class PageWish:
    """Which page is wished for: so many items `after` a position."""

    after: int
    limit: int

    def of(self, items: Sequence[T]) -> tuple[Sequence[T], str | None]:
        """Return the page of a whole list, positions being places in it, and the next cursor."""
        end = self.after + self.limit
        return items[self.after : end], cursor_after(end) if len(items) > end else None

    def trim(self, found: Sequence[T], position: int | None) -> tuple[Sequence[T], str | None]:
        """Return a page of which one item more was asked for than it holds.

        `position` is that of the last item which the page keeps.
        """
        if len(found) <= self.limit or position is None:
            return found, None
        return found[: self.limit], cursor_after(position)


def cursor_after(position: int) -> str:
    """Return the opaque word for a position."""
    return base64.urlsafe_b64encode(f"after:{position}".encode()).decode().rstrip("=")


def _position(cursor: str) -> int:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        word, _, number = (
            base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition(":")
        )
        position = int(number) if number.isascii() and number.isdecimal() else -1
    except (binascii.Error, ValueError):
        word, position = "", -1
    if word != "after" or not 0 <= position <= LARGEST_ID:
        fault = {"type": "cursor", "loc": ("query", "cursor"), "msg": "Not a cursor of this list"}
        raise RequestValidationError([fault])
    return position


async def page_wish(
    cursor: Annotated[
        str | None, Query(max_length=LONGEST_CURSOR, description="`next_cursor` of the page before")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE, description="How many items")] = 20,
) -> PageWish:
    """Return which page is wished for."""
    return PageWish(_position(cursor) if cursor else 0, limit)


Page = Annotated[PageWish, Depends(page_wish)]
