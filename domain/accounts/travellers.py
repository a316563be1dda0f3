"""Who is writing: the traveller behind a chat."""

from dataclasses import dataclass

from domain.accounts.models import Role


@dataclass(frozen=True, slots=True)
class Traveller:
    """A traveller in one chat, with the wishes that every screen respects.

    `time_zone` is an IANA name, `nationality` ISO 3166-1 alpha-2, `currency` ISO 4217.
    """

    user_id: int
    chat_id: int
    first_name: str
    language: str
    currency: str
    nationality: str
    time_zone: str
    role: Role = Role.TRAVELLER
