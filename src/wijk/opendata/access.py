"""Open data has one door and it stands open: everything here was published already."""
