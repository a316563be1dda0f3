"""The account that searches are counted on: what is left, how many an hour, and the cache."""

from datetime import datetime, timedelta
from typing import Any

CACHE_LIFE = timedelta(hours=1)
SEARCHES_PER_MONTH = 100_000
SEARCHES_PER_HOUR = 20_000
OUT_OF_SEARCHES = "Your account has run out of searches."
# *Assumed* wording: the documentation tells the two kinds of 429 apart, not this text.
TOO_MANY = "You are exceeding your hourly throughput limit. Please slow down or upgrade your plan."


class Account:
    """Counts searches. A cached answer is free, as is asking for the account itself.

    The cache is off unless switched on: with it a price moved now would be seen in an hour.
    """

    def __init__(self, *, cache: bool = False) -> None:
        self._usual_cache = cache
        self.reset()

    def reset(self) -> None:
        self.cache = self._usual_cache
        self.searches_left = SEARCHES_PER_MONTH
        self.hourly_limit = SEARCHES_PER_HOUR
        self._hour: datetime | None = None
        self._this_hour = 0
        self._answers: dict[str, tuple[datetime, dict[str, Any]]] = {}

    def recall(self, key: str, now: datetime) -> dict[str, Any] | None:
        """Recall the answer to the same question of less than an hour ago."""
        if not self.cache or key not in self._answers:
            return None
        kept_at, answer = self._answers[key]
        return answer if now - kept_at < CACHE_LIFE else None

    def keep(self, key: str, answer: dict[str, Any], now: datetime) -> None:
        if self.cache:
            self._answers[key] = (now, answer)

    def refusal(self, now: datetime) -> str | None:
        """Why no search may be made now, in the supplier's words."""
        self._turn_hour(now)
        if self.searches_left <= 0:
            return OUT_OF_SEARCHES
        return TOO_MANY if self._this_hour >= self.hourly_limit else None

    def count(self, now: datetime) -> None:
        self._turn_hour(now)
        self.searches_left -= 1
        self._this_hour += 1

    def forget_answers(self) -> None:
        self._answers.clear()

    def _turn_hour(self, now: datetime) -> None:
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour != self._hour:
            self._hour, self._this_hour = hour, 0

    def describe(self, api_key: str, now: datetime) -> dict[str, Any]:
        self._turn_hour(now)
        return {
            "account_id": "sandbox",
            "api_key": api_key,
            "account_email": "traveller@example.com",
            "account_status": "Active",
            "plan_id": "sandbox",
            "plan_name": "Sandbox Plan",
            "plan_monthly_price": 0.0,
            "searches_per_month": SEARCHES_PER_MONTH,
            "plan_searches_left": self.searches_left,
            "extra_credits": 0,
            "total_searches_left": self.searches_left,
            "this_month_usage": SEARCHES_PER_MONTH - self.searches_left,
            "this_hour_searches": self._this_hour,
            "last_hour_searches": 0,
            "account_rate_limit_per_hour": self.hourly_limit,
        }
