from django.urls import path

from binhyen.kernel import views

app_name = "kernel"
urlpatterns = [
    path("style/", views.style, name="style"),
    path("display/", views.display, name="display"),
]
