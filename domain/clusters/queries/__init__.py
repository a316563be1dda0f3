"""The statements of clusters: what they ask and write, as typed values."""
