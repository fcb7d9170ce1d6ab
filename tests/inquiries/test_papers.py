"""Is the report whole, in each language, whatever people wrote and however many they are; and does it tell nobody's place?"""

from datetime import timedelta
from io import BytesIO
from typing import cast

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.support import inquiring
from tests.support.stage import Stage
from wijk.contributions.actions import set_visibility
from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.inquiries import actions
from wijk.inquiries.exporters import report
from wijk.inquiries.exporters.blocks import merged
from wijk.inquiries.exporters.notices import letter_pdf, poster_pdf
from wijk.inquiries.queries import reading
from wijk.ui import paper

#: Markup of the program that sets our paper, of the web and of a spreadsheet; letters from elsewhere; a picture; a long word.
HOSTILE = '#import "told.json" $x$ @nobody <script>alert(1)</script> \\ =1+1 مرحبا 漢字 Ж 😀 ' + "a" * 300
counts = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 40), max_size=12)


def text_of(made: bytes) -> str:
    """The words of a PDF, without the breaks of lines and of long words."""
    pages = PdfReader(BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


@given(counts)
def test_no_place_with_few_remarks_stands_alone_and_the_sum_stays(told: dict[str, int]) -> None:
    alone, together, n = merged(list(told.items()), 5)
    assert all(count >= 5 for _place, count in alone)
    assert sum(count for _place, count in alone) + n == sum(told.values())
    assert len(alone) + together == len(told)
    assert together == 0 or n >= 5 or not alone
    assert together != 1 or not alone or n >= 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title"), [("nl", "Plan voor het plein"), ("fr", "Plan de la place"), ("en", "Plan for the square")]
)
def test_the_report_is_whole_in_each_language(stage: Stage, language: str, title: str) -> None:
    made = inquiring.over(stage)
    read = PdfReader(BytesIO(report.report_pdf(made.row, language)))
    root = read.root_object
    assert root["/Lang"] == language
    assert cast(DictionaryObject, root["/MarkInfo"])["/Marked"]
    assert read.metadata is not None
    assert read.metadata.title == title
    told = text_of(report.report_pdf(made.row, language))
    for one in made.row.remarks.select_related("contribution"):
        assert f"{one.number}. {one.contribution.title}" in told
    assert made.row.documents.get().versions.get().hash in told.replace(" ", "")
    assert inquiring.REPLY.to(language) in told
    assert "Vergunning voor het plein" in told


@pytest.mark.django_db
def test_whatever_people_write_is_words_on_paper(stage: Stage) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    inquiring.said(stage, row, "Hello #pagebreak()", how="counter", body=HOSTILE)
    told = text_of(report.report_pdf(row, "nl"))
    assert "Hello #pagebreak()" in told
    assert '#import "told.json" $x$ @nobody <script>alert(1)</script>' in told
    assert "a" * 300 in told.replace(" ", "")
    assert "Ж" in told
    assert "??" in told  # letters that no typeface of ours has


@pytest.mark.django_db
def test_what_is_set_apart_is_the_same_and_says_the_same_of_what_it_lacks() -> None:
    template, told = paper.HOME / "signs.typ", {"signs": "ab漢😀"}
    here, apart = (paper.sheet(template, told, strict=False, apart=how) for how in (False, True))
    assert text_of(here) == text_of(apart)
    assert "?" in text_of(apart)
    with pytest.raises(Refused, match="漢"):
        paper.sheet(template, told, apart=True)


@pytest.mark.django_db
def test_what_was_taken_away_keeps_its_number_and_loses_its_words(stage: Stage, client: Client) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    one = inquiring.said(stage, row, "Een scheldwoord", how="counter")
    set_visibility(one.contribution, visibility="removed", reason="hate")
    assert "Een scheldwoord" not in text_of(report.report_pdf(row, "nl"))
    home = f"/nl/inquiries/{row.key}/"
    for path in (
        home,
        f"{home}remarks/",
        f"/api/v1/inquiries/{row.key}/remarks.json",
        f"/api/v1/inquiries/{row.key}/remarks.csv",
    ):
        answer = client.get(path)
        said = b"".join(answer) if answer.streaming else answer.content
        assert "Een scheldwoord" not in said.decode()
    told = client.get(f"/api/v1/inquiries/{row.key}/remarks.json").json()["remarks"]
    assert [(line["number"], line["state"], line["title"]) for line in told] == [(1, "removed", "")]


