"""The addresses of sheets."""

from django.urls import URLPattern, path

from wijk.sheets.views import batches, printing, public, typing

app_name = "sheets"
urlpatterns: list[URLPattern] = [
    path("sheet/", public.where, name="where"),
    path("sheet/<str:code>/", public.sheet, name="sheet"),
    path("office/sheets/", printing.office, name="office"),
    path("office/sheets/print/", printing.new, name="print"),
    path("office/sheets/printings/<slug:key>/", printing.printing, name="printing"),
    path("office/sheets/printings/<slug:key>/sheets.pdf", printing.sheets_file, name="sheets_pdf"),
    path("office/sheets/printings/<slug:key>/poster.pdf", printing.poster, name="poster"),
    path("office/sheets/printings/<slug:key>/give/", printing.give, name="give"),
    path("office/sheets/printings/<slug:key>/void/", printing.void, name="void_numbers"),
    path("office/sheets/piles/", batches.all_batches, name="batches"),
    path("office/sheets/piles/new/", batches.new, name="new_batch"),
    path("office/sheets/piles/<slug:key>/", batches.batch, name="batch"),
    path("office/sheets/piles/<slug:key>/code/", batches.take_up, name="take_up"),
    path("office/sheets/piles/<slug:key>/close/", batches.close, name="close"),
    path("office/sheets/piles/<slug:key>/ready/", batches.hand_over, name="hand_over"),
    path("office/sheets/piles/<slug:key>/scans/", batches.add_scans, name="add_scans"),
    path("office/sheets/piles/<slug:key>/scans/<int:scan>/", batches.scan, name="scan"),
    path("office/sheets/piles/<slug:key>/scans/<int:scan>/drop/", batches.drop_scan, name="drop_scan"),
    path("office/sheets/piles/<slug:key>/<int:sheet>/", typing.typing, name="typing"),
    path("office/sheets/piles/<slug:key>/<int:sheet>/keep/", typing.keep, name="keep"),
    path("office/sheets/piles/<slug:key>/<int:sheet>/next/", typing.take_next, name="next"),
    path("office/sheets/piles/<slug:key>/<int:sheet>/settle/", typing.settle, name="settle"),
    path("office/sheets/piles/<slug:key>/<int:sheet>/void/", typing.void, name="void"),
]
