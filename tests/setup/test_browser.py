"""The browser that the tests drive: does it start, does axe-core see a barrier?"""

import pytest
from playwright.sync_api import Page

from tests.support.browser import barriers

pytestmark = pytest.mark.browser


def test_axe_sees_a_picture_without_a_text(browser_page: Page) -> None:
    browser_page.set_content("<html lang=en><title>t</title><main><h1>h</h1><img src='data:,'></main></html>")
    assert any(barrier.startswith("image-alt") for barrier in barriers(browser_page))


def test_axe_is_content_with_a_plain_page(browser_page: Page) -> None:
    browser_page.set_content("<html lang=en><title>t</title><main><h1>h</h1></main></html>")
    assert barriers(browser_page) == []
