"""What stands between a request and the services: log-in, identity, guards and headers."""
