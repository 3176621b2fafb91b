"""The golden nominal: who is one with whom, composed for the reader, and what people say of it."""
