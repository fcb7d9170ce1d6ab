"""The addresses of processes."""

from django.urls import URLPattern, path

from wijk.processes.views import endorsing, framing, office, public, starting

app_name = "processes"
OFFICE = "office/processes/"
ONE = f"{OFFICE}<slug:key>/"
urlpatterns: list[URLPattern] = [
    path("processes/", public.index, name="index"),
    path("processes/<slug:key>/", public.process, name="process"),
    path("processes/<slug:key>/framework/", public.framework, name="framework"),
    path("processes/<slug:key>/framework/changes/", public.changes, name="changes"),
    path("processes/<slug:key>/framework/endorse/", endorsing.ours, name="ours"),
    path("processes/<slug:key>/framework/<int:number>/", public.framework, name="version"),
    path("processes/<slug:key>/framework/<int:number>.pdf", public.framework_paper, name="paper"),
    path("processes/<slug:key>/promised/", public.promised, name="promised"),
    path(OFFICE, office.office, name="office"),
    path(f"{OFFICE}new/", starting.new, name="new"),
    path(ONE, office.keep, name="keep"),
    path(f"{ONE}facts/", office.facts, name="facts"),
    path(f"{ONE}announce/", office.announce, name="announce"),
    path(f"{ONE}phases/new/", office.phase, name="new_phase"),
    path(f"{ONE}phases/<slug:code>/", office.phase, name="phase"),
    path(f"{ONE}phases/<slug:code>/open/", office.open_phase, name="open_phase"),
    path(f"{ONE}phases/<slug:code>/close/", office.close_phase, name="close_phase"),
    path(f"{ONE}phases/<slug:code>/remove/", office.remove_phase, name="remove_phase"),
    path(f"{ONE}participants/new/", office.participant, name="new_participant"),
    path(f"{ONE}participants/<slug:code>/", office.participant, name="participant"),
    path(f"{ONE}participants/<slug:code>/remove/", office.remove_participant, name="remove_participant"),
    path(f"{ONE}promises/new/", office.promise, name="promise"),
    path(f"{ONE}promises/<int:number>/", office.answer, name="answer"),
    path(f"{ONE}promises/<int:number>/remove/", office.remove_promise, name="remove_promise"),
    path(f"{ONE}tasks/", office.task, name="task"),
    path(f"{ONE}evaluate/", office.evaluate, name="evaluate"),
    path(f"{ONE}finish/", office.finish, name="finish"),
    path(f"{ONE}stop/", office.stop, name="stop"),
    path(f"{ONE}publish/", framing.publish, name="publish"),
    path(f"{ONE}review/", framing.review, name="review"),
    path(f"{ONE}endorse/", endorsing.endorse, name="endorse"),
    path(f"{ONE}framework/<slug:section>/", framing.section, name="section"),
]
