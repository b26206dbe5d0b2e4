from django.apps import AppConfig


class RenderingConfig(AppConfig):
    name = "binhyen.rendering"
    verbose_name = "Kết xuất văn bản"
