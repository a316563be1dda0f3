"""Paying for a booking: the invoice, the last word before money moves, and refunds."""
