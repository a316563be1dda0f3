"""A booking as files: its voucher, its calendar entries, its code."""
