"""Facts rest on facts below them: a foreign key never points up, nor to a neighbour on the same floor."""

from django.apps import apps

from tests.support.house import floors


def test_foreign_keys_point_down() -> None:
    floor, found = floors(), []
    for model in apps.get_models(include_auto_created=True):
        room = model.__module__.split(".")[1] if model.__module__.startswith("wijk.") else ""
        for field in model._meta.get_fields():
            target = field.related_model
            if not room or not isinstance(target, type) or field.auto_created or not field.is_relation:
                continue
            other = target.__module__.split(".")[1] if target.__module__.startswith("wijk.") else room
            if other != room and floor[other] <= floor[room]:
                found.append(f"{model._meta.label}.{field.name} points to {target._meta.label}")
    assert not found, "\n".join(found)


def test_every_room_names_its_models_by_itself() -> None:
    labels = {config.label: config.name for config in apps.get_app_configs() if config.name.startswith("wijk.")}
    assert not [name for label, name in labels.items() if name != f"wijk.{label}"]
