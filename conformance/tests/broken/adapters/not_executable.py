"""Is no program: the file has no permission to be run."""