@pytest.mark.django_db
def test_many_remarks_come_in_parts_that_hold_each_of_them_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    made = inquiring.over(stage)
    monkeypatch.setattr(report, "MOST", 4)
    whole = text_of(report.report_pdf(made.row, "nl"))
    parts = [text_of(report.report_pdf(made.row, "nl", part)) for part in (1, 2)]
    for one in made.row.remarks.select_related("contribution"):
        words = f"{one.contribution.title}, en waarom."
        assert words not in whole
        assert [words in part for part in parts] == [one.number <= 4, one.number > 4]
    with pytest.raises(Absent):
        report.report_pdf(made.row, "nl", 3)


@pytest.mark.django_db
def test_it_asks_the_database_as_often_for_few_as_for_many(stage: Stage) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    asked = []
    for count in (1, 6):
        for n in range(count):
            inquiring.said(stage, row, f"Opmerking {count} {n}", how="counter")
        with CaptureQueriesContext(connection) as queries:
            report.gathered(row)
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.django_db
def test_before_the_replies_are_closed_only_who_writes_them_sees_the_report(stage: Stage, client: Client) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=30))
    assert row.first is not None
    with clock.at(inquiring.noon(row.first)):
        one = inquiring.said(stage, row, "Laat de lindes staan", how="counter")
    actions.move_on(clock.now())
    row.refresh_from_db()
    themed = inquiring.theme(stage, row, "Bomen", one)
    address = f"/nl/inquiries/{row.key}/report.pdf"
    assert client.get(address).status_code == 404
    assert client.get(f"/nl/inquiries/{row.key}/themes/{themed.key}/").status_code == 404
    for path in (
        f"/nl/inquiries/{row.key}/",
        f"/nl/voices/{one.contribution.key}/",
        f"/api/v1/inquiries/{row.key}/themes.json",
    ):
        assert "De lindes blijven" not in client.get(path).content.decode()
    client.force_login(stage.everywhere["clerk"].person)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    assert "De lindes blijven staan." in text_of(answer.content)
    actions.close_replies(inquiring.CLERK, inquiry=row)
    client.logout()
    assert client.get(address).status_code == 200
    assert reading.shown(row.key).state == "replied"


@pytest.mark.django_db
def test_the_notice_fits_on_one_sheet_and_says_it_in_each_language(stage: Stage) -> None:
    row = inquiring.announced(stage, clock.today())
    poster = poster_pdf(row, ["nl", "fr", "en"])
    assert len(PdfReader(BytesIO(poster)).pages) == 1
    assert len(PdfReader(BytesIO(letter_pdf(row, ["nl", "fr"]))).pages) == 2
    told = text_of(poster)
    for words in ("Plan voor het plein", "Plan de la place", "Plan for the square"):
        assert words in told


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_code_on_poster_and_letter_leads_to_the_inquiry_in_the_language_of_whoever_comes(
    stage: Stage, client: Client, language: str
) -> None:
    row = inquiring.announced(stage, clock.today())
    post = reading.signpost(row)
    assert post is not None
    for told in (text_of(poster_pdf(row, ["nl", "fr", "en"])), text_of(letter_pdf(row, ["fr"]))):
        assert f"/k/{post.code}" in told
        assert post.typed in told
    arrived = client.get(f"/{post.short_path}", headers={"accept-language": language}, follow=True)
    assert arrived.status_code == 200
    assert arrived.redirect_chain[-1][0] == f"/{language}/inquiries/{row.key}/"
    assert row.title.to(language) in arrived.content.decode()
    typed = client.get(f"/{language}/k/", {"code": post.typed.lower()}, follow=True)
    assert typed.redirect_chain[-1][0] == f"/{language}/inquiries/{row.key}/"
    assert client.post(f"/{language}/k/{post.code}/position/", {"position": "agree"}).status_code == 302


@pytest.mark.django_db
def test_what_was_said_at_the_hearing_is_found_by_its_number(stage: Stage, client: Client) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    inquiring.said(stage, row, "Per post gezegd", how="counter")
    heard = [inquiring.said(stage, row, title, how="hearing") for title in ("Waar lever ik", "Wie veegt er")]
    assert [one.number for one in heard] == [2, 3]
    assert "as numbers" not in text_of(report.report_pdf(row, "en")), "no hearing, no word of it"
    actions.set_hearing(inquiring.CLERK, inquiry=row, meeting=stage.scenes["meetings"].coming)
    row.refresh_from_db()
    assert "as numbers 2, 3." in text_of(report.report_pdf(row, "en"))
    html = client.get(f"/en/inquiries/{row.key}/").content.decode()
    said = html[html.index('id="hearing"') : html.index('id="said"')]
    assert [f"/en/voices/{one.contribution.key}/" in said for one in heard] == [True, True]
    assert "remark 1<" not in said
