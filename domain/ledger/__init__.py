"""The money: an append-only double-entry ledger."""
