"""The addresses of helping."""

from django.urls import URLPattern, path

from wijk.helping.views import following, listing, office, stands, writing

app_name = "helping"
urlpatterns: list[URLPattern] = [
    path("r/", following.type_code, name="code"),
    path("r/<str:code>/", following.follow, name="follow"),
    path("stands/", stands.stands, name="stands"),
    path("stands/stops.ics", stands.stands_ics, name="stands_ics"),
    path("stands/<slug:key>/", stands.tour, name="tour"),
    path("stands/<slug:key>/poster.pdf", stands.poster, name="poster"),
    path("citizens-actions/", listing.citizens_actions, name="actions"),
    path("citizens-actions/new/", listing.new_action, name="new_action"),
    path("citizens-actions/own/<str:token>/", listing.own_action, name="own_action"),
    path("citizens-actions/<slug:key>/", listing.citizens_action, name="action"),
    path("office/helping/write/", writing.write, name="write"),
    path("office/helping/receipts/<slug:key>/", writing.receipt, name="receipt"),
    path("office/helping/receipts/<slug:key>/receipt.pdf", writing.receipt_pdf, name="receipt_pdf"),
    path("office/stands/", office.office, name="office"),
    path("office/stands/new/", office.new_tour, name="new_tour"),
    path("office/stands/stops/<slug:key>/", office.stop, name="stop"),
    path("office/stands/stops/<slug:key>/cancel/", office.cancel, name="cancel"),
    path("office/stands/stops/<slug:key>/count/", office.count, name="count"),
    path("office/stands/<slug:key>/", office.tour, name="edit_tour"),
    path("office/stands/<slug:key>/stops/new/", office.new_stop, name="new_stop"),
]
