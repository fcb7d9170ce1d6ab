"""Which groups of viewpoints are there, where do they converge, what can be reconciled, where do they diverge?"""
