"""The statements of administration: what they ask and write, as typed values."""
