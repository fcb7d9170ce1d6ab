"""The reasons with which every city begins; the office may say them otherwise, add to them, or put one out of use."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

#: Code, grave enough to be removed, offered to readers, title and words in Dutch, French and English.
REASONS = [
    (
        "insult", True, True,
        ("Het beledigt of bedreigt iemand", "Cela insulte ou menace quelqu’un", "It insults or threatens somebody"),
        (
            "Hard zijn voor een plan mag, ook met boze woorden. Iemand uitschelden, bedreigen of vernederen mag niet.",
            "On peut être dur envers un projet, même en colère. On ne peut pas injurier, menacer ni humilier quelqu’un.",
            "You may be hard on a plan, also in anger. You may not abuse, threaten or humiliate anybody.",
        ),
    ),
    (
        "hate", True, True,
        ("Het zet aan tot haat tegen een groep mensen", "Cela incite à la haine d’un groupe de personnes", "It stirs up hatred of a group of people"),
        (
            "Om afkomst, geloof, taal, geslacht, geaardheid, leeftijd of handicap wordt hier niemand uitgesloten.",
            "Nul n’est exclu ici pour son origine, sa foi, sa langue, son sexe, son orientation, son âge ou son handicap.",
            "Nobody is shut out here for their origin, faith, language, sex, orientation, age or disability.",
        ),
    ),
    (
        "personal", True, True,
        ("Het vertelt iets persoonlijks over iemand", "Cela révèle quelque chose de personnel sur quelqu’un", "It tells something personal of somebody"),
        (
            "Een naam met een adres, een telefoonnummer, een gezondheid, een ruzie tussen buren, een herkenbaar gezicht of een nummerplaat.",
            "Un nom avec une adresse, un numéro de téléphone, une santé, une querelle de voisins, un visage ou une plaque reconnaissable.",
            "A name with an address, a telephone number, somebody’s health, a quarrel between neighbours, a face or a number plate.",
        ),
    ),
    (
        "unlawful", True, True,
        ("Het is verboden door de wet", "C’est interdit par la loi", "It is against the law"),
        (
            "Bijvoorbeeld iets te koop dat niet verkocht mag worden, of een foto of tekst van iemand die er geen toestemming voor gaf.",
            "Par exemple vendre ce qui ne peut l’être, ou une photo ou un texte de quelqu’un qui n’y a pas consenti.",
            "For example an offer of what may not be sold, or somebody’s picture or text used without their consent.",
        ),
    ),
    (
        "advertising", True, True,
        ("Het is reclame of massapost", "C’est de la publicité ou un envoi en masse", "It is advertising or sent out in bulk"),
        (
            "Een handelaar mag over zijn straat spreken. Hetzelfde bericht overal plaatsen, of verkopen, mag niet.",
            "Un commerçant peut parler de sa rue. Publier partout le même message, ou vendre, n’est pas permis.",
            "A shopkeeper may speak of their street. Placing the same message everywhere, or selling, is not allowed.",
        ),
    ),
    (
        "elsewhere", False, True,
        ("Het gaat over iets anders", "Cela concerne autre chose", "It is about something else"),
        (
            "Het hoort niet bij deze plaats of deze vraag. Wij zeggen waar het wel kan.",
            "Cela ne concerne ni ce lieu ni cette question. Nous disons où cela peut se dire.",
            "It does not belong to this place or this question. We say where it can be said.",
        ),
    ),
    (
        "twice", False, False,
        ("Dezelfde persoon zei het hier al", "La même personne l’a déjà dit ici", "The same person said it here before"),
        (
            "Eén keer is genoeg: wat u zei telt mee en krijgt een antwoord.",
            "Une fois suffit : ce que vous avez dit compte et recevra une réponse.",
            "Once is enough: what you said counts and gets an answer.",
        ),
    ),
    (
        "unreadable", False, False,
        ("Het is niet te lezen", "C’est illisible", "It cannot be read"),
        (
            "Losse tekens, of woorden waarin niemand iets herkent. In welke taal u schrijft en met hoeveel fouten speelt geen rol.",
            "Des signes isolés, ou des mots où personne ne reconnaît rien. Ni la langue ni les fautes ne comptent.",
            "Loose signs, or words in which nobody recognises anything. Your language and your spelling do not matter.",
        ),
    ),
]  # fmt: skip


def begin(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put them there."""
    reason = apps.get_model("moderation", "Reason")
    for order, (code, removes, reported, title, words) in enumerate(REASONS, start=1):
        told = {
            "title": dict(zip(("nl", "fr", "en"), title, strict=True)),
            "words": dict(zip(("nl", "fr", "en"), words, strict=True)),
        }
        flags = {"removes": removes, "reported": reported, "order": 10 * order}
        reason.objects.using(editor.connection.alias).get_or_create(code=code, defaults=told | flags)


class Migration(migrations.Migration):
    """Rows only."""

    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
