"""Who and what is linked with a person, a place or a thing, as far as the reader sees."""
