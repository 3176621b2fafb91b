"""What is asked and how the answer is composed: builders over the closed query language, no Flask, no Elasticsearch."""
