"""The statements of search: what they ask and write, as typed values."""
