"""One file per schema ever released."""
