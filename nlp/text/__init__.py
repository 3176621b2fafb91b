"""A text as the rules walk over it: cleaned, cut into sentences and words, and the closed classes of words in it."""
