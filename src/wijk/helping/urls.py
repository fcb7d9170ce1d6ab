"""The addresses of helping."""

from django.urls import URLPattern, path

from wijk.helping.views import following, writing

app_name = "helping"
urlpatterns: list[URLPattern] = [
    path("r/", following.type_code, name="code"),
    path("r/<str:code>/", following.follow, name="follow"),
    path("office/helping/write/", writing.write, name="write"),
    path("office/helping/receipts/<slug:key>/", writing.receipt, name="receipt"),
    path("office/helping/receipts/<slug:key>/receipt.pdf", writing.receipt_pdf, name="receipt_pdf"),
]
