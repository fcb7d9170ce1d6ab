"""Where it is asked where somebody lives: the same boxes that stand on a sheet of paper."""

from django import forms

from wijk.residence.queries import Asked, paper_fields


def ask_home(form: forms.Form, asks: Asked, place: str) -> bool:
    """Add the box that is needed, to tick or for the code of a pass; False where nothing is asked."""
    needed = [field for field in paper_fields(asks, place) if field.required]
    for field in needed:
        if field.kind == "tick":
            form.fields[field.code] = forms.BooleanField(label=field.label)
        else:
            box = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"})
            form.fields[field.code] = forms.CharField(
                label=field.label, max_length=40, widget=box, help_text=field.hint
            )
    return bool(needed)
