"""What a file says: records, their fields under any name, and what they are known by."""
