"""Who receives a broadcast."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

LONGEST_SPAN_DAYS = 730
Days = Annotated[int, Field(ge=1, le=LONGEST_SPAN_DAYS)]
Code = Annotated[str, Field(min_length=2, max_length=8)]


class Audience(BaseModel):
    """Criteria that a broadcast's readers share; without any: everybody.

    `seen_within` and `not_seen_for` are days before the start, `place_id` a destination that they
    track something in, `has_booking` whether they ever confirmed a booking here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    languages: Annotated[tuple[Code, ...], Field(max_length=16)] = ()
    currencies: Annotated[tuple[Code, ...], Field(max_length=16)] = ()
    seen_within: Days | None = None
    not_seen_for: Days | None = None
    place_id: Annotated[int, Field(gt=0)] | None = None
    has_booking: bool | None = None
