"""The doors of inquiries."""

from wijk.config.door import OPEN, Door, can

HERE = can("inquiries.note_remark")
DOORS: dict[str, Door] = {
    # the office
    "inquiries:office": Door("verb", "inquiries.note_remark", anywhere=True),
    "inquiries:new": can("inquiries.draft"),
    "inquiries:rules": can("inquiries.keep_rule"),
    "inquiries:new_rule": can("inquiries.keep_rule"),
    "inquiries:rule": can("inquiries.keep_rule"),
    "inquiries:keep": HERE,
    "inquiries:edit": can("inquiries.change"),
    "inquiries:documents": can("inquiries.add_document"),
    "inquiries:desk": HERE,
    "inquiries:letter_in": HERE,
    "inquiries:remark": HERE,
    "inquiries:keep_themes": HERE,
    "inquiries:keep_theme": HERE,
    "inquiries:ending": can("inquiries.close_replies"),
    # what everybody opens
    "inquiries:index": OPEN,
    "inquiries:inquiry": OPEN,
    "inquiries:days": OPEN,
    "inquiries:days_csv": OPEN,
    "inquiries:remarks": OPEN,
    "inquiries:theme": OPEN,
    "inquiries:file": OPEN,
    "inquiries:calendar": OPEN,
    "inquiries:poster": OPEN,
    "inquiries:letter": OPEN,
    "inquiries:report": OPEN,  # before everybody reads the replies: who writes them
    "api:inquiries_dictionary": OPEN,
    "api:inquiries_listed": OPEN,
    "api:inquiry_told": OPEN,
    "api:inquiry_remarks": OPEN,
    "api:inquiry_themes": OPEN,
}
