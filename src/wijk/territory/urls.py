"""The office pages of the territory."""

from django.urls import path

from wijk.territory import views

app_name = "territory"
urlpatterns = [
    path("office/perimeters/", views.perimeters, name="perimeters"),
    path("office/perimeters/new/", views.register, name="register"),
    path("office/perimeters/<slug:key>/", views.perimeter, name="perimeter"),
    path("office/perimeters/<slug:key>/end/", views.end, name="end"),
]
