"""A working sample of each address of charters."""

from collections.abc import Callable
from typing import Any

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage
from wijk.charters.access import said_token

Arguments = Callable[[Stage], Facts]


def _charter(**more: Any) -> Arguments:
    return lambda stage: {"key": stage.scenes["charters"].charter.key, **more}


def _round(**more: Any) -> Arguments:
    return lambda stage: {"key": stage.scenes["charters"].round.key, **more}


def _said(stage: Stage) -> Facts:
    scene = stage.scenes["charters"]
    return {"key": scene.round.key, "said": scene.remark.key}


def _own(what: str) -> Arguments:
    return lambda stage: {"key": getattr(stage.scenes["charters"], what).key}


def _letter(stage: Stage) -> Facts:
    return {"token": said_token(stage.scenes["charters"].waiting.key)}


SENT = (405,)
TABLE = given(form="csv")
SAMPLES: dict[str, Sample] = {
    "charters:index": Sample(),
    "charters:document": Sample(_charter()),
    "charters:edition": Sample(_charter(number=1)),
    "charters:paper": Sample(_charter(number=1)),
    "charters:differences": Sample(_charter(), "?from=1&to=1"),
    "charters:article": Sample(_charter(slug="meetings")),
    "charters:round": Sample(_round()),
    "charters:round_article": Sample(_round(slug="meetings")),
    "charters:result": Sample(_round()),
    "charters:say": Sample(_round(slug="meetings"), sends=given(wish="keep", body="Good.", email="gust@voorbeeld.be")),
    "charters:yours": Sample(_letter),
    "charters:propose": Sample(_round(slug="meetings"), sends=given(title="Meetings", body="We meet.", why="")),
    "charters:support": Sample(_own("proposal"), answers=SENT),
    "charters:withdraw": Sample(_own("remark"), answers=SENT),
    "charters:mine": Sample(),
    "charters:office": Sample(),
    "charters:new": Sample(sends=given(title_en="A charter", kind="participation")),
    "charters:kinds": Sample(sends=given(code="street", title_en="Rules of a street")),
    "charters:keep": Sample(_charter(), sends=given(title_en="Another")),
    "charters:text": Sample(_charter(), sends=given(text_en="Article 1 - A", on="2026-01-01", do="adopt")),
    "charters:open_round": Sample(
        _charter(), sends=given(fixed_en="Nothing.", opens_on="2026-01-01", closes_on="2026-02-01")
    ),
    "charters:desk": Sample(_round()),
    "charters:change_round": Sample(
        _round(), sends=given(fixed_en="Nothing.", opens_on="2026-01-01", closes_on="2026-02-01")
    ),
    "charters:close": Sample(_round(), answers=SENT),
    "charters:conclude": Sample(_round(), sends=given(on="2026-01-01")),
    "charters:evaluate": Sample(_round(slug="everybody"), sends=given(words_en="It went well.")),
    "charters:answer": Sample(_said, sends=given(outcome="taken")),
    "charters:hide": Sample(_said, sends=given(why="insult"), answers=SENT),
    "api:charters_dictionary": Sample(given(table="charter-remarks", form="json")),
    "api:charters_listed": Sample(given(form="json"), "?area=neighbourhood/1&limit=5"),
    "api:editions_listed": Sample(TABLE),
    "api:articles_listed": Sample(TABLE),
    "api:reviews_listed": Sample(TABLE),
    "api:remarks_listed": Sample(given(form="json")),
    "api:proposals_listed": Sample(TABLE),
    "api:charter_told": Sample(_charter()),
}
