"""Travellers' payments: invoices, what was charged for them, and what goes back."""
