"""How the bot gets its updates."""

import re
from typing import Any

from sandbox.telegram.params import Params
from sandbox.telegram.queue import Webhook
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

CONNECTIONS = range(1, 101)
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(telegram: TelegramState, params: Params) -> list[dict[str, Any]]:
    """Long-poll."""
    return await telegram.queue.poll(
        params.integer("offset"),
        params.integer("limit", 100) or 100,
        params.integer("timeout", 0) or 0,
        params.structure("allowed_updates"),
    )


async def set_webhook(telegram: TelegramState, params: Params) -> bool:
    """Push updates from now on. Plain http is taken here, as from a local Bot API server."""
    url = params.text("url")
    secret = params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if url and not url.startswith(("http://", "https://")):
        raise bad_request("bad webhook: invalid webhook URL specified")
    connections = params.integer("max_connections", 40) or 40
    if connections not in CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")
    hook = Webhook(url, secret or None, connections, params.structure("allowed_updates"))
    telegram.queue.set_webhook(
        hook if url else None, drop_pending=params.flag("drop_pending_updates")
    )
    return True


async def delete_webhook(telegram: TelegramState, params: Params) -> bool:
    """Stop pushing."""
    telegram.queue.set_webhook(None, drop_pending=params.flag("drop_pending_updates"))
    return True


async def get_webhook_info(telegram: TelegramState, _params: Params) -> dict[str, Any]:
    """Tell of the webhook and how it fares."""
    queue = telegram.queue
    info: dict[str, Any] = {
        "url": queue.webhook.url if queue.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(queue.pending),
    }
    if queue.webhook is not None:
        info["max_connections"] = queue.webhook.max_connections
        if queue.webhook.allowed:
            info["allowed_updates"] = queue.webhook.allowed
        if queue.webhook.last_error:
            info["last_error_message"] = queue.webhook.last_error
            info["last_error_date"] = queue.webhook.last_error_date
    return info


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
