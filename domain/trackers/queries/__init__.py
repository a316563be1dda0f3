"""The statements of trackers: what they ask and write, as typed values."""
