"""Who is helped, where and with what? Stops of a stand, receipts, what people do by themselves."""

from wijk.helping.models.listing import CitizensAction, CitizensActionArea
from wijk.helping.models.receipts import CHANNELS, SPOKEN, WAYS, WRITTEN, Receipt
from wijk.helping.models.stands import Stop, StopArea, Tour

__all__ = [
    "CHANNELS",
    "SPOKEN",
    "WAYS",
    "WRITTEN",
    "CitizensAction",
    "CitizensActionArea",
    "Receipt",
    "Stop",
    "StopArea",
    "Tour",
]
