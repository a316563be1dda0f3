"""Reading what a traveller typed: dates, people, budget; pure, and in two languages at once.

Each reader takes the text, returns what it understood and the text without it, so that what is
left at the end is the place.
"""
