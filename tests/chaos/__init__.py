"""Chaos: workers killed, servers restarted, suppliers and Telegram failing, clocks that jump.

Afterwards an oracle replays the prices that were seen and says what had to be told.
"""
