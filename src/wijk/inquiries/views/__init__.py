"""The pages of public inquiries."""
