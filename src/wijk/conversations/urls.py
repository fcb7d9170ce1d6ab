"""The addresses of conversations."""

from django.urls import path

from wijk.conversations.views import adding, gatherings, office, placing, polis, reading, report, voting

app_name = "conversations"
urlpatterns = [
    path("conversations/", reading.index, name="index"),
    path("conversations/<slug:key>/", voting.conversation, name="conversation"),
    path("conversations/<slug:key>/vote/", voting.vote, name="vote"),
    path("conversations/<slug:key>/next/", voting.upcoming, name="next"),
    path("conversations/<slug:key>/mine/", voting.mine, name="mine"),
    path("conversations/<slug:key>/mine/erase/", voting.erase, name="erase"),
    path("conversations/<slug:key>/receipt/", reading.receipt, name="receipt"),
    path("conversations/<slug:key>/receipt.json", reading.slip, name="slip"),
    path("conversations/<slug:key>/add/", adding.add, name="add"),
    path("conversations/<slug:key>/statements/", reading.statements, name="statements"),
    path("conversations/<slug:key>/screen/", reading.screen, name="screen"),
    path("conversations/<slug:key>/report/", report.report, name="report"),
    path("conversations/<slug:key>/report/statements/", report.statements, name="report_statements"),
    path("conversations/<slug:key>/report/statement/<int:number>/", report.statement, name="report_statement"),
    path("conversations/<slug:key>/report/words/", report.words, name="report_words"),
    path("conversations/<slug:key>/report/sheet.pdf", report.sheet, name="report_sheet"),
    path("conversations/<slug:key>/report/polis.zip", polis.polis, name="polis"),
    path("conversations/<slug:key>/placing/", placing.placing, name="placing"),
    path("conversations/<slug:key>/placing/place/", placing.place, name="place"),
    path("conversations/<slug:key>/placing/sheet.pdf", placing.sheet, name="placing_sheet"),
    path("conversations/<slug:key>/points/<slug:point>/", placing.point, name="point"),
    path("conversations/<slug:key>/viewpoint/<slug:code>/", gatherings.viewpoint, name="viewpoint"),
    path("office/conversations/", office.office, name="office"),
    path("office/conversations/new/", office.new, name="new"),
    path("office/conversations/import/", polis.take_in, name="import"),
    path("office/conversations/<slug:key>/", office.desk, name="desk"),
    path("office/conversations/<slug:key>/seed/", office.seed, name="seed"),
    path("office/conversations/<slug:key>/open/", office.open_it, name="open"),
    path("office/conversations/<slug:key>/close/", office.close, name="close"),
    path("office/conversations/<slug:key>/drop/", office.drop, name="drop"),
    path("office/conversations/<slug:key>/translations/", office.translations, name="translations"),
    path("office/conversations/<slug:key>/gatherings/", gatherings.gatherings, name="gatherings"),
    path("office/conversations/<slug:key>/gatherings/end/", gatherings.end, name="end_gathering"),
]
