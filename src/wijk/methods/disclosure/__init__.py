"""What must be hidden in a table so that nobody can be read out of it, and does the hiding hold?"""
