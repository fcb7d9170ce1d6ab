"""The addresses of the toolbox."""

from django.urls import path

from wijk.toolbox.views import office, planning, public

app_name = "toolbox"
urlpatterns = [
    path("toolbox/", public.index, name="index"),
    path("toolbox/compare/", public.compare, name="compare"),
    path("toolbox/cards/<slug:code>/", public.card, name="card"),
    path("toolbox/cards/<slug:code>.pdf", public.card_paper, name="card_paper"),
    path("toolbox/cards/<slug:code>.toml", public.card_file, name="card_file"),
    path("toolbox/plan/", planning.plan, name="plan"),
    path("toolbox/plans/", planning.plans, name="plans"),
    path("toolbox/plans/<slug:key>/", planning.kept, name="kept"),
    path("toolbox/plans/<slug:key>/change/", planning.change, name="change"),
    path("toolbox/plans/<slug:key>/drop/", planning.drop, name="drop"),
    path("toolbox/plans/<slug:key>.ics", planning.calendar, name="calendar"),
    path("toolbox/plans/<slug:key>.json", planning.as_json, name="plan_json"),
    path("office/toolbox/", office.cards, name="office"),
    path("office/toolbox/new/", office.new, name="new_card"),
    path("office/toolbox/import/", office.take_in, name="take_in"),
    path("office/toolbox/<slug:code>/", office.edit, name="edit_card"),
    path("office/toolbox/<slug:code>/retire/", office.retire, name="retire"),
    path("office/closures/", office.closures, name="closures"),
    path("office/closures/<int:pk>/drop/", office.drop, name="drop_closure"),
]
