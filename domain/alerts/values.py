"""An alert on its way to a chat, with all that its message says."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.alerts.models import RuleKind
from domain.money import Money
from domain.prices.models import Availability
from domain.stay import Stay


@dataclass(frozen=True, slots=True)
class OutgoingAlert:
    """A claimed alert. Language, zone and currency are its reader's.

    `attempts` counts earlier tries. `target` and `percent` are the rule's. `photo` is the
    hotel's first picture. `availability` is what it has changed to, for that kind of alert; `total`
    is then the last price that was seen.
    """

    alert_id: int
    tracker_id: int
    chat_id: int
    language: str
    time_zone: str
    kind: RuleKind
    hotel_id: int
    hotel_name: str
    destination_name: str
    photo: str | None
    stay: Stay
    previous: Money | None
    total: Money
    percent: Decimal | None
    target: Money | None
    source: str
    observed_at: datetime
    attempts: int
    availability: Availability | None = None
