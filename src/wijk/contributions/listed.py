"""How are contributions found among a hundred thousand? One narrow row for each that everybody may read, and the words in them.

Nothing here is a fact of its own: `indexing` writes it beside the facts, and can write all of it anew.
"""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat

#: Kind, theme and state in one: what is rare in all three is found at once. The database writes it.
SORT = Concat("kind", Value("/"), "category", Value("/"), "state", output_field=models.CharField())


def sort_of(kind: str, category: str, state: str) -> str:
    """The same for a filter.

    >>> sort_of("repair", "", "open")
    'repair//open'
    """
    return f"{kind}/{category}/{state}"


class Listed(models.Model):
    """A contribution as lists and maps find it; there only as long as everybody may read it and it stands for itself.

    `turn` holds the second in which it was said and, below it, its number: the order of lists is the order of the rows.
    """

    turn = models.BigAutoField(primary_key=True)
    contribution = models.OneToOneField("contributions.Contribution", models.CASCADE, related_name="listed")
    kind = models.CharField(max_length=30)
    category = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=14)
    language = models.CharField(max_length=8)
    sort = models.GeneratedField(expression=SORT, output_field=models.CharField(max_length=80), db_persist=True)
    hood = models.CharField(max_length=80, blank=True)  #: its neighbourhood as a reference; "" where it has none
    x = models.IntegerField(null=True)  #: west to east and north to south in 2^22 steps (`cells`)
    y = models.IntegerField(null=True)
    cell = models.BigIntegerField(null=True)  #: x and y woven: what lies together stands together
    supports = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=["cell", "kind", "category", "state", "language"], name="listed_where"),
            models.Index(fields=["hood", "kind", "category", "state", "language"], name="listed_in_hood"),
            models.Index(fields=["sort", "turn"], name="listed_sort"),
            models.Index(fields=["supports", "turn"], name="listed_supported"),
            models.Index(fields=["comments", "turn"], name="listed_discussed"),
        )

    def __str__(self) -> str:
        return str(self.turn)


class ListedTag(models.Model):
    """What a contribution belongs to: "area:neighbourhood/58", "process:KEY", "opening:KEY", "about:KIND:KEY"."""

    tag = models.CharField(max_length=180)
    listed = models.ForeignKey(Listed, models.CASCADE, related_name="tags")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["tag", "listed"], name="listed_tag_once"),)

    def __str__(self) -> str:
        return self.tag


class ListedWords(models.Model):
    """The words of one contribution by their numbers, so that what is said otherwise can be found otherwise."""

    listed = models.OneToOneField(Listed, models.CASCADE, primary_key=True, related_name="words")
    words = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"words of {self.listed_id}"


class SearchWord(models.Model):
    """A word that stands somewhere, folded; `root` is what it has in common with its plural and its other forms."""

    word = models.CharField(max_length=40, unique=True)
    root = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return self.word


class SearchSlip(models.Model):
    """A word without one of its letters: two that differ by one slip of the pen meet in such a form."""

    form = models.CharField(max_length=40)
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["form", "word"], name="search_slip_once"),)

    def __str__(self) -> str:
        return self.form


class SearchPosting(models.Model):
    """A word stands in a contribution; `turn` is that of its `Listed`, so that the newest are read first."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="+", db_index=False)
    turn = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["word", "turn"], name="search_posting_once"),)

    def __str__(self) -> str:
        return f"{self.word_id} in {self.turn}"
