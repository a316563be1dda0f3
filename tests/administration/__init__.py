"""Administrators: roles, bans, the audit log, finding people."""
