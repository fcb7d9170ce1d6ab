"""Words of strangers in a report: shown as they are, never obeyed as Markdown, HTML or a link."""

import re
import unicodedata

LONGEST = 400
_MARKS = re.compile(r"([\\`*_\[\]#!~$])")
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def quoted(text: str, *, longest: int = LONGEST) -> str:
    r"""One line of text that Markdown shows letter by letter; what is longer than `longest` is cut with an ellipsis.

    Pipes are left to `Report`, which escapes them in tables. Control and direction marks are dropped.

    >>> print(quoted("<b>*Yes*</b> [x](http://a.b)\n# no"))
    &lt;b&gt;\*Yes\*&lt;/b&gt; \[x\](http&#58;//a.b) \# no
    """
    line = " ".join(text.split())
    line = "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cs") and c not in _DIRECTIONS)
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _MARKS.sub(r"\\\1", line)
    return re.sub(r"(?i)\bwww\.", lambda found: found[0][:3] + "&#46;", line.replace("://", "&#58;//"))
