"""The statements of payments: what they ask and write, as typed values."""
