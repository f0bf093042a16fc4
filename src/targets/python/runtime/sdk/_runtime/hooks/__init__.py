"""The machinery behind ``_hooks``: registering, adapting and running hooks."""
