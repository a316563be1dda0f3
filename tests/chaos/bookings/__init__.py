"""Bookings and their payments through everything that can go wrong, judged by everybody's books.

`stories` says what travellers do and which calls that makes, `matrix` makes the cases of it, `run`
plays one: it prepares, lets it go wrong, lets hours pass with the jobs of a restarted process, and
has `judging` compare the suppliers' books, the provider's and ours.
"""
