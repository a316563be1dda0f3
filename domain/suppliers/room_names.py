"""Reads what sellers put into a room's name: meals, refund, payment. Pure.

Names come in the seller's language and abbreviations: "Deluxe Room, breakfast included",
"Habitación doble con desayuno", "Superior (CP)". What is offered for money or at a discount is not
included; what is not understood is ignored.
"""

import re

from domain.suppliers.contract import Board, Refundability

_BREAKFAST = (
    r"(?:breakfasts?|desayunos?|frühstück|petits?[- ]d[ée]jeuners?|colazione|завтрак\w*|"
    r"caf[ée] da manh[ãa]|pequeno[- ]almoço|नाश्ता|नाश्ते|ontbijt|śniadani\w*|kahvaltı|sarapan|"
    r"早餐|朝食|조식)"
)
_NONE = r"\b(?:no|non|not|without|w/o|excl\.?|exclud\w+|sin|sans|ohne|senza|sem|без|zonder|bez)"
_NOT_OURS = (
    r"(?:not included|excluded|extra|available|chargeable|payable|surcharge|optional|at cost|"
    r"for (?:a )?(?:fee|charge)|no incluid\w+|non (?:inclus\w*|compris\w*|inclusa)|"
    r"nicht (?:inklusive|inbegriffen|enthalten)|não inclu\w+|не включ\w+|за доплату|\(\s*[$€£₹])"
)
_DISCOUNT = r"(?:\d\s*%|discount|% off|descuento|rabatt|remise|sconto|скидк\w+)"
_GAP = r"[^,;()\-–|/]{0,30}?"
# Breakfast mentioned because it is not included.
_WITHOUT = re.compile(
    rf"{_NONE}\s+{_BREAKFAST}|{_BREAKFAST}\s*(?:is |:)?\s*(?:not included|excluded|no incluid\w+|"
    rf"non (?:inclus\w*|compris\w*)|nicht \w+|não inclu\w+|не включ\w+)|{_BREAKFAST}\s*के बिना"
)
_ELSEWHERE = re.compile(
    rf"{_BREAKFAST}{_GAP}{_NOT_OURS}|{_DISCOUNT}{_GAP}{_BREAKFAST}|{_BREAKFAST}{_GAP}{_DISCOUNT}"
)
_BOARDS: tuple[tuple[Board, re.Pattern[str]], ...] = (
    (
        Board.ALL_INCLUSIVE,
        re.compile(
            r"(?:ultra )?all[- ]inclusive|todo incluido|tout (?:compris|inclus)|alles inklusive|"
            r"tutto (?:incluso|compreso)|вс[её] включено|tudo inclu[ií]do|ऑल इन्क्लूसिव"
        ),
    ),
    (
        Board.FULL_BOARD,
        re.compile(
            r"full[- ]?board|all meals|breakfast,? (?:and )?lunch,?(?: and| &| \+)? dinner|"
            r"pensi[óo]n completa|pension compl[èe]te|vollpension|pensione completa|"
            r"полный пансион|pens[ãa]o completa|फुल बोर्ड"
        ),
    ),
    (
        Board.HALF_BOARD,
        re.compile(
            rf"half[- ]?board|{_BREAKFAST}\s*(?:and|&|\+|,|y|et|und|e|и)\s*(?:dinner|lunch|cena|"
            r"almuerzo|dîner|abendessen|ужин\w*|обед\w*|jantar)|(?:dinner|lunch)\s*(?:and|&|\+)\s*"
            r"breakfast|media pensi[óo]n|demi[- ]pension|halbpension|mezza pensione|полупансион|"
            r"meia pens[ãa]o|हाफ बोर्ड"
        ),
    ),
    (Board.BREAKFAST, re.compile(rf"{_BREAKFAST}|bed (?:and|&) breakfast|\bb\s?&\s?b\b")),
    (
        Board.ROOM_ONLY,
        re.compile(
            r"\broom[- ]only\b|\baccommodation only\b|\bno meals?\b|\bwithout meals\b|"
            r"s[óo]lo (?:habitaci[óo]n|alojamiento)|chambre seule|sans repas|nur (?:übernachtung|"
            r"zimmer)|solo (?:camera|pernottamento)|без питания|só (?:quarto|alojamento)|"
            r"केवल कमरा|素泊まり"
        ),
    ),
)  # fmt: skip
# The trade's abbreviations, in capitals and as separate words. EP, CP, MAP and AP are Indian.
_CODES = {
    "RO": Board.ROOM_ONLY, "EP": Board.ROOM_ONLY, "BB": Board.BREAKFAST, "CP": Board.BREAKFAST,
    "HB": Board.HALF_BOARD, "MAP": Board.HALF_BOARD, "FB": Board.FULL_BOARD, "AP": Board.FULL_BOARD,
    "AI": Board.ALL_INCLUSIVE,
}  # fmt: skip
_CODE = re.compile(
    rf"(?:[(\[]|[-–,|/]\s*)({'|'.join(_CODES)})(?: (?:plan|PLAN|Plan))?\s*(?:$|[)\],|/])"
)
_NO_REFUND = re.compile(
    r"non[- ]?refundable|not refundable|no refunds?\b|\bnrf\b|no reembolsable|non[- ]remboursable|"
    r"nicht (?:erstattbar|stornierbar)|non rimborsabile|невозврат\w+|без возврата|"
    r"n[ãa]o reembols[áa]vel|वापसी नहीं|गैर[- ]वापसी"
)
_REFUND = re.compile(
    r"free cancell?ation|cancell?ation free|fully refundable|\brefundable|flexible rate|"
    r"cancelaci[óo]n (?:gratis|gratuita)|\breembolsable|annulation gratuite|\bremboursable|"
    r"kostenlose stornierung|kostenfrei stornierbar|cancellazione gratuita|\brimborsabile|"
    r"бесплатн\w+ отмен\w+|cancelamento (?:gratuito|gr[áa]tis)|\breembols[áa]vel|मुफ़्त (?:रद्द|कैंसिल)"
)
_AT_HOTEL = re.compile(
    r"pay (?:later )?(?:at|in) (?:the )?(?:hotel|property|desk|check[- ]?in)|payment at (?:the )?"
    r"(?:hotel|property)|pago en el (?:hotel|alojamiento)|pagar en el hotel|paiement à l.h[ôo]tel|"
    r"payez à l.h[ôo]tel|zahlung (?:im hotel|vor ort)|pagamento (?:in hotel|no hotel|in struttura)|"
    r"оплата (?:в отеле|на месте)|होटल (?:में|पर) भुगतान"
)
_OTHER_TERMS = re.compile(rf"{_DISCOUNT}|prepa(?:y|id)|pay (?:now|online)|member|save \d")
_SEPARATOR = re.compile(r"\s+[-–|]\s+|\s*[,;()\[\]]\s*")


