"""The pages of outreach: the archive and the calls for everybody, the rest for who writes."""
