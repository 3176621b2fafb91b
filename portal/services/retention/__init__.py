"""Reviews of what is kept (MoPI), and disposal."""
