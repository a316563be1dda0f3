"""What is handed over as a file: vouchers and receipts, calendars, codes to be scanned."""
