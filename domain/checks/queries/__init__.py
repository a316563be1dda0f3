"""The statements of checks: what they ask and write, as typed values."""
