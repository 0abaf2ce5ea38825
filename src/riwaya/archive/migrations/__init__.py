"""Forward-only migrations of the archive's tables."""
