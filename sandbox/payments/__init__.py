"""The payment provider behind Telegram's invoices, with its own books."""
