"""How we reckon: pure and typed; no Django, no database, no clock, no global random state."""
