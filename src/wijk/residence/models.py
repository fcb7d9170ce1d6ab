"""Who lives here, and who counts once? Standings of residence, asked and shown without keeping what is not needed."""
