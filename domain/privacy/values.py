"""A person's identifiers, as the tables know them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that rows identify a person by."""

    account_ids: tuple[int, ...]
    chat_ids: tuple[int, ...]
    emails: tuple[str, ...]

    @property
    def values(self) -> tuple[list[int], list[int], list[str]]:
        """Return the parameters of the holdings' conditions."""
        addresses = [*self.emails, *map(str, self.chat_ids)]
        return list(self.account_ids), list(self.chat_ids), addresses
