"""Claims and reports out to files: one file a format."""
