"""Costs over a whole life, energy performance contracts and financing, reckoned so that an opponent can reckon them again.

- `plan`, `reading`, `lifecycle`, `comparing`, `sensitivity`: total and extended cost after ISO 15686-5, variants and what they hang on;
- `energy`: guaranteed against verified savings, shared to the cent;
- `financing`: who pays whom in which year under a financing model;
- `rates`, `loans`, `roots`, `measures`: the arithmetic under them.

Amounts are counted in whole cents wherever money is paid; discounted sums are float64, rounded half to even only when they are shown.
"""
