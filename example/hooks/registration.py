from .audit import AuditHook
from .errorreport import ErrorReportHook
from .tokens import TokenHook
from .types import Hooks


def init_hooks(hooks: Hooks) -> None:
    audit = AuditHook()
    hooks.register_before_request_hook(TokenHook())
    hooks.register_before_request_hook(audit)
    hooks.register_after_success_hook(audit)
    hooks.register_after_error_hook(ErrorReportHook())
