"""Sortition: who may be drawn, with what chance, and how anybody can check it.

`pools` holds people and quotas, `lottery` reckons the lottery, `clashes` says why no panel exists, `letters` spreads the invitations of
the first stage, `replacement` draws for those who drop out. The reckoning is over *cells* (people with the same answers, in households
of the same composition), never over persons.
"""
