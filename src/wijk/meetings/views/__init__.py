"""The pages of meetings: for everybody, and for the office."""
