"""Flights that were found: the list, its filters, one journey."""
