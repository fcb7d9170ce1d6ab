"""The reasons and the helping words with which every city begins; the office may say them otherwise, add to them, or put one out of use."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

#: Code, title and words in Dutch, French and English.
REASONS = [
    (
        "no-competence",
        ("Wij zijn daar niet voor bevoegd", "Cela ne relève pas de nous", "It is not ours to decide"),
        (
            "Een andere overheid, een bedrijf of een eigenaar beslist hierover. In het antwoord staat wie, en hoe u hen bereikt.",
            "Une autre autorité, une entreprise ou un propriétaire en décide. La réponse dit qui, et comment les joindre.",
            "Another authority, a company or an owner decides this. The answer says who, and how you reach them.",
        ),
    ),
    (
        "law",
        ("De wet of een reglement laat het niet toe", "La loi ou un règlement ne le permet pas", "The law or a rule does not allow it"),
        (
            "In het antwoord staat welke regel het is, en of ze kan veranderen.",
            "La réponse dit de quelle règle il s’agit, et si elle peut changer.",
            "The answer says which rule it is, and whether it can change.",
        ),
    ),
    (
        "safety",
        ("Het is niet veilig", "Ce n’est pas sûr", "It is not safe"),
        (
            "In het antwoord staat voor wie of wat het gevaar inhoudt, en wat wel veilig zou zijn.",
            "La réponse dit pour qui ou pour quoi c’est un danger, et ce qui serait sûr.",
            "The answer says for whom or what it is a danger, and what would be safe.",
        ),
    ),
    (
        "cost",
        ("Het kost te veel voor wat het oplevert", "Cela coûte trop pour ce que cela apporte", "It costs too much for what it brings"),
        (
            "In het antwoord staat hoeveel het ongeveer kost en waarmee dat vergeleken werd.",
            "La réponse dit combien cela coûte à peu près, et à quoi cela a été comparé.",
            "The answer says about how much it costs, and with what that was compared.",
        ),
    ),
    (
        "no-budget",
        ("Er is nu geen geld voor", "Il n’y a pas de budget pour le moment", "There is no money for it now"),
        (
            "In het antwoord staat wanneer er opnieuw over geld beslist wordt, en waar u het dan kunt voorstellen.",
            "La réponse dit quand le budget sera à nouveau décidé, et où vous pourrez alors le proposer.",
            "The answer says when money is decided about again, and where you can propose it then.",
        ),
    ),
    (
        "other-plan",
        ("Er ligt al een ander plan vast", "Un autre projet est déjà fixé", "Another plan stands already"),
        (
            "In het antwoord staat welk plan, wie het besliste, en wat er nog aan kan veranderen.",
            "La réponse dit quel projet, qui l’a décidé, et ce qui peut encore y changer.",
            "The answer says which plan, who decided it, and what can still change in it.",
        ),
    ),
    (
        "interests",
        ("Het schaadt wat anderen nodig hebben", "Cela nuit à ce dont d’autres ont besoin", "It harms what others need"),
        (
            "In het antwoord staat wie, en hoe de belangen tegen elkaar werden afgewogen.",
            "La réponse dit qui, et comment les intérêts ont été mis en balance.",
            "The answer says whom, and how the interests were weighed.",
        ),
    ),
    (
        "technical",
        ("Het kan technisch niet", "Ce n’est pas possible techniquement", "It cannot be made"),
        (
            "In het antwoord staat wat in de weg zit: leidingen, wortels, ruimte, ondergrond.",
            "La réponse dit ce qui l’empêche : conduites, racines, espace, sous-sol.",
            "The answer says what stands in the way: pipes, roots, room, the ground.",
        ),
    ),
    (
        "unclear",
        ("Wij vonden niet wat er bedoeld werd", "Nous n’avons pas trouvé ce qui était visé", "We did not find what was meant"),
        (
            "Wij zochten ter plaatse of op de kaart. Vraag het opnieuw met een plaats of een foto: dan kijken wij nog eens.",
            "Nous avons cherché sur place ou sur la carte. Redemandez avec un lieu ou une photo : nous regarderons encore.",
            "We looked on the spot or on the map. Ask again with a place or a photograph: then we look once more.",
        ),
    ),
]  # fmt: skip

#: Code, outcome, title and words in Dutch, French and English.
PHRASES = [
    (
        "thanks-will-do", "accepted",
        ("Wij doen het", "Nous le ferons", "We will do it"),
        (
            "Dank u voor uw voorstel. Wij nemen het aan.",
            "Merci pour votre proposition. Nous l’acceptons.",
            "Thank you for your proposal. We accept it.",
        ),
    ),
    (
        "thanks-cannot", "refused",
        ("Wij kunnen het niet doen", "Nous ne pouvons pas le faire", "We cannot do it"),
        (
            "Dank u voor uw voorstel. Wij kunnen er niet op ingaan.",
            "Merci pour votre proposition. Nous ne pouvons pas y donner suite.",
            "Thank you for your proposal. We cannot take it up.",
        ),
    ),
    (
        "repaired", "done",
        ("Het is hersteld", "C’est réparé", "It is repaired"),
        (
            "Dank u voor uw melding. Het is hersteld.",
            "Merci pour votre signalement. C’est réparé.",
            "Thank you for telling us. It is repaired.",
        ),
    ),
]  # fmt: skip
LANGUAGES = ("nl", "fr", "en")


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The reasons and the words."""
    reason, phrase = apps.get_model("answers", "Reason"), apps.get_model("answers", "Phrase")
    for order, (code, title, words) in enumerate(REASONS, 1):
        told = {"title": dict(zip(LANGUAGES, title, strict=True)), "words": dict(zip(LANGUAGES, words, strict=True))}
        reason.objects.get_or_create(code=code, defaults=told | {"order": order * 10})
    for code, outcome, title, words in PHRASES:
        told = {"title": dict(zip(LANGUAGES, title, strict=True)), "words": dict(zip(LANGUAGES, words, strict=True))}
        phrase.objects.get_or_create(code=code, defaults=told | {"outcome": outcome})


class Migration(migrations.Migration):
    dependencies = [("answers", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
