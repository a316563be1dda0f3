"""The words that are understood, a module of data for each language.

A language's `WORDS` maps a kind to its words, with commas between; a word may be several. Where
the word has a value (a month's number), the words stand by their value. All languages are read at
once: a Russian traveller may well write "Goa 12-15 dec".
"""
