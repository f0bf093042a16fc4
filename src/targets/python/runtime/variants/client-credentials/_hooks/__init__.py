"""Hooks: your code at the points of a call's life. Register yours in ``registration.py``."""

from .clientcredentials import ClientCredentialsHook as ClientCredentialsHook
