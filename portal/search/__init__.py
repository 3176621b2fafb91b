"""What is asked: builders over the closed query language, and the box, which reads what was typed; no Flask, no Elasticsearch."""
