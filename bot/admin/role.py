"""Who is an admin."""

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from domain.accounts.models import Role
from domain.accounts.travellers import Traveller


class ByAdmin(Filter):
    """The update is an admin's, by the role that the database held a moment ago.

    Whatever others send goes on as if no such command existed.
    """

    async def __call__(self, _event: Message | CallbackQuery, traveller: Traveller) -> bool:
        """Return whether it is."""
        return traveller.role is Role.ADMIN
