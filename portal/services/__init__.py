"""What pages and the API call: services over the gateway, the record store and the ledger. No Flask."""
