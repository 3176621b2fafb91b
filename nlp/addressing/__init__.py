"""Streets and buildings as people write them, and the keys under which two ways of writing one address meet."""
