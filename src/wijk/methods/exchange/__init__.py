"""Surpluses and needs over the seven values: who can give whom what, matched so that nobody would rather exchange with another.

`values` names the seven; `entries` what is offered and needed; `fitting` which of them go together; `stable` and `optimal` match them in two
ways; `matching` gives the answer with its reasons, `balance` what each neighbourhood has and lacks. Persons are neither scored nor ranked: what
is ordered is how near and how long two entries go together.
"""
