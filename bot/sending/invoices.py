"""Sending an invoice, and giving Stars back: what of payments goes through the Bot API."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup, LabeledPrice

from domain.money import STARS
from domain.payments.contract import (
    Refunded,
    RefundOrder,
    RefundOutcome,
    RefundPort,
    RefundRefused,
    RefundUnknown,
)
from domain.payments.http_refunds import HttpRefunds
from domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Bill:
    """What an invoice says. `units` are the currency's smallest; Stars need no `token`."""

    title: str
    description: str
    payload: str
    token: str
    currency: str
    units: int
    label: str
    keyboard: InlineKeyboardMarkup


async def send_invoice(bot: Bot, chat_id: int, bill: Bill) -> int:
    """Send an invoice and return its message's id. Raises aiogram's `TelegramAPIError`s."""
    sent = await bot.send_invoice(
        chat_id,
        bill.title,
        bill.description,
        bill.payload,
        bill.currency,
        [LabeledPrice(label=bill.label, amount=bill.units)],
        provider_token=bill.token,
        reply_markup=bill.keyboard,
    )
    return sent.message_id


@dataclass(frozen=True, slots=True)
class StarRefunds:
    """Telegram gives Stars back, all of a payment at once; a charge's id is the key."""

    bot: Bot

    async def refund(self, order: RefundOrder) -> RefundOutcome:
        """Give Stars back; see `RefundPort`."""
        if order.payer_id is None or order.money != order.paid:
            return RefundRefused("Telegram gives back whole payments in Stars only")
        try:
            await self.bot.refund_star_payment(order.payer_id, order.charge_id)
        except TelegramBadRequest as refused:
            is_done = "CHARGE_ALREADY_REFUNDED" in refused.message
            return Refunded() if is_done else RefundRefused(refused.message)
        except AiogramError as error:
            return RefundUnknown(type(error).__name__)
        return Refunded()


def refund_ports(settings: Settings, bot: Bot) -> Mapping[str | None, RefundPort]:
    """Return who gives money back: in Stars Telegram, in all else the provider, if it is set up."""
    ports: dict[str | None, RefundPort] = {STARS: StarRefunds(bot)}
    if settings.payment_refund_url is not None:
        ports[None] = HttpRefunds(settings.payment_refund_url, settings.payment_refund_key)
    return ports
