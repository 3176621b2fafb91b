"""Who may do and see what, and the record of it. This room imports nothing of the others."""
