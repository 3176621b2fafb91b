"""`/api/v1`: the HTTP of docs/api.md, thin over the services."""
