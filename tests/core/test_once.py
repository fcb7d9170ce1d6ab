"""A form of the office that is sent again leads where it led; a page loaded afresh, other words, other people are another form."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from tests.support.moments import at_once
from wijk.accounts.models import Person
from wijk.core import clock, once
from wijk.core.models import Sent
from wijk.core.once import Once


class Office:
    """An office with one form, which counts how often it is really done."""

    def __init__(self, *, status: int = 302, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.done, self.status, self.meanwhile = 0, status, meanwhile
        self.door = Once(lambda request: self.door.process_view(request, None, (), {}) or self._do(request))

    def _do(self, request: HttpRequest) -> HttpResponse:
        self.meanwhile()
        self.done += 1
        return HttpResponseRedirect(f"/nl/office/things/{self.done}/") if self.status == 302 else HttpResponse("no")

    def send(self, path: str = "/nl/office/things/new/", who: int = 1, **told: Any) -> HttpResponse:
        request = RequestFactory().post(path, {"csrfmiddlewaretoken": "token", "title": "Bank", **told})
        request.user = Person(pk=who) if who else AnonymousUser()
        return self.door(request)


@pytest.mark.django_db
def test_the_same_form_is_done_once() -> None:
    office = Office()
    assert {office.send()["Location"] for _time in range(3)} == {"/nl/office/things/1/"}
    assert office.done == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [{"title": "Twee banken"}, {"csrfmiddlewaretoken": "fresh"}, {"who": 2}, {"path": "/nl/office/others/new/"}, {"more": "1"}],
)  # fmt: skip
def test_what_differs_is_another_form(other: dict[str, Any]) -> None:
    office = Office()
    office.send()
    office.send(**other)
    assert office.done == 2


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"path": "/nl/voices/x/"}, {"who": 0}, {"csrfmiddlewaretoken": ""}])
def test_what_is_no_form_of_the_office_is_left_alone(other: dict[str, Any]) -> None:
    office = Office()
    for _time in range(2):
        office.send(**other)
    assert office.done == 2
    assert not Sent.objects.exists()


@pytest.mark.django_db
def test_what_was_not_taken_can_be_sent_again() -> None:
    office = Office(status=200)
    for _time in range(2):
        assert office.send().status_code == 200
    assert office.done == 2
    assert not Sent.objects.exists()


@pytest.mark.django_db
def test_a_week_later_it_is_a_new_form_and_nothing_of_it_is_kept() -> None:
    office = Office()
    office.send()
    row = Sent.objects.get()
    assert "Bank" not in f"{row.key}{row.led_to}"
    with clock.at(clock.now() + timedelta(days=8)):
        office.send()
    assert office.done == 2
    assert Sent.objects.count() == 1


@pytest.mark.django_db
def test_a_process_that_died_does_not_hold_it_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "PATIENCE", 0.1)
    office = Office()
    office.send()
    Sent.objects.update(led_to="")  # as it stands where the process was killed in the middle
    assert office.send()["Location"] == "/nl/office/things/2/"
    assert office.send()["Location"] == "/nl/office/things/2/"


class Waiting:
    """Time as it is, but it is seen who sleeps: the first form is at work until all the others wait for it."""

    monotonic = staticmethod(time.monotonic)

    def __init__(self, others: int) -> None:
        self.others, self.who, self.all_wait = others, set[int](), threading.Event()

    def sleep(self, seconds: float) -> None:
        self.who.add(threading.get_ident())
        if len(self.who) == self.others:
            self.all_wait.set()
        time.sleep(seconds)

    def till_all_wait(self) -> None:
        assert self.all_wait.wait(timeout=once.PATIENCE / 2), "nobody waits for the first"


@pytest.mark.usefixtures("committing")
def test_the_second_of_a_double_click_waits_for_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, office, led = Waiting(3), Office(), list[str]()
    office.meanwhile = waiting.till_all_wait
    monkeypatch.setattr(once, "time", waiting)

    def click() -> None:
        led.append(office.send()["Location"])

    assert at_once(*[click] * 4) == ["done"] * 4
    assert set(led) == {"/nl/office/things/1/"}
    assert office.done == 1
