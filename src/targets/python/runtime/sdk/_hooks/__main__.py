"""``python -m <package>._hooks`` prints which hooks run where."""

from .._runtime.describe import describe_registry
from .._runtime.hooks.files import make_async_hooks
from .sdkhooks import SDKHooks

if __name__ == "__main__":
    print(describe_registry(make_async_hooks(SDKHooks()).registry))
