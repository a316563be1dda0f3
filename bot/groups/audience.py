"""In which words and currency a group is answered: many read along with who asks."""

from dataclasses import replace

from bot.locales import translator
from bot.updates.visit import Visit
from domain.accounts.groups import read_group


async def in_group(visit: Visit, chat_id: int) -> Visit:
    """Return a visit in the language and currency that a group's administrators chose for it.

    What they left to its members stays that of who came.
    """
    wishes, member = await read_group(visit.app.pool, chat_id), visit.traveller
    if wishes.language is None and wishes.currency is None:
        return visit
    language = wishes.language or member.language
    currency = wishes.currency or member.currency
    t = translator(language, member.region).counting_in(currency, visit.t.rates).on(visit.today)
    return replace(visit, traveller=replace(member, currency=currency), t=t)
