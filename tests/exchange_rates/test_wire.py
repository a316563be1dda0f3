"""What the publishers say is read whole or refused, whatever it is."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exchange_rates.contract import RatesUnavailable
from domain.exchange_rates.wire import read_ecb, read_wider

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
    xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube><Cube time='2026-11-27'>
    <Cube currency='USD' rate='1.0705'/><Cube currency='JPY' rate='171.94'/>
    <Cube currency='XAU' rate='0.0004'/><Cube currency='INR' rate='N/A'/>
    <Cube currency='GBP' rate='0'/><Cube rate='3'/>
  </Cube></Cube>
</gesmes:Envelope>"""
ANSWER = {
    "result": "success",
    "base_code": "EUR",
    "time_last_update_unix": 1_795_996_801,
    "rates": {"EUR": 1, "KWD": 0.331, "INR": 92.5, "FOK": 7.46, "USD": -1, "GBP": None},
}


def test_the_banks_file_is_read() -> None:
    published = read_ecb(FILE.encode())
    assert published.day == date(2026, 11, 27)
    assert published.per_euro == {
        "USD": Decimal("1.0705"), "JPY": Decimal("171.94"), "EUR": Decimal(1),
    }  # fmt: skip


def test_the_wider_answer_is_read() -> None:
    published = read_wider(json.dumps(ANSWER).encode())
    assert published.day == date(2026, 11, 30)
    assert published.per_euro == {"EUR": 1, "KWD": Decimal("0.331"), "INR": Decimal("92.5")}


@pytest.mark.parametrize(
    "content",
    [
        "", "<a/>", "<Cube time='2026-11-27'/>", FILE.replace("2026-11-27", "yesterday"),
        FILE[:200], '<!DOCTYPE a [<!ENTITY b "c">]>' + FILE[39:], "<html>502 Bad Gateway</html>",
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(content: str) -> None:
    with pytest.raises(RatesUnavailable):
        read_ecb(content.encode())


@pytest.mark.parametrize(
    "change",
    [
        {"result": "error"}, {"base_code": "USD"}, {"rates": None}, {"rates": {}},
        {"time_last_update_unix": "soon"}, {"time_last_update_unix": 1e30}, {"rates": [1]},
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RatesUnavailable):
        read_wider(json.dumps({**ANSWER, **change}).encode())


@given(st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    for read in (read_ecb, read_wider):
        with pytest.raises(RatesUnavailable):
            read(content)


@given(
    st.recursive(
        st.none() | st.floats() | st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
)
def test_whatever_json_comes_is_read_or_refused(value: object) -> None:
    for answer in (value, {**ANSWER, "rates": value}, {**ANSWER, "time_last_update_unix": value}):
        try:
            published = read_wider(json.dumps(answer).encode())
        except RatesUnavailable:
            continue
        assert all(rate > 0 for rate in published.per_euro.values())
