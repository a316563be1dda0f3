"""The ledger and refunds, for administrators."""
