"""What stands behind `nlp.names`: the forms of a written name, and the comparison of two."""
