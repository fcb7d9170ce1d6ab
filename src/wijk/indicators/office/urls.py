"""Which addresses of this room are for the office? The room's `urls.py` takes this list in."""

from django.urls import URLPattern, path

from wijk.indicators.office import catalogue, deliveries, delivery, upload

office_urls: list[URLPattern] = [
    path("office/catalogue/", catalogue.index, name="office"),
    path("office/catalogue/indicators/new/", catalogue.indicator, name="new_indicator"),
    path("office/catalogue/indicators/<str:code>/", catalogue.indicator, name="edit_indicator"),
    path("office/catalogue/themes/new/", catalogue.theme, name="new_theme"),
    path("office/catalogue/themes/<str:code>/", catalogue.theme, name="edit_theme"),
    path("office/sources/", catalogue.sources, name="sources"),
    path("office/sources/new/", catalogue.source, name="new_source"),
    path("office/sources/<str:code>/", catalogue.source, name="edit_source"),
    path("office/deliveries/", deliveries.index, name="deliveries"),
    path("office/deliveries/new/", upload.upload, name="upload"),
    path("office/deliveries/new/<str:token>/", upload.describe, name="describe"),
    path("office/deliveries/<str:key>/", delivery.page, name="delivery"),
    path("office/deliveries/<str:key>/original/", delivery.original, name="delivery_original"),
    path("office/deliveries/<str:key>/publish/", delivery.publish, name="publish_delivery"),
    path("office/deliveries/<str:key>/reject/", delivery.reject, name="reject_delivery"),
    path("office/deliveries/<str:key>/withdraw/", delivery.withdraw, name="withdraw_delivery"),
    path("office/deliveries/<str:key>/set-aside/", delivery.set_aside, name="set_aside"),
]
