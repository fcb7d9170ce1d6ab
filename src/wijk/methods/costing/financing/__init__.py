"""Financing models: who pays whom in which year, who owns what at the end, and what happens when somebody leaves."""
