"""Records made and amended by hand: search before create, the fields, the token, the saved record."""
