"""Reports of intelligence (3x5x2): read while they are typed, kept as drafts, checked for what tells the source, saved."""
