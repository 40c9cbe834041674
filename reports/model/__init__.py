"""What a journal says, as Python objects: the only input of every report."""
