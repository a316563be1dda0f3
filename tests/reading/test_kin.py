"""Who comes, told by what they are to the writer: tables by language."""

from datetime import date
from typing import get_args

import pytest

from domain.reading.amounts import Writer
from domain.reading.line import Occasion, decide
from domain.reading.meanings import Person, Request
from domain.reading.names import Atlas, names_of
from domain.reading.people import party_of
from domain.reading.tokens import cut, read_tokens

OCCASION = Occasion(date(2026, 11, 30), Writer("en", "INR", "IN"))


def people(text: str) -> tuple[int | None, tuple[int, ...]]:
    """Return the adults and the ages that a line tells, where no place is known."""
    words, reading = cut(text), read_tokens(text)
    atlas = Atlas(words, names_of(words, reading), {}, {}, {})
    cover = decide(reading, words, atlas, OCCASION).of(Request.STAY)
    party = party_of(cover.all(*get_args(Person)))
    return party.adults, party.ages or ()


ENGLISH = [
    ("my sister and i are coming 12-16 march", 2, ()),
    ("me, my wife, my mom and kids 3 & 7", 3, (3, 7)),
    ("me wife kid 3 yrs n parents, 22 jan 2 nights", 4, (3,)),
    ("travelling with my parents", 3, ()),
    ("with my husband and our son aged 5", 2, (5,)),
    ("4 people: me, my wife and 2 kids 4 & 6", 2, (4, 6)),
    ("4 adults (me, my wife, her parents)", 4, ()),
    ("husband and wife, 3 nights", 2, ()),
    ("a room for my parents", 2, ()),
    ("with 3 friends", 4, ()),
    ("me and two brothers", 3, ()),
    ("two mums, 12-15 dec", 2, ()),
    ("my parents and the two of us", 4, ()),
    ("2 adults + grandma", 3, ()),
    ("patient + 1 attendant", 2, ()),
    ("2 couples n 1 single", 5, ()),
    ("6 of us girls", 6, ()),
    ("4 boys 2 rooms", 4, ()),
    ("2 adults and 2 boys 4 and 6", 2, (4, 6)),
    ("2 adults kid 5, 2 rooms", 2, (5,)),
    ("we are 6 including 2 kids 4 and 7", 4, (4, 7)),
    ("6 people including 2 kids 4 and 7", 4, (4, 7)),
    ("2 bachelors, 12-15 dec", 2, ()),
    ("single occupancy for 3 working days", 1, ()),
]
SPANISH = [
    ("con mi esposa y 2 hijos de 4 y 6 años", 2, (4, 6)),
    ("somos 6, dos matrimonios y dos nenes de 4 y 7", 4, (4, 7)),
    ("dos parejas con 3 hijos de 4, 6 y 9 años", 4, (4, 6, 9)),
    ("voy con mi madre", 2, ()),
    ("mis padres y nosotros dos", 4, ()),
    ("2 adultos y una abuelita", 3, ()),
    ("dos adultos (chicos de 8 y 11)", 2, (8, 11)),
    ("mi hermano y yo", 2, ()),
    ("yo, mi mujer y mis suegros", 4, ()),
    ("familia, 2 grandes y 2 chicos de 6 y 9", 2, (6, 9)),
]
RUSSIAN = [
    ("с женой и дочкой 5 лет", 2, (5,)),
    ("еду с мамой", 2, ()),
    ("мои родители и мы вдвоём", 4, ()),
    ("я, муж и родители", 4, ()),
    ("с подругой на выходные", 2, ()),
]
HINDI = [
    ("mummy papa ke saath", 3, ()),
    ("papa mummy aur main", 3, ()),
    ("manali me pati patni", 2, ()),
    ("goa me wife ke saath", 2, ()),
    ("मम्मी पापा के साथ", 3, ()),
    ("पति पत्नी और 2 बच्चे 3 और 8 साल", 2, (3, 8)),
    ("haridwar, mummy papa ke sath (3 adult)", 3, ()),
]


@pytest.mark.parametrize(("text", "adults", "ages"), ENGLISH + SPANISH + RUSSIAN + HINDI)
def test_people_are_counted_by_what_they_are(text: str, adults: int, ages: tuple[int, ...]) -> None:
    assert people(text) == (adults, ages)


@pytest.mark.parametrize("text", ["send me the price", "mi hotel", "я ищу отель", "mujhe hotel"])
def test_the_writer_alone_counts_nobody(text: str) -> None:
    assert people(text) == (None, ())
