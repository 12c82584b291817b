"""What a party may do with their own case, and how they are let in: by link and one-time code."""
