"""What the office types about inquiries."""
