"""What templates show, worked out from what the ledger gives: pure functions."""
