"""A booking's price watch: its page, its switch, and its alerts."""
