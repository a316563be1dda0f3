"""The statements of the catalogue: what they ask and write, as typed values."""
