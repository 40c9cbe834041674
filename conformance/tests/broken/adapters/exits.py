"""Is gone at once, with a status of 0."""
