"""What stands in the test town for contributions: an idea with a comment, one that waits for its author, and a place to speak."""

from dataclasses import dataclass
from typing import Any

from tests.support.pictures import photograph
from wijk.contributions import actions, tokens
from wijk.contributions.actions import Terms
from wijk.contributions.models import Comment, Contribution, Opening
from wijk.contributions.queries import Where
from wijk.core.text import Text
from wijk.core.viewer import Passerby


@dataclass(frozen=True, slots=True)
class Scene:
    """`idea` is shown at a point, with a picture and `comment`; `pending` waits for `token`; `opening` is open in the first neighbourhood."""

    idea: Contribution
    comment: Comment
    pending: Contribution
    token: str
    opening: Opening

    @property
    def support_token(self) -> str:
        """The link of a letter by which somebody supports the idea."""
        return tokens.sealed("support", self.idea.key, "m" * 64, "")

    @property
    def comment_token(self) -> str:
        """The link of a letter by which somebody confirms a comment that they wrote without an account."""
        waits = Comment.objects.filter(visibility="unconfirmed").first() or self._unconfirmed()
        return tokens.sealed("comment", waits.key)

    @property
    def code(self) -> str:
        """What the letter about `pending` says to type."""
        assert self.pending.author is not None
        return tokens.code_of(self.pending.key, self.pending.author.seed)

    def _unconfirmed(self) -> Comment:
        told: dict[str, Any] = {"section": "against", "body": "Er staat er al een.", "language": "nl"}
        return actions.comment(Passerby(), contribution=self.idea, email="an@voorbeeld.be", **told)


def build(stage: Any) -> Scene:
    """Put it there."""
    city = Opening.objects.prefetch_related("areas").get(key="city")
    author = stage.cast.charlie.viewer
    idea = actions.submit(
        author, opening=city, kind="idea", title="Een bank op het plein", body="Onder de linde, in de schaduw.", language="nl",
        category="leisure", where=Where(lon=4.345, lat=50.857), pictures=[photograph("bank.jpg")], alts=["Een leeg plein"],
    ).contribution  # fmt: skip
    actions.submit(
        author, opening=city, kind="repair", title="De lamp is stuk", body="Op de hoek.", language="nl", category="mobility",
        where=Where(lon=4.346, lat=50.858),
    )  # fmt: skip
    told: dict[str, Any] = {"section": "for", "body": "Dat zou fijn zijn.", "language": "nl"}
    comment = actions.comment(stage.everywhere["resident"].viewer, contribution=idea, **told)
    pending = actions.submit(
        Passerby(),
        opening=city,
        kind="remark",
        title="Het is er donker",
        body="",
        language="nl",
        email="an@voorbeeld.be",
    )
    said = Text({"nl": "De bomen blijven.", "fr": "Les arbres restent.", "en": "The trees stay."})
    terms = Terms(
        title=Text({"nl": "Het nieuwe plein", "fr": "La nouvelle place", "en": "The new square"}), fixed=said, fixed_by=said,
        fixed_why=said, place="neighbourhood/1",
    )  # fmt: skip
    opening = actions.open_place(stage.everywhere["facilitator"].viewer, terms=terms, key="square")
    return Scene(idea, comment, pending.contribution, pending.token, opening)
