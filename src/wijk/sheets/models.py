"""What came back on paper? Sheets with codes, batches, double entry and differences."""
