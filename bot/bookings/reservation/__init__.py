"""Making a booking: who travels, what is agreed to, and its confirmation."""
