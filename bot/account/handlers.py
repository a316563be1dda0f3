"""Linking a chat with an account of the web: /link, the web's own links, and unlinking."""

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, User

from bot.account.buttons import AccountButton, AccountStep, OfferButton
from bot.account.screens import (
    render_code,
    render_declined,
    render_linked,
    render_offer,
    render_parted,
    render_unlinked,
)
from bot.buttons.callbacks import Go, Where
from bot.sending.screen import Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.linking.links import linked_account, unlink_chat
from domain.linking.requests import (
    DEEP_LINK,
    begin_in_chat,
    confirm_in_chat,
    decline_in_chat,
    open_in_chat,
)


class StartsLink(Filter):
    """The message opens a link that the account page has made; hands its secret on as `nonce`."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        """Return the secret."""
        command, _space, payload = (message.text or "").strip().partition(" ")
        is_ours = command.partition("@")[0].lower() == "/start" and payload.startswith(DEEP_LINK)
        return {"nonce": payload.removeprefix(DEEP_LINK).strip()} if is_ours else False


def _name_of(user: User | None) -> str:
    """Return who the page asks about: the name, and the username, which nobody else has."""
    if user is None:
        return ""
    return f"{user.full_name} (@{user.username})" if user.username else user.full_name


async def show(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """Show the account of this chat, or the way to one."""
    page = f"{visit.app.settings.web_address}/account"
    email = await linked_account(visit.app, visit.traveller)
    if email is not None:
        return render_linked(email, page, visit.t, is_app=visit.app.settings.opens_apps)
    nonce = await begin_in_chat(visit.app, visit.traveller, _name_of(event.from_user))
    return render_unlinked(f"{page}/link?code={nonce}", visit.t)


async def open_request(message: Message, nonce: str, visit: Visit, state: FSMContext) -> Screen:
    """Ask about a request that began on the web."""
    await state.clear()
    offer = await open_in_chat(visit.app, visit.traveller, _name_of(message.from_user), nonce)
    return render_offer(offer, visit.t)


async def answer(_callback: CallbackQuery, callback_data: OfferButton, visit: Visit) -> Screen:
    """Show the code, or close the request."""
    if callback_data.is_wanted:
        return render_code(
            await confirm_in_chat(visit.app, visit.traveller, callback_data.request_id), visit.t
        )
    await decline_in_chat(visit.app, visit.traveller, callback_data.request_id)
    return render_declined(visit.t)


async def unlink(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Unlink this chat immediately: somebody who undoes a stranger's link is in a hurry."""
    return render_parted(await unlink_chat(visit.app, visit.traveller), visit.t)


def router() -> Router:
    """Return the routes of the account; they stand before /start, whose links are for everyone."""
    routes = Router(name="account")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(open_request, StartsLink())
    routes.message.register(show, Command("link", "account", ignore_case=True))
    routes.callback_query.register(show, Go.filter(F.to == Where.ACCOUNT))
    routes.callback_query.register(answer, OfferButton.filter())
    routes.callback_query.register(unlink, AccountButton.filter(F.step == AccountStep.UNLINK))
    return routes
