"""What only admins see and do."""
