"""What reads the one box: a line as it was typed, taken apart into names, dates, identifiers, an address and words; no engine, no builder."""
