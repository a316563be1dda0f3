"""The statements of prices: what they ask and write, as typed values."""
