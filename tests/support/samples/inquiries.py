"""A working sample of each address of inquiries in the office; those that everybody opens stand in `inquiries_read`."""

from tests.support.sample import Facts, Sample, given
from tests.support.scenes.inquiries import paper, today
from tests.support.stage import Stage


def _draft(stage: Stage) -> Facts:
    return {"key": stage.scenes["inquiries"].prepared.key}


def _open(stage: Stage) -> Facts:
    return {"key": stage.scenes["inquiries"].inquiry.key}


def _ended(stage: Stage) -> Facts:
    return {"key": stage.scenes["inquiries"].ended.key}


def _remark(stage: Stage) -> Facts:
    return {"key": stage.scenes["inquiries"].remark.inquiry.key, "number": 1}


def _theme(stage: Stage) -> Facts:
    theme = stage.scenes["inquiries"].theme
    return {"key": theme.inquiry.key, "theme": theme.key}


def _sorted(stage: Stage) -> Facts:
    """An inquiry with a theme into which remarks can be laid."""
    return {"key": _theme(stage)["key"]}


def _told(stage: Stage) -> Facts:
    committee = stage.scenes["organs"].committee
    return {
        "title_nl": "Het park", "authority": committee.key, "rule": "brussels-30", "place": "neighbourhood/1", "fixed_nl": "De bomen.",
        "fixed_by_nl": "Het gewest.", "fixed_why_nl": "Zij zijn beschermd.", "revision": "1",
    }  # fmt: skip


def _upload(stage: Stage) -> Facts:
    return {"upload": paper("nota.pdf"), "title_nl": "Nota"}


def _letter(stage: Stage) -> Facts:
    return {
        "how": "letter",
        "received_on": today().isoformat(),
        "title": "Meer banken",
        "body": "Aan de zon.",
        "language": "nl",
    }


RULE = given(title_nl="Twintig dagen", basis_nl="Ons reglement", code="ours", days="20", revision="1", active="on")
SAMPLES: dict[str, Sample] = {
    "inquiries:office": Sample(),
    "inquiries:new": Sample(sends=_told),
    "inquiries:rules": Sample(),
    "inquiries:new_rule": Sample(sends=RULE),
    "inquiries:rule": Sample(given(code="brussels-15"), sends=RULE),
    "inquiries:keep": Sample(
        _draft, sends=lambda _stage: {"do": "announce", "on": today().isoformat(), "revision": "1"}
    ),
    "inquiries:edit": Sample(_draft, sends=_told),
    "inquiries:documents": Sample(_draft, sends=_upload),
    "inquiries:desk": Sample(
        _sorted,
        query="?stands=owed&how=letter&words=linde",
        sends=lambda stage: {"number": "1", "theme": _theme(stage)["theme"]},
    ),
    "inquiries:letter_in": Sample(_open, sends=_letter),
    "inquiries:remark": Sample(
        _remark, sends=given(do="reply", reply_nl="De linde blijft staan.", version="0", body="Laat de linde staan.")
    ),
    "inquiries:keep_themes": Sample(_open, sends=given(title_nl="Verkeer", order="5")),
    "inquiries:keep_theme": Sample(_theme, sends=given(do="reply", reply_nl="Alle bomen blijven staan.", version="0")),
    "inquiries:ending": Sample(_ended, sends=given(do="close")),
}
