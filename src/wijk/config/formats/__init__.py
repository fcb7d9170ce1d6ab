"""How are dates written? As Django does it for Dutch and French; in English the European way."""
