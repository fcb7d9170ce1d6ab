"""The pages of processes: what everybody reads, and where the office works."""
