"""Keeping sent alerts true: edited when the price moves, sells out, is told again or grows old."""

from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest
from aiogram.methods import EditMessageCaption, EditMessageMedia, EditMessageText
from aiogram.types import BufferedInputFile, InputMediaPhoto

from bot.alerts.screens import render_living_alert
from bot.sending.mishaps import meaning_of
from bot.sending.pacing import GivenUp, sent_only_if
from bot.sending.screen import Screen
from domain.alerts.days import shift_of
from domain.alerts.living import (
    EDIT_EVERY,
    FINAL,
    Course,
    LivingAlert,
    claim_edits,
    course_of,
    end_life,
    leave_as_it_is,
    look_later,
    mark_edited,
    needs_edit,
    renew_edit,
    renew_edits,
    with_shift,
)
from domain.alerts.queries.loading import load_days
from domain.app import App
from domain.outbox.channels import Failed, NotYet
from domain.outbox.leases import kept_alive, surely
from workers.readers import words_of_reader
from workers.thumbnails import charts_of

log = structlog.get_logger(__name__)

NOT_MODIFIED = "message is not modified"
# Telegram's words for a caption where a text was edited, and the other way round.
OTHER_KIND = ("there is no text in the message to edit", "there is no caption in the message")


async def edit_alerts(app: App, bot: Bot) -> int:
    """Edit the messages that are due; return how many were looked at."""
    claimed = await claim_edits(app.pool, app.clock.now())
    if claimed:
        async with kept_alive(lambda: renew_edits(app.pool, claimed)):
            for living in claimed:
                await _look_at(app, bot, living)
    return len(claimed)


async def _look_at(app: App, bot: Bot, living: LivingAlert) -> None:
    now = app.clock.now()
    course = course_of(living, now)
    if not living.is_active:
        # Whoever stopped it wants no more of it; when it goes on in time, so does the message.
        at_end = now >= living.living_until
        await (end_life(app.pool, living.stored.alert.alert_id) if at_end
               else leave_as_it_is(app.pool, living))  # fmt: skip
    elif needs_edit(living, course):
        await _edit(app, bot, living, course)
    else:
        await leave_as_it_is(app.pool, living)


async def _edit(app: App, bot: Bot, living: LivingAlert, course: Course) -> None:
    alert, now = living.stored.alert, app.clock.now()
    days = await load_days(app.pool, [alert.tracker_id], now)
    living = with_shift(living, shift_of(living.stored, days.get(alert.tracker_id, ())))
    t = await words_of_reader(app, alert)
    screen = render_living_alert(living, course, now, t)
    chart = None
    if living.has_photo and course not in FINAL:
        chart = (await charts_of(app, [living.stored])).get(alert.alert_id)
    try:
        with sent_only_if(lambda: renew_edit(app.pool, living)):
            await _show(bot, living, screen, chart)
    except GivenUp:
        log.info("edit left to another", alert=alert.alert_id)
    except (TelegramAPIError, ClientDecodeError) as error:
        await _note(app, living, course, error)
    else:
        edited_at = app.clock.now()
        await surely(lambda: mark_edited(app.pool, living, course, edited_at))
        log.info("alert edited", alert=alert.alert_id, course=course.value)


async def _show(bot: Bot, living: LivingAlert, screen: Screen, chart: bytes | None) -> None:
    """Edit the picture with its caption, the caption or the text, whichever the message has."""
    chat_id, message_id = living.stored.alert.chat_id, living.message_id
    if chart is not None:
        picture = BufferedInputFile(chart, "chart.png")
        # Where the picture is refused, the words count.
        with suppress(TelegramBadRequest):
            await bot(
                EditMessageMedia(
                    chat_id=chat_id,
                    message_id=message_id,
                    media=InputMediaPhoto(media=picture, caption=screen.text),
                    reply_markup=screen.keyboard,
                )
            )
            return
    for has_photo in (living.has_photo, not living.has_photo):
        edit = (
            EditMessageCaption(
                chat_id=chat_id,
                message_id=message_id,
                caption=screen.text,
                reply_markup=screen.keyboard,
            )
            if has_photo
            else EditMessageText(
                chat_id=chat_id,
                message_id=message_id,
                text=screen.text,
                reply_markup=screen.keyboard,
            )
        )
        try:
            await bot(edit)
        except TelegramBadRequest as error:
            if not any(words in error.message for words in OTHER_KIND):
                raise
        else:
            return


async def _note(
    app: App, living: LivingAlert, course: Course, error: TelegramAPIError | ClientDecodeError
) -> None:
    """Note what became of an edit: what is gone is left alone, the rest is tried again."""
    now = app.clock.now()
    if isinstance(error, TelegramBadRequest) and NOT_MODIFIED in error.message:
        await mark_edited(app.pool, living, course, now)
        return
    match meaning_of(error):
        case NotYet(wait):
            await look_later(app.pool, living, now + wait)
        case Failed(_, False):
            await look_later(app.pool, living, now + EDIT_EVERY)
        case _:
            await end_life(app.pool, living.stored.alert.alert_id)
