"""The Django app of the design system."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, styles and components; no rows of its own."""

    name = "wijk.ui"
    label = "ui"
