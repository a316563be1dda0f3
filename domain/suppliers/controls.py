"""Administrators' decisions on suppliers: pauses and newer credentials."""

import json
from collections.abc import Mapping

from domain.sealing import seal, unseal
from domain.settings import Settings
from domain.suppliers.queries import Control

NONE = Control()


def seal_credentials(settings: Settings, credentials: Mapping[str, str]) -> str:
    """Seal credentials, which are given by their settings' names."""
    return seal(settings, json.dumps(dict(credentials)))


def open_credentials(settings: Settings, sealed: str | None) -> dict[str, str] | None:
    """Unseal credentials; None if there are none or none of our keys opens them."""
    told = None if sealed is None else unseal(settings, sealed)
    return None if told is None else json.loads(told)
