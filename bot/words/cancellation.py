"""What cancelling costs and until when it is free, in words."""

from datetime import datetime

from markupsafe import Markup

from bot.locales import Translator
from domain.money import Money
from domain.suppliers.cancel_rules import Deadline
from domain.suppliers.contract import CancelRule


def both_times(instant: datetime, zone: str, hotel_zone: str, t: Translator) -> str:
    """Return an instant in the traveller's time, and in the hotel's where clocks differ."""
    mine, theirs = t.moment(instant, zone), t.moment(instant, hotel_zone)
    if mine == theirs:
        return mine
    return t.gettext("{mine} your time ({theirs} at the hotel)", mine=mine, theirs=theirs)


def free_lines(
    deadline: Deadline, now: datetime, zone: str, hotel_zone: str, t: Translator
) -> list[Markup]:
    """Return until when cancelling is free, and the supplier's own limit where that is later."""
    shown = deadline.shown if deadline.shown > now else deadline.supplier
    lines = [t.markup("✅ Free until {moment}", moment=both_times(shown, zone, hotel_zone, t))]
    if shown != deadline.supplier:
        limit = both_times(deadline.supplier, zone, hotel_zone, t)
        lines.append(
            t.markup("<i>The supplier’s own limit is two hours later: {moment}</i>", moment=limit)
        )
    return lines


def rule_line(rule: CancelRule, total: Money, zone: str, t: Translator) -> Markup:
    """Return when a rule begins to charge, and how much of a stay that costs `total`."""
    cost = (
        t.gettext("no refund")
        if rule.penalty == total
        else t.gettext("{money} fee", money=t.price(rule.penalty))
    )
    if rule.starts is None:
        return t.markup("• {cost}", cost=cost)
    return t.markup("• From {moment}: {cost}", moment=t.moment(rule.starts, zone), cost=cost)
