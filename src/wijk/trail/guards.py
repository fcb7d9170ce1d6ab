"""The database's own refusal to change or remove what the trail holds, on SQLite and on PostgreSQL."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: Table → its primary key.
GUARDED = {"trail_entry": "index", "trail_checkpoint": "size"}
SENTENCE = "the trail is append-only"


def install(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place, and the row that appending locks."""
    for statement in statements(editor.connection.vendor):
        editor.execute(statement)
    apps.get_model("trail", "Head").objects.get_or_create(pk=1)


def remove(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away: for a migration that must rebuild a table, and for tests that empty the database."""
    postgres = editor.connection.vendor == "postgresql"
    for table in GUARDED:
        for act in ("update", "delete", "truncate" if postgres else "replace"):
            of = f" ON {table}" if postgres else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{of}")


def statements(vendor: str) -> list[str]:
    """The statements that guard the trail on this kind of database."""
    return _postgres() if vendor == "postgresql" else _sqlite()


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    made = [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} {refuse}"
        for table in GUARDED
        for act in ("update", "delete")
    ]
    for table, key in GUARDED.items():  # INSERT OR REPLACE removes a row without asking the trigger on DELETE
        there = f'EXISTS (SELECT 1 FROM {table} WHERE "{key}" = NEW."{key}")'  # noqa: S608 - names of our own
        made.append(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}")
    return made


def _postgres() -> list[str]:
    body = f"BEGIN RAISE EXCEPTION '{SENTENCE}'; END"
    return [
        f"CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        *(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()"
            for table in GUARDED
            for act in ("update", "delete", "truncate")
        ),
    ]
