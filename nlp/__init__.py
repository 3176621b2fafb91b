"""What the words say: identifiers, names, addresses, words, and the reading of reports."""
