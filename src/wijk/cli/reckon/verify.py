"""`wijk verify`: checks any evidence bundle offline: a draw, a count, figures, or one entry of the trail."""

import argparse
from pathlib import Path

from wijk.cli.reckon.desk import Desk, add_common, as_json
from wijk.methods.proof import offline
from wijk.methods.proof.bundles import Found, Verdict, check, fingerprint, unzip
from wijk.methods.proof.checker.reading import Refusal, folder, parsed
from wijk.methods.proof.messages import CODES
from wijk.methods.saying import Rejected, Saying, speaker

SENTENCES = {
    "yes": "yes  {finding}",
    "no": "NO   {finding}",
    "note": "     {finding}",
    "holds": "Everything holds.",
    "broken": "Something does not hold.",
    "trail": "{finding}",
    "file_large": "{name} is larger than what is opened ({limit} bytes). Is it the right file?",
    "not_evidence": "{name} is neither the zip of a bundle nor the JSON of an entry ({detail}).",
    "fingerprint_same": "the fingerprint is the one that you gave",
}
_say = speaker(SENTENCES)
LIMIT = 2**30


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("verify", help="check an evidence bundle, offline")
    command.add_argument(
        "bundle", metavar="BUNDLE", type=Path, help="a folder, its zip, or the JSON of an entry of the trail"
    )
    command.add_argument(
        "--entries", metavar="FILE", type=Path, help="a draw's private entries (CSV): checks pool and quotas"
    )
    command.add_argument("--mine", metavar="FILE", type=Path, help="one's own slip of a draw (JSON)")
    command.add_argument("--every-step", action="store_true", help="of a count, recompute every raise of the budget")
    command.add_argument("--fingerprint", metavar="HEX", default="", help="the fingerprint that stands in the minutes")
    command.add_argument(
        "--key", metavar="HEX", default="", help="of an entry of the trail: the public key to insist on"
    )
    command.add_argument(
        "--checkpoint", metavar="FILE", type=Path, help="of an entry of the trail: a checkpoint that was kept"
    )
    add_common(command, out="")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, and say what was found; 1 when something does not hold."""
    desk = Desk(options)
    verdict = _verdict(options)
    words = {True: "yes", False: "no", None: "note"}
    told = [(found, desk.language.say(found.saying)) for found in verdict.findings]
    if desk.as_json:
        findings = [{"holds": found.holds, "code": found.saying.code, "sentence": text} for found, text in told]
        print(as_json({"holds": verdict.holds, "method": verdict.method, "findings": findings}), end="")
    else:
        for found, text in told:
            print(desk.language.say(_say(words[found.holds], finding=text)))
        print(desk.language.say(_say("holds" if verdict.holds else "broken")))
    return 0 if verdict.holds else 1


def _verdict(options: argparse.Namespace) -> Verdict:
    path: Path = options.bundle
    try:
        files = folder(str(path)) if path.is_dir() else None
    except Refusal as refused:
        raise Rejected(Saying(CODES[refused.sentence], refused.sentence, refused.params)) from refused
    if files is None:
        data = _read(path)
        if not data.startswith(b"PK"):
            return _entry(path.name, data, options)
        files = unzip(data)
    entries, mine = (_read(one) if one else b"" for one in (options.entries, options.mine))
    verdict = check(files, entries=entries, mine=mine, every_step=options.every_step)
    if options.fingerprint and "bundle.json" in files:
        same = fingerprint(files) == options.fingerprint.lower()
        return Verdict((*verdict.findings, Found(same, _say("fingerprint_same"))))
    return verdict


def _entry(name: str, data: bytes, options: argparse.Namespace) -> Verdict:
    """The evidence of one entry of the trail, checked by the program that its page offers."""
    kept = _read(options.checkpoint).decode("utf-8", "replace") if options.checkpoint else ""
    lines: list[str] = []
    try:
        offline.check(parsed({name: data}, name), options.key, kept, lines.append)
    except Refusal as refused:
        raise Rejected(Saying(CODES[refused.sentence], refused.sentence, refused.params)) from refused
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError) as fault:
        raise Rejected(_say("not_evidence", name=name, detail=f"{type(fault).__name__}: {fault}"[:200])) from fault
    return Verdict(
        tuple(Found(line.startswith("yes"), _say("trail", finding=line[5:])) for line in lines), "proof.rfc6962-sha256"
    )


def _read(path: Path) -> bytes:
    if path.stat().st_size > LIMIT:
        raise Rejected(_say("file_large", name=path.name, limit=LIMIT))
    return path.read_bytes()
