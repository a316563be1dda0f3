"""The language of a notice's reader."""

from bot.locales import Translator, translator
from domain.alerts.values import OutgoingAlert
from domain.app import App
from domain.exchange_rates.queries import exchange_rates
from domain.outbox.values import Message


async def words_of_reader(app: App, alert: OutgoingAlert) -> Translator:
    """Return the translator for an alert's reader, who counts in their own currency."""
    counts_in = None if alert.own_currency == alert.total.currency else alert.own_currency
    return await _words(app, alert.language, alert.region, counts_in)


async def words_of_letter(app: App, message: Message) -> Translator:
    """Return the translator for a letter; its amounts may be in other currencies."""
    return await _words(app, message.language, message.region, message.values.get("currency"))


async def _words(app: App, language: str, region: str | None, currency: str | None) -> Translator:
    now = app.clock.now()
    words = translator(language, region).on(now.date())
    if currency is None:
        return words
    return words.counting_in(currency, await exchange_rates(app.pool, now))
