"""Bookings made elsewhere and noted here: stays, flights, transfers, activities, insurance."""
