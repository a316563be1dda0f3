"""The payment provider behind Telegram's invoices, with books of its own."""
