"""Delivers alerts: holds, looks again, drops, sends, retries, keeps up to date, settles."""
