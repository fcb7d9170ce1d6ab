"""The office pages of the analyst: the catalogue, the sources, the deliveries."""
