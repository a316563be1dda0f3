"""What travellers wrote to support, and answering it."""
