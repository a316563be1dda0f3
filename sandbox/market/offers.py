"""The rooms and rate plans behind a hotel's cheapest price, as the supplier of rates sells them."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from .draws import draw
from .hotels import Hotel
from .rooms import RoomType
from .stays import Guests, Stay

ROOM_ONLY = "RoomOnly"
BREAKFAST = "BedAndBreakfast"
HALF_BOARD = "HalfBoard"
FLEXIBLE = Decimal("1.10")
BREAKFAST_FACTOR = Decimal("1.09")
HALF_BOARD_FACTOR = Decimal("1.24")
# Taxes of the more expensive rooms are listed separately; the plainest rooms' prices include them.
TAX_APART_FROM_ROOM = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """A room on a plan for the party; `total` is rupees, all in, `tax` the part told apart."""

    room: RoomType
    board: str
    refundable: bool
    total: Decimal
    tax: Decimal
    free_until: datetime | None
    half_until: datetime | None
    pay_at_hotel: bool
    left: int

    @property
    def key(self) -> str:
        plan = "flexible" if self.refundable else "fixed"
        return f"{self.room.name}|{self.board}|{plan}"


def suits(hotel: Hotel, guests: Guests) -> bool:
    return any(room.holds(guests) for room in hotel.rooms)


def list_offers(seed: int, hotel: Hotel, stay: Stay, cheapest: Decimal) -> list[Offer]:
    """Offers from the cheapest total up; the first costs exactly `cheapest`."""
    rooms = [r for r in hotel.rooms if all(r.holds(guests) for guests in stay.rooms)]
    rooms = rooms or [hotel.rooms[-1]]
    offers = [
        _offer(
            seed,
            hotel,
            stay,
            room=room,
            plan=plan,
            total=cheapest * room.factor / rooms[0].factor * plan.factor,
            tax_apart=step >= TAX_APART_FROM_ROOM,
        )
        for step, room in enumerate(rooms)
        for plan in _plans(seed, hotel)
    ]
    return sorted(offers, key=lambda offer: offer.total)


@dataclass(frozen=True, slots=True)
class Plan:
    """Terms on which a room is sold; `factor` is their price next to the cheapest terms."""

    board: str
    refundable: bool
    factor: Decimal


def _plans(seed: int, hotel: Hotel) -> list[Plan]:
    """List the plans, the cheapest at a factor of one.

    Some hotels sell nothing without breakfast, some nothing that cannot be cancelled, some nothing
    that can.
    """
    boards = [(ROOM_ONLY, Decimal(1)), (BREAKFAST, BREAKFAST_FACTOR)]
    if draw(seed, "breakfast", hotel.number) < Decimal("0.35"):
        boards = [(BREAKFAST, Decimal(1))]
    if hotel.kind == "Resort":
        boards.append((HALF_BOARD, HALF_BOARD_FACTOR))
    habit = draw(seed, "terms", hotel.number)
    terms = [(False, Decimal(1)), (True, FLEXIBLE)]
    if habit < Decimal("0.3"):
        terms = [(True, Decimal(1))]
    elif habit > Decimal("0.85"):
        terms = [(False, Decimal(1))]
    return [Plan(b, t, board * term) for b, board in boards for t, term in terms]


def _offer(
    seed: int,
    hotel: Hotel,
    stay: Stay,
    *,
    room: RoomType,
    plan: Plan,
    total: Decimal,
    tax_apart: bool,
) -> Offer:
    total = total.quantize(Decimal("0.01"))
    net = total / (1 + Decimal(hotel.tax_percent) / 100) if tax_apart else total
    arrival = datetime.combine(stay.check_in, time(12), UTC)
    days = 1 + int(draw(seed, "notice", hotel.number) * 6)
    return Offer(
        room=room,
        board=plan.board,
        refundable=plan.refundable,
        total=total,
        tax=(total - net).quantize(Decimal("0.01")),
        free_until=arrival - timedelta(days=days) if plan.refundable else None,
        half_until=arrival - timedelta(days=max(days - 2, 0)) if plan.refundable else None,
        pay_at_hotel=plan.refundable and draw(seed, "desk", hotel.number) < Decimal("0.15"),
        left=1 + int(draw(seed, "left", hotel.number, room.name, stay.check_in) * 6),
    )
