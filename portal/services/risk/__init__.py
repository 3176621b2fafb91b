"""A risk lookup composed: people, places and things among the candidates, and their cards."""
