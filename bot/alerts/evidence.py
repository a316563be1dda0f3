"""Why an alert was sent."""

from markupsafe import Markup

from bot.alerts.buttons import evidence_keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.alerts.evidence import Evidence, SeenPrice
from domain.suppliers.contract import TaxInclusion


def render_evidence(evidence: Evidence, zone: str, t: Translator) -> Screen:
    """Return the rule, the prices that led to the alert, and how sure they are."""
    alert, deciding = evidence.alert, evidence.deciding
    text = words.lines(
        t.markup("❓ <b>Why this alert?</b>"),
        Markup("<b>{hotel}</b>").format(hotel=alert.hotel_name),
        f"{words.when_line(alert.stay, alert.flight_days, t)}\n",
        t.gettext("Measured from {money}.", money=t.money(evidence.reference))
        if evidence.reference is not None and alert.target is None
        else None,
        t.markup("\n<b>What I saw, newest first</b>"),
        *(_seen(one, zone, t) for one in evidence.seen),
        "",
        *(() if deciding is None else _deciding(deciding, evidence, zone, t)),
    )
    return Screen(text, evidence_keyboard(alert.tracker_id, t))


def _seen(price: SeenPrice, zone: str, t: Translator) -> Markup:
    total = t.gettext("sold out") if price.total is None else t.money(price.total)
    note = None
    if not price.counted:
        note = t.gettext("held back: unusual, not confirmed yet")
    elif price.confirmed:
        note = t.gettext("confirmed by a second check")
    return Markup("{moment}  <b>{total}</b>{note}").format(
        moment=t.stamp(price.since, zone),
        total=total,
        note=f" · {note}" if note else "",
    )


def _deciding(price: SeenPrice, evidence: Evidence, zone: str, t: Translator) -> list[str | None]:
    """Return what is known of the price that the alert tells."""
    basis = {
        TaxInclusion.INCLUDED: t.gettext("Basis: the whole stay, taxes included."),
        TaxInclusion.EXCLUDED: t.gettext("Basis: the whole stay, without taxes."),
        TaxInclusion.UNKNOWN: t.gettext("Basis: the whole stay; taxes may be added."),
    }
    age = None
    if evidence.sent_at is not None:
        seconds = max(0, round((evidence.sent_at - evidence.alert.observed_at).total_seconds()))
        age = (
            t.ngettext(
                "The price was {count} second old when I told you.",
                "The price was {count} seconds old when I told you.",
                seconds,
            )
            if seconds
            else t.gettext("I told you right away.")
        )
    return [
        basis[price.basis],
        t.gettext("Source: {source}.", source=words.supplier_name(price.source)),
        age,
        t.markup(
            "That was {moment}.",
            moment=t.stamp(evidence.alert.observed_at, zone),
        ),
        t.gettext("I checked the unusual price a second time before it counted.")
        if price.confirmed
        else t.gettext("It was close enough to earlier prices to count right away."),
    ]
