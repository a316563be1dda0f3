"""What travellers booked elsewhere and note here: stays, flights, transfers, activities, covers."""
