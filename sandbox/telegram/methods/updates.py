"""How the bot gets its updates."""

import json
import re
import ssl
from typing import Any

from sandbox.telegram.params import Params
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.replies import Described, Raw
from sandbox.telegram.updates import KINDS
from sandbox.telegram.webhook import Outcomes, Target, Webhook
from sandbox.telegram.world import TelegramState

MOST_CONNECTIONS = 100
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def _allow(telegram: TelegramState, params: Params) -> None:
    """Remember the kinds of updates asked for; without any that is known, the default set.

    What is no list of texts changes nothing.
    """
    asked = params.values.get("allowed_updates")
    if isinstance(asked, str):
        try:
            asked = json.loads(asked)
        except ValueError:
            return
    if isinstance(asked, list) and all(isinstance(kind, str) for kind in asked):
        known = [kind for kind in dict.fromkeys(map(str.lower, asked)) if kind in KINDS]
        telegram.updates.allowed = known or None


async def get_updates(telegram: TelegramState, params: Params) -> Raw:
    """Long-poll."""
    _allow(telegram, params)
    updates = await telegram.updates.poll(
        params.integer("offset"),
        params.integer("limit") or 100,
        params.integer("timeout") or 0,
    )
    return Raw(b"[" + b",".join(update.to_bytes() for update in updates) + b"]")


def _target(params: Params) -> Target | None:
    """Return where to push to; None for an empty address. Plain http is taken here."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(params.integer("max_connections") or 40, 1), MOST_CONNECTIONS)
    return Target(url, secret or None, connections, _certificate(params))


def _certificate(params: Params) -> str | None:
    """Return the certificate that was sent along, which identifies the bot's server."""
    upload = params.uploads.get("certificate")
    if upload is None:
        return None
    try:
        text = upload.content.decode("ascii")
        ssl.create_default_context(cadata=text)
    except (ValueError, ssl.SSLError):
        raise bad_request("bad webhook: certificate can't be read") from None
    return text


async def set_webhook(telegram: TelegramState, params: Params) -> Described:
    """Push updates from now on."""
    target = _target(params)
    if target is None:
        return await delete_webhook(telegram, params)
    _allow(telegram, params)
    updates = telegram.updates
    if params.flag("drop_pending_updates"):
        updates.clear()
    if updates.webhook is not None and updates.webhook.target == target:
        return Described(True, "Webhook is already set")
    outcomes = Outcomes(
        updates.drop, telegram.on_webhook_reply, telegram.time, telegram.webhook_waits
    )
    await updates.set_webhook(Webhook(target, outcomes))
    return Described(True, "Webhook was set")


async def delete_webhook(telegram: TelegramState, params: Params) -> Described:
    """Stop pushing."""
    if params.flag("drop_pending_updates"):
        telegram.updates.clear()
    if telegram.updates.webhook is None:
        return Described(True, "Webhook is already deleted")
    await telegram.updates.set_webhook(None)
    return Described(True, "Webhook was deleted")


async def get_webhook_info(telegram: TelegramState, _params: Params) -> dict[str, Any]:
    """Tell of the webhook and how it fares."""
    webhook = telegram.updates.webhook
    info: dict[str, Any] = {
        "url": webhook.target.url if webhook else "",
        "has_custom_certificate": bool(webhook and webhook.target.certificate),
        "pending_update_count": len(telegram.updates),
    }
    if telegram.updates.allowed:
        info["allowed_updates"] = telegram.updates.allowed
    if webhook is not None:
        info["max_connections"] = webhook.target.max_connections
        if webhook.last_error:
            info["last_error_message"] = webhook.last_error
            info["last_error_date"] = webhook.last_error_date
    return info


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
