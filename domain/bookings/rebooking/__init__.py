"""Rebooks at a lower price: the new booking first, then the old one is cancelled."""
