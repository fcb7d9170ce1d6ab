"""The rows that migrations put into an empty database: remembered, because a test that commits is cleaned up by emptying everything."""

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.signals import post_migrate

_kept: dict[type[models.Model], list[models.Model]] = {}
_where: list[object] = []


def remember() -> None:
    """Look at the database as migrations left it."""
    there = set(connection.introspection.table_names())
    _kept.clear()
    _where[:] = [connection.settings_dict["NAME"]]
    post_migrate.connect(_emptied, sender=[app for app in apps.get_app_configs() if app.models_module][-1])
    for model in apps.get_models():
        if model.__module__.startswith("wijk.") and model._meta.db_table in there and not model._meta.proxy:
            rows = list(model._base_manager.order_by("pk"))
            if rows:
                _kept[model] = rows


def _emptied(**_told: object) -> None:
    """The database of the tests was emptied after a test that committed: what Django says then as after a migration."""
    if connection.settings_dict["NAME"] in _where:
        put_back()


def put_back() -> None:
    """Put those rows back whose table is empty now."""
    with transaction.atomic():
        for model, rows in _kept.items():
            if not model._base_manager.exists():
                model._base_manager.bulk_create(rows)
