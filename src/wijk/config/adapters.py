"""Who listens to what a provider of identities says? First what is asked of where somebody lives, then the account."""

from wijk.accounts.adapters import ProviderAdapter as Accounts
from wijk.residence.adapters import TakesResidence


class ProviderAdapter(TakesResidence, Accounts):
    """Accounts by OpenID Connect, which may say where somebody lives."""
