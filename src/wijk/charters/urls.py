"""The addresses of charters."""

from django.urls import path

from wijk.charters.views import desk, office, passing, public, review, saying

app_name = "charters"
urlpatterns = [
    path("charters/", public.index, name="index"),
    path("charters/<slug:key>/", public.document, name="document"),
    path("charters/<slug:key>/differences/", public.differences, name="differences"),
    path("charters/<slug:key>/<int:number>/", public.edition, name="edition"),
    path("charters/<slug:key>/<int:number>.pdf", public.paper, name="paper"),
    path("charters/<slug:key>/articles/<slug:slug>/", public.article, name="article"),
    path("reviews/mine/", saying.mine, name="mine"),
    path("reviews/yours/<str:token>/", passing.yours, name="yours"),
    path("reviews/said/<slug:key>/withdraw/", saying.withdraw, name="withdraw"),
    path("reviews/proposals/<slug:key>/support/", saying.support, name="support"),
    path("reviews/<slug:key>/", review.round, name="round"),
    path("reviews/<slug:key>/result/", review.result, name="result"),
    path("reviews/<slug:key>/<slug:slug>/", review.round_article, name="round_article"),
    path("reviews/<slug:key>/<slug:slug>/say/", saying.say, name="say"),
    path("reviews/<slug:key>/<slug:slug>/propose/", saying.propose, name="propose"),
    path("office/charters/", office.office, name="office"),
    path("office/charters/new/", office.new, name="new"),
    path("office/charters/kinds/", office.kinds, name="kinds"),
    path("office/charters/<slug:key>/", office.keep, name="keep"),
    path("office/charters/<slug:key>/text/", office.text, name="text"),
    path("office/charters/<slug:key>/review/", office.open_round, name="open_round"),
    path("office/reviews/<slug:key>/", desk.desk, name="desk"),
    path("office/reviews/<slug:key>/change/", office.change_round, name="change_round"),
    path("office/reviews/<slug:key>/close/", desk.close, name="close"),
    path("office/reviews/<slug:key>/conclude/", desk.conclude, name="conclude"),
    path("office/reviews/<slug:key>/evaluate/<slug:slug>/", desk.evaluate, name="evaluate"),
    path("office/reviews/<slug:key>/said/<slug:said>/", desk.answer, name="answer"),
    path("office/reviews/<slug:key>/said/<slug:said>/hide/", desk.hide, name="hide"),
]
