"""Pages, a file each: they ask the ledger and fill a template."""
