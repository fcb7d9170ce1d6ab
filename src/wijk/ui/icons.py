"""Which small pictures stand beside words? Own-drawn, 24 × 24, one line weight; the word always stands beside them."""

from django.utils.safestring import SafeString

from wijk.ui.markup import esc

PATHS: dict[str, str] = {
    "alert": '<path d="M12 3 2 20h20zM12 10v4M12 17h.01"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "bang": '<path d="M12 4v10M12 19h.01"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"/>',
    "chart": '<path d="M4 4v16h16M8 16v-4M12 16V8M16 16v-6"/>',
    "check": '<path d="m4 12 6 6L20 6"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l4 2"/>',
    "compare": '<path d="M7 20V9M12 20V4M17 20v-8"/>',
    "converge": '<path d="M2 12h8M7 8l4 4-4 4M22 12h-8M17 8l-4 4 4 4"/>',
    "cross": '<path d="M6 6l12 12M18 6 6 18"/>',
    "diverge": '<path d="M10 12H2M6 8l-4 4 4 4M14 12h8M18 8l4 4-4 4"/>',
    "document": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "download": '<path d="M12 4v11M7 10l5 5 5-5M4 20h16"/>',
    "edit": '<path d="M4 20h4L20 8l-4-4L4 16z"/>',
    "external": '<path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9"/>',
    "filter": '<path d="M3 5h18l-7 8v6l-4 1v-7z"/>',
    "follow": '<path d="M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11z"/>',
    "home": '<path d="M4 11 12 4l8 7M6 10v10h12V10"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7h.01"/>',
    "letter_i": '<path d="M12 10v9M12 5h.01"/>',
    "list": '<path d="M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01"/>',
    "locate": '<circle cx="12" cy="12" r="6"/><path d="M12 2v4M12 18v4M2 12h4M18 12h4M12 12h.01"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "mail": '<path d="M3 6h18v12H3zM3 7l9 7 9-7"/>',
    "map": '<path d="m3 6 6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14"/>',
    "minus": '<path d="M5 12h14"/>',
    "pin": '<path d="M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.5 7 12 7 12z"/><circle cx="12" cy="9" r="2.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
    "question": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.300q-1 .5-1 1.700M12 17h.01"/>',
    "reconcile": '<circle cx="9" cy="12" r="6"/><circle cx="15" cy="12" r="6"/>',
    "search": '<circle cx="11" cy="11" r="6"/><path d="m16 16 5 5"/>',
    "share": '<path d="M12 15V4M8 8l4-4 4 4M5 12v8h14v-8"/>',
    "speech": '<path d="M4 5h16v11h-8l-5 4v-4H4z"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-4.5 3.5-7 8-7s8 2.5 8 7"/>',
}


def icon(name: str, label: str = "") -> SafeString:
    """One icon as inline SVG; silent for screen readers unless a `label` is given. An unknown name raises `KeyError`."""
    hidden = f'role="img" aria-label="{esc(label)}"' if label else 'aria-hidden="true" focusable="false"'
    return SafeString(f'<svg class="icon" viewBox="0 0 24 24" {hidden}>{PATHS[name]}</svg>')
