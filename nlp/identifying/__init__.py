"""The identifiers that the country gives to people, vehicles and records, and dates: shapes and checks."""
