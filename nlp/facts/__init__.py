"""What a text says that bears on risk: the term in its sense, how sure, where, and of whom."""
