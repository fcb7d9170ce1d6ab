"""The pages of contributions: saying something, reading it, living with it, and the office."""
