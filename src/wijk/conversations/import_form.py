"""Which file holds the conversation, in which language was it, and what is it called here?"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.conversations.actions import Origin
from wijk.conversations.forms import SPOKEN
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import TextForm

LARGEST = 60 << 20


class ImportForm(TextForm):
    """A ZIP with the files of one conversation."""

    texts = {"title": _("Title")}
    helps = {"title": _("Empty: the title in the files.")}

    file = forms.FileField(
        label=_("ZIP with the export of Polis"),
        help_text=_("comments.csv, votes.csv, participants-votes.csv, summary.csv; a file translations.csv may be beside them."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language in which it was held"),
        choices=list(SPOKEN.items()),
        help_text=_("Where the files do not say it."),
    )
    place = PlaceField(place_options)

    field_order = ("file", "language", "place", "title_nl", "title_fr", "title_en")

    def clean_file(self) -> object:
        """A file of a size that can be read here."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                gettext("The file is larger than {most} MB. Take it in at the command line.").format(most=LARGEST >> 20)
            )
        return file

    def content(self) -> bytes:
        """The file as it came."""
        return bytes(self.cleaned_data["file"].read())

    def origin(self) -> Origin:
        """What is said of it."""
        told = self.cleaned_data
        return Origin(title=self.text("title"), language=told["language"], place=told["place"])
