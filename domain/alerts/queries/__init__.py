"""The statements of alerts: what they ask and write, as typed values."""
