"""The doors of outreach."""

from wijk.config.door import ASKING, OPEN, OPEN_POST, Door, can, does

#: Whoever writes somewhere comes in; what they see is theirs.
ANYWHERE = Door("verb", "outreach.compose_newsletter", anywhere=True)

DOORS: dict[str, Door] = {
    "outreach:newsletters": OPEN,
    "outreach:newsletters_of": OPEN,
    "outreach:newsletter": OPEN,
    "outreach:newsletter_pdf": OPEN,
    "outreach:code": OPEN,
    "outreach:call": ASKING,
    "outreach:position": OPEN_POST,
    "outreach:office": ANYWHERE,
    "outreach:compose": ANYWHERE,
    "outreach:edit": can("outreach.edit_newsletter"),
    "outreach:send": does("outreach.send_newsletter"),
    "outreach:drop": does("outreach.drop_newsletter"),
    "outreach:open_call": Door("verb", "outreach.open_call", anywhere=True),
    "outreach:change_call": can("outreach.change_call"),
    "outreach:end_call": does("outreach.end_call"),
    "outreach:mail_call": does("outreach.mail_call"),
    "outreach:slips": does("outreach.count_slips"),
    "outreach:papers": can("outreach.change_call"),
    "outreach:poster": can("outreach.change_call"),
    "outreach:letters": can("outreach.change_call"),
    "outreach:reach": can("outreach.note_distribution"),
    "outreach:reach_csv": can("outreach.note_distribution"),
    "outreach:homes": does("outreach.note_homes"),
}
