"""`often migrate`: bring the database up to date."""

import asyncio
from datetime import UTC, datetime

from domain.entry import CANNOT_START, refusal_in_words
from domain.errors import DatabaseUnavailable, SettingsError
from domain.migrate import bring_up_to_date
from operations.opening import AsJson, refuse, say, settings_or_refuse


def migrate(*, as_json: AsJson = False) -> None:
    """Migrate, seed the catalogue and make the coming months' partitions.

    Safe to repeat, and to run concurrently: the second waits for the first.
    """
    url = settings_or_refuse().database_url.get_secret_value()
    try:
        asyncio.run(bring_up_to_date(url, datetime.now(UTC)))
    except (DatabaseUnavailable, SettingsError) as error:
        refuse(refusal_in_words(error), CANNOT_START)
    say("The database is up to date.", {"ok": True}, as_json=as_json)
