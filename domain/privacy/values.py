"""Who is meant by a person, in the words of the tables."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """All by which rows name one person."""

    account_ids: tuple[int, ...]
    chat_ids: tuple[int, ...]
    emails: tuple[str, ...]

    @property
    def values(self) -> tuple[list[int], list[int], list[str]]:
        """Return what the conditions of the holdings take."""
        addresses = [*self.emails, *map(str, self.chat_ids)]
        return list(self.account_ids), list(self.chat_ids), addresses
