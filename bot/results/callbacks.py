"""What each kind of button of the results says when it is pressed."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.buttons.callbacks import Id, Page
from domain.search.ranking import Sorting


class OrdersButton(CallbackData, prefix="so1"):
    """Offer the orders over a page of results."""

    search_id: Id
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


class PagesButton(CallbackData, prefix="pg1"):
    """Offer the pages of results to jump to."""

    search_id: Id
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


class OptionsButton(CallbackData, prefix="op1"):
    """Show a search's rarer actions; `page` and `sorting` lead back."""

    search_id: Id
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


class RetryButton(CallbackData, prefix="rr1"):
    """Ask the suppliers again who could not be asked, and show the page."""

    search_id: Id
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


class MoreButton(CallbackData, prefix="mo1"):
    """Ask for further hotels than those listed; `depth` counts how often, from 1."""

    search_id: Id
    page: Page
    sorting: Sorting
    depth: Annotated[int, Field(ge=1, le=20)]
