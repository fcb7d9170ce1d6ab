"""How are levels and ways called on a page, how does each work, and what does it leave behind?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

LEVEL_WORDS: dict[str, Any] = {
    "none": _("Nothing is asked"),
    "declared": _("Say where you live"),
    "verified": _("Show that you live here"),
}
#: The codes themselves, for sentences of the trail that name them.
CODES = (_("none"), _("declared"), _("verified"))
STANDING_WORDS: dict[str, Any] = {
    "none": _("We do not know where you live."),
    "declared": _("You said where you live."),
    "verified": _("You showed that you live here."),
}
WAY_WORDS: dict[str, Any] = {
    "declare": _("Say it yourself"),
    "letter": _("By a letter with a code"),
    "register": _("By the register"),
    "counter": _("At the counter"),
    "openid": _("By your digital identity"),
}
HOW: dict[str, Any] = {
    "declare": _("Choose your neighbourhood, or type your street. That is all; nobody checks it."),
    "letter": _(
        "We send a letter to your house. You type the code that stands in it. It takes some days; no account is needed."
    ),
    "register": _("You type what stands on your card. It is compared with a list in which nothing can be read."),
    "counter": _(
        "Come with a document on which your address stands. We look at it and give it back. No account is needed."
    ),
    "openid": _(
        "You sign in at the provider, who tells us in which neighbourhood you live. You need an account here, too."
    ),
}
LEAVES: dict[str, Any] = {
    "declare": _("Kept with an account: your neighbourhood, for one year. Without an account: nothing, your browser holds it for two hours."),
    "letter": _("Your address is kept, sealed, until the letter is sent; then it is forgotten. Your neighbourhood stays for two years."),
    "register": _("What you type is not kept. A print that nobody can read, and your neighbourhood, stay for two years."),
    "counter": _("Nothing of your document is kept. Your neighbourhood and the day stay for two years."),
    "openid": _("Of what the provider says only your neighbourhood is kept, for two years, and a print by which you count once."),
}  # fmt: skip
DOUBTS: dict[str, Any] = {
    "unreadable": _("a cell is empty, or cannot be read"),
    "area": _("the neighbourhood is not known"),
    "twice": _("the same person stands in two neighbourhoods; neither line is taken"),
    "again": _("the same line stands there twice; one is taken"),
}
