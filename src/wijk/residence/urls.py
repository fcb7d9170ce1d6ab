"""The addresses of residence."""

from django.urls import URLPattern, path

from wijk.residence.views import desk, mine, office, showing

app_name = "residence"
urlpatterns: list[URLPattern] = [
    path("residence/", showing.about, name="about"),
    path("residence/for/<str:scope>/", showing.asks, name="asked"),
    path("residence/declare/", showing.declare, name="declare"),
    path("residence/letter/", showing.letter, name="letter"),
    path("residence/code/", showing.code, name="code"),
    path("residence/register/", showing.line, name="line"),
    path("residence/counter/", showing.at_counter, name="at_counter"),
    path("residence/kept/", showing.kept, name="kept"),
    path("residence/provider/", mine.provider, name="provider"),
    path("residence/forget/", mine.forget, name="forget"),
    path("residence/leave/", mine.leave, name="leave"),
    path("office/residence/", office.office, name="office"),
    path("office/residence/ways/", office.offer, name="offer"),
    path("office/residence/for/<str:scope>/", office.require, name="require"),
    path("office/residence/letters/", desk.letters, name="letters"),
    path("office/residence/letters/<slug:batch>/sent/", desk.letters_sent, name="letters_sent"),
    path("office/residence/letters/<slug:number>/drop/", desk.drop_letter, name="drop_letter"),
    path("office/residence/register/", desk.register, name="register"),
    path("office/residence/register/columns/", desk.columns, name="columns"),
    path("office/residence/register/<slug:key>/", desk.register_done, name="register_done"),
    path("office/residence/counter/", desk.counter, name="counter"),
    path("office/residence/counter/slip/", desk.slip, name="slip"),
]
