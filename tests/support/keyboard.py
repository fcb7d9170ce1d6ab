"""Hands that hold no mouse: Tab until something has the focus, and Enter."""

from playwright.sync_api import Page

_SAYS = (
    "(document.activeElement.innerText || document.activeElement.ariaLabel || document.activeElement.id || '').trim()"
)


def tab_to(page: Page, text: str, most: int = 60) -> None:
    """Press Tab until what has the focus says `text`, or has it as its id."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(_SAYS).startswith(text):
            return
    raise AssertionError(f"the keyboard does not reach {text!r}")


def enter(page: Page, text: str, most: int = 60) -> None:
    """Go to what says `text`, and press Enter on it."""
    tab_to(page, text, most)
    page.keyboard.press("Enter")


def reach(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until the box with this id has the focus; of a group of choices, the first or the chosen one."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id").startswith(name):
            return
    raise AssertionError(f"the keyboard does not reach the box {name!r}")


def type_in(page: Page, name: str, words: str) -> None:
    """Go to a box, and type over what stands there."""
    reach(page, name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)
