"""The words of a thing changed, or are gone: what followers read of it in lists and feeds follows. A part of the verb that did it."""

from django.db.models import QuerySet

from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.notices.models import Item, ItemTag


def reword(about: Subject, *, path: str, title: Text) -> int:
    """The news that leads to the page of this thing carries its title as it is now. How many pieces of news."""
    return _news_of(about, path).update(title=title)


def take_back(about: Subject, *, path: str) -> int:
    """Nobody may read this thing any more: the news that leads to its page goes. How many pieces of news."""
    found = list(_news_of(about, path).values_list("pk", flat=True))
    if found:
        Item.objects.filter(pk__in=found).delete()
    return len(found)


def _news_of(about: Subject, path: str) -> QuerySet[Item]:
    """By its tag, which is found at once; other things may speak of it too, on pages of their own."""
    return Item.objects.filter(pk__in=ItemTag.objects.filter(tag=f"subject:{about}").values("item"), path=path)
