"""The addresses of contributions."""

from django.urls import URLPattern, path, register_converter

from wijk.contributions.views import living, loading, openings, questions, reading, saying, voice


class VoiceConverter:
    """The key of a contribution: ten letters and digits, like no other word in these addresses."""

    regex = "[a-z0-9]{10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(VoiceConverter, "voice")

app_name = "contributions"
urlpatterns: list[URLPattern] = [
    path("say/", saying.say, name="say"),
    path("say/alike/", saying.alike, name="alike"),
    path("say/places/", saying.places, name="places"),
    path("say/<slug:opening>/", saying.say, name="say_at"),
    path("voices/", reading.voices, name="voices"),
    path("voices/mine/", voice.mine, name="mine"),
    path("voices/support/<str:token>/", living.support_link, name="support_link"),
    path("voices/comment/<str:token>/", living.confirm_comment, name="confirm_comment"),
    path("voices/<voice:key>/", voice.voice, name="voice"),
    path("voices/<voice:key>/sent/", saying.sent, name="sent"),
    path("voices/<voice:key>/waiting/", saying.waiting, name="waiting"),
    path("voices/<voice:key>/point.geojson", voice.point, name="point"),
    path("voices/<voice:key>/pictures/<int:number>/<str:size>.jpg", voice.picture, name="picture"),
    path("voices/<voice:key>/comment/", living.comment, name="comment"),
    path("voices/<voice:key>/support/", living.support, name="support"),
    path("voices/<voice:key>/change/", living.change, name="change"),
    path("voices/<voice:key>/mine/<str:token>/", living.own, name="own"),
    path("office/voices/load/", loading.load, name="load"),
    path("office/voices/load/template.csv", loading.load_template, name="load_template"),
    path("office/openings/", openings.overview, name="office"),
    path("office/openings/new/", openings.new, name="new_opening"),
    path("office/openings/kinds/new/", openings.kind, name="new_kind"),
    path("office/openings/kinds/<slug:code>/", openings.kind, name="kind"),
    path("office/openings/kinds/<slug:code>/questions/", questions.questions, name="questions"),
    path("office/openings/kinds/<slug:code>/questions/new/", questions.question, name="new_question"),
    path("office/openings/kinds/<slug:code>/questions/<slug:question>/", questions.question, name="question"),
    path("office/openings/categories/new/", openings.category, name="new_category"),
    path("office/openings/categories/<slug:code>/", openings.category, name="category"),
    path("office/openings/<slug:opening>/", openings.change, name="opening"),
    path("office/openings/<slug:opening>/close/", openings.close, name="close_opening"),
]
machine_urls: list[URLPattern] = [path("voices/tiles/<int:z>/<int:x>/<int:y>.mvt", reading.tile, name="voices-tile")]
