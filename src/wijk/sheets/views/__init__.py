"""The pages of paper: the office prints, takes in, types and settles; everybody asks what came of a sheet."""
