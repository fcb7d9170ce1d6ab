"""An invented city, drawn and counted from a seed: pure arrays and geometry, no Django."""

from wijk.demo.generate.pack import Pack, generate
from wijk.demo.generate.sizes import PLANS, Plan, Size

__all__ = ["PLANS", "Pack", "Plan", "Size", "generate"]
