from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "binhyen.schemes"
