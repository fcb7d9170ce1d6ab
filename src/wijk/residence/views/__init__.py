"""The pages of residence."""
