"""What many routes take and give: money, stays, and how each is written."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from domain.money import Money
from domain.search.values import SupplierReport
from domain.stay import MOST_CHILDREN, MOST_ROOMS, OLDEST_CHILD, Room, Stay
from domain.suppliers.flight_contract import Party

# Where every route of the API is.
V1 = "/api/v1"
NUL = "\x00"
NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
LARGEST_ID = 2**63 - 1

# An id in an address.
Number = Annotated[int, Path(ge=1, le=LARGEST_ID, examples=[42])]
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
    """A request's body: refused if it holds what is not known, or a text that cannot be stored."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", check_fields=False)
    @classmethod
    def _storable(cls, value: Any) -> Any:
        texts = value if isinstance(value, list | tuple) else [value]
        if any(isinstance(text, str) and NUL in text for text in texts):
            raise ValueError("It must not contain the character U+0000.")
        return value


class Price(BaseModel):
    """An amount as a decimal in text, so that no program rounds it, and its ISO 4217 currency."""

    amount: Annotated[str, Field(examples=["8000.00"])]
    currency: Annotated[str, Field(examples=["INR"])]

    @classmethod
    def of(cls, money: Money) -> "Price":
        """Return money in the API's form."""
        return cls(amount=str(money.amount), currency=money.currency)

    @classmethod
    def maybe(cls, money: Money | None) -> "Price | None":
        """Return money in the API's form, or None."""
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
        """Return a room in the API's form."""
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
        """Return a party in the API's form."""
        return cls(adults=party.adults, child_ages=list(party.child_ages))


class StayItem(BaseModel):
    """When and for whom."""

    check_in: Day
    check_out: Annotated[date, Field(examples=["2026-12-15"])]
    nights: Annotated[int, Field(examples=[3])]
    rooms: list[RoomItem]

    @classmethod
    def of(cls, stay: Stay) -> "StayItem":
        """Return a stay in the API's form."""
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
        """Return a report in the API's form."""
        return cls(supplier=report.supplier.value, status=report.status, offers=report.offers)
