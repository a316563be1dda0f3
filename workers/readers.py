"""The words of whoever reads a message that nobody has asked for."""

from bot.locales import Translator, translator
from domain.alerts.values import OutgoingAlert
from domain.app import App
from domain.exchange_rates.queries import exchange_rates


async def words_of_reader(app: App, alert: OutgoingAlert) -> Translator:
    """Return the translator for an alert's reader, who counts in a currency of their own."""
    now = app.clock.now()
    words = translator(alert.language, alert.region).on(now.date())
    if alert.own_currency in {None, alert.total.currency}:
        return words
    rates = await exchange_rates(app.pool, now)
    return words.counting_in(alert.own_currency or alert.total.currency, rates)
