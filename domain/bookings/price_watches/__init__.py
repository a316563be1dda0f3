"""The prices of what is booked, watched for something cheaper; and what came of it."""
