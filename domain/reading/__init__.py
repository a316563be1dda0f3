"""Reading what people write: pure, in several languages at once, and explainable.

`tokens` cuts a text into words, each of a kind. Each reader proposes what a run of the untouched
text may mean, at a cost (`proposals`); one decision over the whole line chooses among the
proposals.
"""
