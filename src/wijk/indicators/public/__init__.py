"""The pages about figures that anybody may read: catalogue, indicator, comparison, sources."""

from wijk.indicators.public.urls import public_urls

__all__ = ["public_urls"]
