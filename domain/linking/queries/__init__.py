"""The statements of linking: what they ask and write, as typed values."""
