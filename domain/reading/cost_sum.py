"""The penalties of a cover for what is wrong or rare, and those that every request shares."""

from domain.reading.date_frames import frame_of, within
from domain.reading.decision import Cover, people_fit
from domain.reading.meanings import (
    Adults,
    Ages,
    Asked,
    Beds,
    Children,
    Family,
    MoreNights,
    Pair,
    Request,
    StayDays,
)
from domain.reading.place_resolution import ResolvedPlace

Weight = tuple[float, tuple[str, ...]]
FOREIGN_WORD = {
    Request.STAY: {Request.FLIGHT: 2.2, Request.PACKAGE: 2.6, Request.TOUR: 0.3},
    Request.FLIGHT: {Request.STAY: 2.4, Request.PACKAGE: 2.6, Request.TOUR: 0.3},
    Request.PACKAGE: {Request.TOUR: 0.1},
    Request.TOUR: {Request.FLIGHT: 0.8, Request.PACKAGE: 2.0, Request.STAY: 0.4},
}
OUTSIDE = 4.0


class Weigher:
    """Adds up the penalties of a cover."""

    def __init__(self, cover: Cover, where: ResolvedPlace) -> None:
        """Start with the penalties common to all requests; `where` is what the names resolve to."""
        self.cover, self.where = cover, where
        self.cost, marks = people_fit(cover)
        self.marks = list(marks)
        self.add(0.5, "children without adults or ages", when=_are_alone(cover))
        is_whole = bool(cover.names and cover.all(StayDays))
        self.add(1.0, "nights on top of none", when=is_whole and bool(cover.all(MoreNights)))
        self.add(OUTSIDE, "days outside of their month", when=_is_outside(cover))
        foreign = FOREIGN_WORD.get(cover.request, {})
        for request in {one.request for one in cover.all(Asked)}:
            self.add(foreign.get(request, 0.0), f"a word for a {request.value}")

    def add(self, cost: float, why: str, *, when: bool = True) -> None:
        """Add a cost where it applies."""
        if when and cost:
            self.cost += cost
            self.marks.append(f"{why} {cost:+.1f}")

    @property
    def result(self) -> Weight:
        """Return the sum and its reasons."""
        return self.cost, tuple(self.marks)


def _are_alone(cover: Cover) -> bool:
    """Return whether several children are counted, without ages and without anyone else."""
    young = cover.all(Children)
    others = cover.all(Adults, Ages, Family, Pair, Beds)
    return not others and any((o.count or 0) > 1 and not o.ages for o in young)


def _is_outside(cover: Cover) -> bool:
    """Return whether days lie outside the month or feast given beside them.

    Weekdays alone never do: they are those of its own week.
    """
    if cover.request is Request.FLIGHT:
        return False
    told = cover.all(StayDays)
    frame = next((found for one in told if (found := frame_of(one)) is not None), None)
    days = [one for one in told if frame_of(one) is None and not one.is_weekday]
    return frame is not None and any(within(one, frame) is None for one in days)
