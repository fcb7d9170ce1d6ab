"""The doors of inquiries."""

from wijk.config.door import OPEN, Door

DOORS: dict[str, Door] = {
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
}
