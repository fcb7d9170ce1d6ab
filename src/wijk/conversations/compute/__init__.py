"""What do the votes show, and how are they sealed? Rows become arrays, arrays go through the methods, results come back."""
