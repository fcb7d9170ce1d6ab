"""The pages of helping."""
