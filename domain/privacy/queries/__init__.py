"""The statements of privacy: what they ask and write, as typed values."""
