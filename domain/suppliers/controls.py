"""What administrators decide about suppliers, in the database: pauses and newer credentials."""

import json
from collections.abc import Mapping

from domain.sealing import seal, unseal
from domain.settings import Settings
from domain.suppliers.queries import Control

NONE = Control()


def seal_credentials(settings: Settings, credentials: Mapping[str, str]) -> str:
    """Return credentials, by their settings' names, as they are kept."""
    return seal(settings, json.dumps(dict(credentials)))


def open_credentials(settings: Settings, sealed: str | None) -> dict[str, str] | None:
    """Return credentials that were kept; None for none, or where no key of ours opens them."""
    told = None if sealed is None else unseal(settings, sealed)
    return None if told is None else json.loads(told)
