"""One report to its claims: an explicit, ordered list of stages (see `pipeline`)."""
