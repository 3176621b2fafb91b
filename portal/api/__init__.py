"""`/api/v1`: the contract's HTTP, thin over the services."""