def board_in(name: str) -> Board:
    """Return the meals that a room's name says are included, UNKNOWN if it says nothing."""
    text = name.casefold()
    has_none = _WITHOUT.search(text) is not None
    included = _ELSEWHERE.sub(" ", _WITHOUT.sub(" ", text))
    for board, words in _BOARDS:
        if words.search(included):
            return board
    code = _CODE.search(name)
    if code is not None:
        return _CODES[code.group(1)]
    return Board.ROOM_ONLY if has_none else Board.UNKNOWN


def refund_in(name: str) -> Refundability:
    """Return whether a room's name says that a cancelled stay is refunded."""
    text = name.casefold()
    if _NO_REFUND.search(text):
        return Refundability.NO
    return Refundability.YES if _REFUND.search(text) else Refundability.UNKNOWN


def is_paid_at_hotel(name: str) -> bool:
    """Return whether a room's name says that it is paid at the hotel."""
    return _AT_HOTEL.search(name.casefold()) is not None


def plain_room(name: str) -> str:
    """Return a room's name without terms such as the "- Free Cancellation" in "Deluxe Room - …".

    A name that is nothing but terms is unchanged.
    """
    parts = [part for part in _SEPARATOR.split(name) if part.strip()]
    rooms = [part.strip() for part in parts if not _is_terms(part)]
    return ", ".join(rooms) or name.strip()


def _is_terms(part: str) -> bool:
    text = part.casefold()
    return (
        board_in(f"({part.strip()})") is not Board.UNKNOWN
        or refund_in(part) is not Refundability.UNKNOWN
        or is_paid_at_hotel(part)
        or any(words.search(text) for words in (_OTHER_TERMS, _ELSEWHERE))
    )
