"""Many claims to incidents: what links them, who stands behind each account, where accounts agree. Pure functions."""
