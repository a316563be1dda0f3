"""Claims are handed out in chunks of whole questions."""

from itertools import chain, pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.checks.planning import CHUNK, MOST_QUESTIONS, in_chunks

SIZES = st.lists(st.integers(1, 1200), max_size=300)


def questions(sizes: list[int]) -> list[list[int]]:
    """Return questions of these sizes, their trackables numbered through."""
    starts = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    return [list(range(start, end)) for start, end in pairwise(starts)]


@given(SIZES)
def test_every_trackable_is_in_one_chunk_in_its_order(sizes: list[int]) -> None:
    chunks = list(in_chunks(questions(sizes)))
    assert list(chain.from_iterable(chunks)) == list(range(sum(sizes)))
    assert all(0 < len(chunk) <= CHUNK for chunk in chunks)


@given(SIZES)
def test_a_question_that_fits_is_never_divided(sizes: list[int]) -> None:
    chunk_of = {one: n for n, chunk in enumerate(in_chunks(questions(sizes))) for one in chunk}
    for question in questions(sizes):
        if len(question) <= CHUNK:
            assert len({chunk_of[one] for one in question}) == 1


@given(SIZES)
def test_a_chunk_has_no_more_questions_than_a_job_can_ask(sizes: list[int]) -> None:
    question_of = {one: n for n, question in enumerate(questions(sizes)) for one in question}
    for chunk in in_chunks(questions(sizes)):
        assert len({question_of[one] for one in chunk}) <= MOST_QUESTIONS
