"""Coming in: with the form as people do, or with a ready cookie where signing in is not what a test is about."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from tests.support.cast import PASSWORD, SECRET, Member


def code_of(secret: str = SECRET) -> str:
    """What an authenticator with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def come_in(context: BrowserContext, home: str, member: Member) -> None:
    """Hold a session of this person."""
    client = Client()
    client.force_login(member.person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": home}])


def sign_in(page: Page, home: str, member: Member, language: str = "en") -> None:
    """Type address, password and the code of the authenticator."""
    page.goto(f"{home}/{language}/account/login/")
    page.get_by_label("Email").fill(str(member.person.email))
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign In", exact=True).click()
    page.get_by_label("Code").fill(code_of())
    page.locator("main form").first.get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/account/" not in url)
