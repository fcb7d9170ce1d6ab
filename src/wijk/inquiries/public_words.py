"""How is an inquiry said in plain words? How far it is, by which way a remark came, why one is late, what an opinion is."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

STATE_WORDS: Mapping[str, Any] = {
    "draft": _("in preparation"),
    "announced": _("announced"),
    "open": _("open now"),
    "closed": _("the period is over"),
    "replied": _("every remark has a reply"),
    "decided": _("decided"),
}
STATE_LOOKS = {"draft": "dashed", "announced": "info", "open": "ok", "closed": "warn", "replied": "info", "decided": ""}
HOW_WORDS: Mapping[str, Any] = {
    "web": _("on this site"),
    "letter": _("by letter"),
    "counter": _("at the counter"),
    "hearing": _("at the hearing"),
    "sheet": _("on a paper form"),
    "stand": _("at a stand"),
    "phone": _("by telephone"),
    "import": _("taken over from elsewhere"),
}
LATE_WORDS: Mapping[str, Any] = {
    "": "",
    "posted_after": _("its stamp is of a day after the last one"),
    "received_after": _("it came after the last day, and nothing shows that it was sent before"),
}
VERDICT_WORDS: Mapping[str, Any] = {
    "favourable": _("favourable"),
    "conditional": _("favourable, with conditions"),
    "unfavourable": _("unfavourable"),
    "none": _("no opinion"),
}
