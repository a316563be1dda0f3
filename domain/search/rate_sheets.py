"""The suppliers' answers for a stay at a hotel, and newer words applied to them. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.search.answer_cache import LIFE
from domain.search.newest_prices import ANY_TERMS, Said, Word
from domain.search.overlay import (
    cheapest_rate,
    is_contradicted,
    lay_over_rates,
    spoken_in,
    words_of_suppliers,
)
from domain.search.values import Doubt, SupplierReport
from domain.suppliers.contract import PriceQuestion, RateSheet, Supplier
from domain.suppliers.status import SupplierStatus

# A rate about to expire is not shown: people need time to decide.
MARGIN = timedelta(seconds=30)

Sheet = tuple[RateSheet | None, SupplierReport]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The suppliers' answers for a hotel and a stay; `doubt` is a price being checked."""

    sheets: tuple[Sheet, ...]
    asked_at: datetime
    doubt: Doubt | None = None

    @property
    def is_whole(self) -> bool:
        """Return whether every supplier could be asked."""
        return all(report.answered for _sheet, report in self.sheets)

    @property
    def holds_until(self) -> datetime:
        """Return when the first rate expires or all are too old; with a gap, now."""
        if not self.is_whole:
            return self.asked_at
        ends = [
            rate.quote.expires_at - MARGIN
            for sheet, _report in self.sheets
            if sheet is not None
            for rate in sheet.rates
            if rate.quote.expires_at is not None
        ]
        return min([self.asked_at + LIFE, *ends])

    def said(self, destination_id: int, question: PriceQuestion, hotel_id: int) -> Iterator[Said]:
        """Yield each supplier's word on the hotel: its cheapest rate, or that nothing is sold."""
        for sheet, report in self.sheets:
            if not report.answered:
                continue
            rate = None if sheet is None else cheapest_rate(sheet.rates, question.currency)
            quote = None if rate is None else rate.named_quote
            at = self._moment(sheet, report) if quote is None else quote.observed_at
            yield Said(destination_id, question, hotel_id, report.supplier, quote, at)

    def _moment(self, sheet: RateSheet | None, report: SupplierReport) -> datetime:
        return sheet.observed_at if sheet is not None else report.told_at or self.asked_at

    def with_gaps_filled(self, before: "Sheets") -> "Sheets":
        """Return the sheets with earlier ones for the suppliers that could not be asked."""
        kept = {report.supplier: sheet for sheet, report in before.sheets}
        sheets = tuple(
            (sheet if report.answered else kept.get(report.supplier), report)
            for sheet, report in self.sheets
        )
        return replace(self, sheets=sheets)

    def is_belied_by(self, words: Iterable[Word], currency: str) -> bool:
        """Return whether newer words contradict a supplier's rates."""
        told = self._by_supplier(words, currency)
        return any(
            is_contradicted(sheet, self._moment(sheet, report), told.get(report.supplier, ()))
            for sheet, report in self.sheets
        )

    def under(self, words: Iterable[Word], currency: str, now: datetime) -> "Sheets":
        """Return the sheets with newer words laid over them.

        If a supplier cannot be asked, its earlier answer is used for as long as in a search.
        """
        newest = {
            supplier: max(some, key=lambda word: word.at)
            for supplier, told in self._by_supplier(words, currency).items()
            if (some := [word for word in told if word.terms == ANY_TERMS])
        }
        sheets = tuple(
            self._laid_over(sheet, report, newest.get(report.supplier), currency, now)
            for sheet, report in self.sheets
        )
        doubts = [word.doubt for word in newest.values() if word.doubt is not None]
        return replace(self, sheets=sheets, doubt=doubts[0] if doubts else None)

    def _laid_over(
        self,
        sheet: RateSheet | None,
        report: SupplierReport,
        word: Word | None,
        currency: str,
        now: datetime,
    ) -> Sheet:
        if word is None:
            return sheet, report
        if sheet is None and not report.answered:
            moment = now - LIFE
        else:
            moment = self._moment(sheet, report)
        if word.at < moment and not _doubts(word, moment):
            return sheet, report
        laid = lay_over_rates(sheet, word, currency)
        status = SupplierStatus.OK if laid is not None else SupplierStatus.NO_AVAILABILITY
        return laid, replace(report, status=status.value) if report.answered else report

    def _by_supplier(
        self, words: Iterable[Word], currency: str
    ) -> Mapping[Supplier, Sequence[Word]]:
        spoken = spoken_in(
            (sheet.hotel.supplier, rate.quote)
            for sheet, _report in self.sheets
            if sheet is not None
            for rate in sheet.rates
        )
        return words_of_suppliers(words, currency, spoken)


def _doubts(word: Word, moment: datetime) -> bool:
    return word.doubt is not None and word.doubt.at >= moment
