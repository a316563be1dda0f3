"""Days in a line so short that it must correct another: "no, 25 se", "нет, с 25". Pure."""

from domain.reading.day_pieces import Point
from domain.reading.phrases import any_of
from domain.reading.points import Points

# A line with no more pieces corrects another one.
SHORT_LINE = 7
SE_BEHIND = any_of("se, से, ko, को, tarikh se, tareekh se, तारीख से, se karo, se kar do")
FROM_BEFORE = any_of("from, from the, с, со, desde, desde el, a partir del, del")


def is_said_alone(points: Points, bare: Point) -> bool:
    """Return whether a short line ends with a day: "no, 25 se", "нет, с 25"."""
    pieces = points.pieces
    ends = bare.end >= len(pieces) or pieces[bare.end].text in {",", "."}
    behind = SE_BEHIND.after(pieces, bare.end)
    is_behind = behind is not None and behind[1] >= len(pieces)
    is_before = ends and FROM_BEFORE.before(pieces, bare.start) is not None
    return len(pieces) <= SHORT_LINE and (is_behind or is_before)
