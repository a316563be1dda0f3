"""What is priced, and what it has cost."""
