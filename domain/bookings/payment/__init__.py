"""Payments for bookings: collected before the order is sent, and refunded if nothing comes of
it.
"""
