"""The desk: a web page where people read reports, compare accounts and decide. It calls only the ledger."""
