"""What do people agree and disagree on? Statements, votes, and what they show of viewpoints."""
