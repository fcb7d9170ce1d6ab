"""Which plans lie open for remarks, until when, and what was replied? Public inquiries."""
