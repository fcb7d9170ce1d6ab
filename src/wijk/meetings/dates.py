"""Which calendar goes with something that one can follow? The feeds of meetings, for the page on which one begins to follow."""

from django.urls import reverse


class Calendars:
    """The calendar of an area, the whole city, an organ or a process."""

    def link(self, tag: str) -> str:
        """Its address in the language of the page; "" where what is followed has no calendar.

        >>> Calendars().link("theme:mobility")
        ''
        """
        kind, _colon, ref = tag.partition(":")
        subject, _colon, key = ref.partition(":")
        if kind == "area":
            what, key = ("area", ref) if ref else ("city", "all")
        elif kind == "subject" and subject in ("organs.organ", "processes.process"):
            what = subject.rpartition(".")[2]
        else:
            return ""
        return reverse("meetings:calendar", kwargs={"what": what, "key": key})


calendars = Calendars()
