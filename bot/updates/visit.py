"""One update as a handler meets it: who came, and in which language to answer."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.locales import Translator
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in


@dataclass(frozen=True, slots=True)
class Visit:
    """What nearly every handler needs. It stays with handlers and steps: screens are pure, and are
    given the translator and the values that they show.

    `is_again`: the update was handled before, as far as nobody knows: its process died, or failed.
    """

    app: App
    traveller: Traveller
    t: Translator
    is_again: bool = False

    @property
    def now(self) -> datetime:
        """Return the moment, which moves on while a supplier is asked."""
        return self.app.clock.now()

    @property
    def today(self) -> date:
        """Return the day it is where the traveller is."""
        return today_in(self.traveller.time_zone, self.now)

    def of(self, traveller: Traveller) -> "Visit":
        """Return the same visit on behalf of another, in the words of who came."""
        return replace(self, traveller=traveller)
