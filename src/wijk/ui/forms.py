"""How does every form of the product look? Django's renderer with our field: label, help, error, input."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """`FORM_RENDERER`: `{{ form }}` and `{{ field.as_field_group }}` wear our look in every room, allauth's pages included."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
