"""Who could give what to whom: surpluses and needs over the seven values."""
