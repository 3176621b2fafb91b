"""Who is the same person: one additive scorer for every match, by reasons that can be said."""
