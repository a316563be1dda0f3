"""Alerts, digests and what has become of alerts as screens, with all that these have to look up."""

from collections.abc import Mapping
from dataclasses import replace

from bot.alerts.digests import render_digest
from bot.alerts.screens import render_alert, render_living_alert
from bot.alerts.thumbnails import chart_of
from bot.sending.readers import words_of_reader
from bot.sending.screen import Screen
from bot.sending.telegram import Telling
from domain.alerts.living_alerts import FINAL
from domain.alerts.outbox_keys import ALERT, DIGEST, EDIT
from domain.app import App
from domain.delivery.messages import (
    TOLD,
    AlertTold,
    DigestTold,
    LivingTold,
)
from domain.outbox.values import Message


async def _alert(app: App, message: Message) -> Screen:
    told: AlertTold = message.values[TOLD]
    stored = told.bundle.lead.stored
    t = await words_of_reader(app, stored.alert)
    return render_alert(stored.alert, t, await chart_of(app, stored), told.forecast)


async def _digest(app: App, message: Message) -> Screen:
    told: DigestTold = message.values[TOLD]
    leads = [one.lead.stored for one in told.bundles]
    t = await words_of_reader(app, leads[0].alert)
    forecasts = {
        one.alert.alert_id: told.forecasts[one.trackable_id]
        for one in leads
        if one.trackable_id in told.forecasts
    }
    return render_digest(told.digest.kind, [one.alert for one in leads], told.now, t, forecasts)


async def _living(app: App, message: Message) -> Screen:
    told: LivingTold = message.values[TOLD]
    living, stored = told.living, told.living.stored
    t = await words_of_reader(app, stored.alert)
    screen = render_living_alert(living, told.course, told.now, t)
    if not living.has_photo or told.course in FINAL:
        return screen
    return replace(screen, photo=await chart_of(app, stored))


TELLINGS: Mapping[str, Telling] = {ALERT: _alert, DIGEST: _digest, EDIT: _living}
