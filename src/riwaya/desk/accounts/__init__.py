"""Users, sessions and tokens of a desk that others reach."""
