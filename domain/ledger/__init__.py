"""Whose money is where: a double-entry ledger that is only ever added to."""
