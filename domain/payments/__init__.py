"""Travellers' payments: invoices, charges and refunds."""
