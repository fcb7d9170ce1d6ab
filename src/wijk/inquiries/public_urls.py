"""The addresses of inquiries that everybody opens."""

from django.urls import URLPattern, path

from wijk.inquiries.views import papers, public

PUBLIC: list[URLPattern] = [
    path("inquiries/", public.index, name="index"),
    path("inquiries/<slug:key>/", public.inquiry, name="inquiry"),
    path("inquiries/<slug:key>/days/", public.days, name="days"),
    path("inquiries/<slug:key>/days.csv", papers.days_csv, name="days_csv"),
    path("inquiries/<slug:key>/remarks/", public.remarks, name="remarks"),
    path("inquiries/<slug:key>/themes/<slug:theme>/", public.theme, name="theme"),
    path("inquiries/<slug:key>/file/<int:document>/<int:number>/", papers.file, name="file"),
    path("inquiries/<slug:key>/inquiry.ics", papers.calendar, name="calendar"),
    path("inquiries/<slug:key>/poster.pdf", papers.poster, name="poster"),
    path("inquiries/<slug:key>/letter.pdf", papers.letter, name="letter"),
    path("inquiries/<slug:key>/report.pdf", papers.report, name="report"),
]
