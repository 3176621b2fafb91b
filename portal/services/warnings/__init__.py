"""Sanitised warnings of what despatchers may not see: the queue of tasks, the form, the check."""
