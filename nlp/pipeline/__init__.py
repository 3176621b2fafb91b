"""The spaCy pipeline: what the rules preset, what the model reads, and how its names are brought into line."""
