"""What auditors are shown of the ledger: events, masks, the dip sample."""
