"""The pages of answers: the public clock, the desk, the office."""
