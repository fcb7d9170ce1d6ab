from django.apps import AppConfig


class ChartersConfig(AppConfig):
    name = "wijk.charters"
    label = "charters"
    default_auto_field = "django.db.models.BigAutoField"
