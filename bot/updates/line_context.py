"""What comes of one line that somebody wrote: whether it was searched with, and where the answer
is shown.
"""

from dataclasses import dataclass

from aiogram.types import InaccessibleMessage

# The flag of handlers that only look for something: the same line, corrected, may be read again.
SEARCHES = "searches"


@dataclass(slots=True)
class LineContext:
    """Handed along with an update. `shown_in` is the answer that the next one takes the place of,
    None for an answer of its own; `answer_id` is the message that shows it.
    """

    is_correction: bool = False
    is_search: bool = False
    shown_in: InaccessibleMessage | None = None
    answer_id: int | None = None
