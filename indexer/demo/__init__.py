"""A synthetic town with known truth: invented people, addresses, vehicles, events and reports in nine systems."""
