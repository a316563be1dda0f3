"""The statements of accounts: what they ask and write, as typed values."""
