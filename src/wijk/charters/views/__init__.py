"""The pages of living documents: reading, reviewing, saying something, and the office."""
