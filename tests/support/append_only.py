"""The triggers that guard the trail: away in most tests, back where a test is about them."""

from django.db import connection

from wijk.trail import guards


def loosen() -> None:
    """Take the triggers away."""
    with connection.schema_editor() as editor:
        guards.remove(None, editor)


def guard() -> None:
    """Put the triggers back, inside the transaction of a test."""
    with connection.cursor() as cursor:
        for statement in guards.statements(connection.vendor):
            cursor.execute(statement)
