"""A short code may lead straight to a page: once given it stays, and no two things ever have the same."""

import pytest

from tests.support.stage import Stage
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.outreach import access, actions, codes
from wijk.outreach.models import Code, Signpost

pytestmark = pytest.mark.django_db
PARK = Subject("inquiries.inquiry", "park")


def test_the_same_thing_keeps_its_code(stage: Stage) -> None:
    first = actions.put_signpost(PARK, path="/fr/inquiries/park/")
    assert first.path == "inquiries/park/"
    assert codes.read(first.typed) == first.code
    assert actions.put_signpost(PARK, path="inquiries/elsewhere/") == first
    assert access.open_signpost(first.code) == first
    with pytest.raises(Absent):
        access.open_signpost("000000")


@pytest.mark.parametrize("path", ["https://example.org/", "//example.org", "../office/", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(stage: Stage, path: str) -> None:
    with pytest.raises(Refused):
        actions.put_signpost(PARK, path=path)
    assert not Signpost.objects.exists()


def test_no_code_is_given_twice(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = Code.objects.values_list("code", flat=True)[0]
    wanted = iter([taken, taken, "000000", "000000", codes.fresh()])
    monkeypatch.setattr(codes, "fresh", lambda: next(wanted))
    first = actions.put_signpost(PARK, path="inquiries/park/")
    second = actions.put_signpost(Subject("inquiries.inquiry", "square"), path="inquiries/square/")
    assert first.code == "000000"
    assert len({taken, first.code, second.code}) == 3
