"""The statements of the outbox: what they ask and write, as typed values."""
