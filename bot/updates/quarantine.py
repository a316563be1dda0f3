"""Updates that cannot be handled, set aside where operators see them."""

from typing import Any

import structlog

from bot.updates.raw_updates import Unreadable
from domain.accounts.incoming_updates import SetAsideReason
from domain.accounts.queries.quarantine import set_aside_update
from domain.app import App
from domain.privacy.confidential_data import blanked

log = structlog.get_logger(__name__)


async def set_aside_unreadable(app: App, update: Unreadable) -> None:
    """Keep what came as it came."""
    reason = SetAsideReason.UNREADABLE
    await _set_aside(app, update.content, update.told_id, reason, update.flaw.value)


async def set_aside_payload(
    app: App, payload: dict[str, Any], reason: SetAsideReason, error: str
) -> None:
    """Keep an update that could be read, without what is confidential in it."""
    await _set_aside(app, str(blanked(payload)), int(payload["update_id"]), reason, error)


async def _set_aside(
    app: App, content: str, told_id: int | None, reason: SetAsideReason, error: str
) -> None:
    await set_aside_update(app.pool, content, told_id, reason, error, app.clock.now())
    log.warning("update set aside", reason=reason.value, error=error)
