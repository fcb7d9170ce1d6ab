"""The addresses of inquiries: those of the office, and those that everybody opens."""

from django.urls import URLPattern, path

from wijk.inquiries.public_urls import PUBLIC
from wijk.inquiries.views import desk, ending, office

app_name = "inquiries"
OFFICE: list[URLPattern] = [
    path("office/inquiries/", office.office, name="office"),
    path("office/inquiries/new/", office.new, name="new"),
    path("office/inquiries/rules/", office.rules, name="rules"),
    path("office/inquiries/rules/new/", office.rule, name="new_rule"),
    path("office/inquiries/rules/<slug:code>/", office.rule, name="rule"),
    path("office/inquiries/<slug:key>/", office.keep, name="keep"),
    path("office/inquiries/<slug:key>/change/", office.edit, name="edit"),
    path("office/inquiries/<slug:key>/file/", office.documents, name="documents"),
    path("office/inquiries/<slug:key>/remarks/", desk.remarks, name="desk"),
    path("office/inquiries/<slug:key>/letters/", desk.letter, name="letter_in"),
    path("office/inquiries/<slug:key>/remarks/<int:number>/", desk.remark, name="remark"),
    path("office/inquiries/<slug:key>/themes/", ending.themes, name="keep_themes"),
    path("office/inquiries/<slug:key>/themes/<slug:theme>/", ending.theme, name="keep_theme"),
    path("office/inquiries/<slug:key>/end/", ending.ending, name="ending"),
]
urlpatterns: list[URLPattern] = [*OFFICE, *PUBLIC]
