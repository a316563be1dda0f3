"""Lists by pages: this many items, and a cursor that asks for those after them.

A cursor holds the place of the last item in its list's order, so what is added or taken away
meanwhile doubles nothing and leaves nothing out. It is signed over the list that it was given for,
so whatever else is sent as one is refused by name and reaches no statement.
"""

import base64
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field

from domain.settings import Settings
from webhooks.access import Product

MOST_A_PAGE, USUAL_PAGE = 100, 20
LONGEST_CURSOR = 1000
EXAMPLE = "3q2-78r-yv4wEjRWWzQyXQ"
PURPOSE = b"often-hotels cursors"
BEGINNING, TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
SIGNATURE_BYTES = 12
T = TypeVar("T")

# An item's place in its list's order, the last part telling it from all others.
Place = tuple[int | str, ...]


class Paged(BaseModel, Generic[T]):
    """A page of a list. `next_cursor` asks for the next one; null on the last."""

    items: list[T]
    next_cursor: Annotated[str | None, Field(examples=[EXAMPLE])] = None


@dataclass(frozen=True, slots=True)
class PageWish:
    """Which page of `listed`, which names a list, is wished for."""

    key: bytes
    listed: str
    limit: int = USUAL_PAGE
    cursor: str | None = None

    def within(self, *words: str) -> "PageWish":
        """Return the wish in a list that is another one for each of `words`, as its order is."""
        return replace(self, listed="\n".join((self.listed, *words)))

    @property
    def after(self) -> Place | None:
        """Return the place after which the page begins, None: at the beginning.

        Raises RequestValidationError for what is not a cursor of this list.
        """
        if not self.cursor:
            return None
        try:
            sealed = base64.urlsafe_b64decode(self.cursor + "=" * (-len(self.cursor) % 4))
        except ValueError:
            raise _not_ours() from None
        signature, text = sealed[:SIGNATURE_BYTES], sealed[SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._signature(text)):
            raise _not_ours()
        return tuple(json.loads(text))

    def number(self) -> int | None:
        """Return that place where an id alone is one."""
        after = self.after
        return None if after is None else int(after[0])

    def name(self) -> str | None:
        """Return that place where a name alone is one."""
        after = self.after
        return None if after is None else str(after[0])

    def trim(
        self, found: Sequence[T], place: Callable[[T], Place]
    ) -> tuple[Sequence[T], str | None]:
        """Return a page of which one item more was asked for than it holds, and the next cursor."""
        kept = found[: self.limit]
        return kept, self._cursor(place(kept[-1])) if len(found) > self.limit else None

    def of(self, items: Sequence[T], place: Callable[[T], Place]) -> tuple[Sequence[T], str | None]:
        """Return the page of a whole list in the order of its places, and the next cursor."""
        after = self.after
        left = [one for one in sorted(items, key=place) if after is None or place(one) > after]
        return self.trim(left[: self.limit + 1], place)

    def of_ranked(
        self, items: Sequence[T], number: Callable[[T], int]
    ) -> tuple[Sequence[T], str | None]:
        """Return the page of a list whose order is only known as it stands, and the next cursor.

        It goes on behind the item of that number wherever that stands now; where it is gone, where
        it was.
        """
        begin, after = 0, self.after
        if after is not None:
            position, last = map(int, after)
            numbers = [number(one) for one in items]
            begin = numbers.index(last) + 1 if last in numbers else position
        end = begin + self.limit
        more = self._cursor((end - 1, number(items[end - 1]))) if len(items) > end else None
        return items[begin:end], more

    def _cursor(self, place: Place) -> str:
        text = json.dumps(place, ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._signature(text) + text).decode().rstrip("=")

    def _signature(self, text: bytes) -> bytes:
        whole = self.listed.encode() + b"\0" + text
        return hmac.digest(self.key, whole, "sha256")[:SIGNATURE_BYTES]


def _not_ours() -> RequestValidationError:
    return RequestValidationError(
        [{"type": "cursor", "loc": ("query", "cursor"), "msg": "Not a cursor of this list"}]
    )


def ticks(moment: datetime) -> int:
    """Return a moment as a part of a place; the latest come first by its negative."""
    return (moment - BEGINNING) // TICK


def first_page(settings: Settings, path: str) -> PageWish:
    """Return the wish for the beginning of the list at a path."""
    key = hmac.digest(settings.secret_key.get_secret_value().encode(), PURPOSE, "sha256")
    return PageWish(key, path)


async def page_wish(
    request: Request,
    app: Product,
    cursor: Annotated[
        str | None,
        Query(
            max_length=LONGEST_CURSOR, description="`next_cursor` of the page before",
            openapi_examples={"first": {"value": ""}, "later": {"value": EXAMPLE}},
        ),
    ] = None,
    limit: Annotated[
        int, Query(ge=1, le=MOST_A_PAGE, description="How many items", examples=[USUAL_PAGE])
    ] = USUAL_PAGE,
) -> PageWish:  # fmt: skip
    """Return which page of the list at the request's path is wished for."""
    wish = first_page(app.settings, request.scope["path"])
    return replace(wish, limit=limit, cursor=cursor)


Page = Annotated[PageWish, Depends(page_wish)]
