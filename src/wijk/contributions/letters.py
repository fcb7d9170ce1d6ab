"""What do we write to who said something? That they confirm it, with a link and a code; and how they come back to it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.contributions import tokens
from wijk.contributions.models import Author, Comment, Contribution
from wijk.core import outbox
from wijk.core.site import absolute
from wijk.core.text import LANGUAGES


def own_link(author: Author) -> str:
    """The address by which its author comes back to it."""
    key = author.contribution.key
    return absolute(reverse("contributions:own", kwargs={"key": key, "token": tokens.token_of(key, author.seed)}))


def ask_confirmation(contribution: Contribution) -> None:
    """Ask whether the address is theirs. Nothing is shown before."""
    author = contribution.author
    tongue = author.language if author.language in LANGUAGES else LANGUAGES[0]
    with override(tongue):
        code = tokens.code_of(contribution.key, author.seed)
        body = "\n\n".join(
            (
                _("You wrote to us: “{title}”.").format(title=contribution.title),
                _("Confirm it here: {link}").format(link=own_link(author)),
                _("Or type this code on the page where you sent it: {code}").format(code=code),
                _("By the same link you can change it or take it back later. Keep this letter."),
                _("Was this not you? Then do nothing: it is never shown, and forgotten after a week."),
            )
        )
        outbox.write(
            to=author.contact, subject=_("Confirm what you said"), body=body, language=tongue,
            key=f"contribution-{contribution.key}", insists=True,
        )  # fmt: skip


def ask_comment(comment: Comment, to: str, language: str) -> None:
    """Ask whether the address of somebody who commented is theirs. It is written here, and kept nowhere."""
    with override(language):
        link = absolute(
            reverse("contributions:confirm_comment", kwargs={"token": tokens.sealed("comment", comment.key)})
        )
        body = "\n\n".join(
            (
                _("You commented on “{title}”.").format(title=comment.contribution.title),
                _("Confirm it here: {link}").format(link=link),
                _("Was this not you? Then do nothing: it is never shown, and forgotten after a week."),
            )
        )
        outbox.write(
            to=to, subject=_("Confirm your comment"), body=body, language=language, key=f"comment-{comment.key}",
            insists=True,
        )  # fmt: skip


def ask_support(contribution: Contribution, to: str, hand: tuple[str, str], language: str, once: str = "") -> None:
    """Send the link by which somebody without an account supports it. The link holds an opaque mark and a seal (`hand`), and no address."""
    with override(language):
        token = tokens.sealed("support", contribution.key, *hand)
        link = absolute(reverse("contributions:support_link", kwargs={"token": token}))
        body = "\n\n".join(
            (
                _("You want to support “{title}”.").format(title=contribution.title),
                _("Do so here: {link}").format(link=link),
                _("By the same link you can take your support back. We do not keep your address."),
                _("Was this not you? Then do nothing."),
            )
        )
        key = f"support-{contribution.key}-{once}" if once else ""
        outbox.write(to=to, subject=_("Support it with one step"), body=body, language=language, key=key, insists=True)
