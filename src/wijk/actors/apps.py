from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "wijk.actors"
    label = "actors"
    default_auto_field = "django.db.models.BigAutoField"
