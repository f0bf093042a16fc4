"""Packages import nothing before it is asked for, and models may refer to each other in circles."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict

import pytest

SDK = Path(__file__).parents[2] / "sdk"

MODELS: Dict[str, str] = {
    "__init__": """
from ..utils.dynamic_imports import lazy_getattr
_dynamic_imports = {"Author": ".author", "Book": ".book", "Tree": ".tree", "Leaf": ".leaf"}
def __getattr__(name):
    return lazy_getattr(__name__, _dynamic_imports, name)
""",
    "author": """
from __future__ import annotations
from typing import TYPE_CHECKING, List, Optional
from ..types import BaseModel
if TYPE_CHECKING:
    from .book import Book
class Author(BaseModel):
    name: str
    books: Optional[List[Book]] = None
""",
    "book": """
from __future__ import annotations
from typing import TYPE_CHECKING, Optional
from ..types import BaseModel
if TYPE_CHECKING:
    from .author import Author as Author_
    from .tree import Tree
class Book(BaseModel):
    title: str
    author: Optional[Author_] = None
    tree: Optional[Tree] = None
""",
    "tree": """
from __future__ import annotations
from typing import TYPE_CHECKING, Dict, List, Union
from typing_extensions import TypeAliasType
if TYPE_CHECKING:
    from .leaf import Leaf
Tree = TypeAliasType("Tree", "Union[str, List[Tree], Dict[str, Leaf]]")
""",
    "leaf": """
from __future__ import annotations
from typing import Optional
from ..types import BaseModel
from .tree import Tree
class Leaf(BaseModel):
    size: int
    more: Optional[Tree] = None
""",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package ``acme`` with the runtime's types and models of the test's own."""
    for folder in ("types", "utils"):
        shutil.copytree(SDK / folder, tmp_path / "acme" / folder)
    models = tmp_path / "acme" / "models"
    models.mkdir()
    (tmp_path / "acme" / "__init__.py").write_text("")
    for name, text in MODELS.items():
        (models / f"{name}.py").write_text(text)
    return tmp_path


def run(folder: Path, program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_packages_imports_no_pydantic_and_no_module_of_theirs(
    package: Path,
) -> None:
    run(
        package,
        """
import sys
from acme import models, types
from acme.types import UNSET, Nullable, OptionalNullable
assert not [name for name in sys.modules if name.startswith(("pydantic", "acme.models."))]
assert models.Author is models.Author
assert "acme.models.author" in sys.modules
assert "acme.models.book" not in sys.modules
try:
    models.Nobody
except AttributeError as error:
    print(error)
""",
    )


@pytest.mark.parametrize("first", ["Author", "Book"])
def test_circles_are_closed_whichever_module_comes_first(
    package: Path, first: str
) -> None:
    run(
        package,
        f"""
from acme import models
models.{first}
from acme.utils.serializers import unmarshal_json, marshal_json
raw = '{{"name":"A","books":[{{"title":"B","author":{{"name":"C"}},"tree":["x",{{"l":{{"size":1,"more":"y"}}}}]}}]}}'
author = unmarshal_json(raw, models.Author)
assert type(author.books[0]) is models.Book
assert type(author.books[0].tree[1]["l"]) is models.Leaf
assert marshal_json(author, models.Author) == raw
assert models.Book(title="x", author=author).author is author
""",
    )


def test_an_alias_in_quotes_can_be_read_by_itself(package: Path) -> None:
    run(
        package,
        """
from acme import models
from acme.utils.serializers import unmarshal_json
from typing import List
value = unmarshal_json('[[{"a":{"size":1}}]]', List[models.Tree])
assert type(value[0][0]["a"]) is models.Leaf, value
""",
    )


def test_exports_of_the_sample_packages_are_all_there() -> None:
    from sdk import errors, models, types

    for module in (errors, models, types):
        for name in module.__all__:
            assert getattr(module, name) is not None
        assert dir(module) == sorted(module.__all__)


def test_a_sync_call_imports_no_event_loop() -> None:
    run(
        SDK.parent,
        """
import sys
import httpx
from sdk import SDK

answer = httpx.MockTransport(lambda request: httpx.Response(200, json={"id": "t1"}))
client = httpx.Client(transport=answer)
assert SDK(client=client).things.get_thing(thing_id="t1").id == "t1"
assert "asyncio" not in sys.modules
""",
    )


def test_the_version_is_looked_up_when_it_is_asked_for() -> None:
    run(
        SDK.parent,
        """
import sys
import sdk

config = sdk.SDK().sdk_configuration
assert "importlib.metadata" not in sys.modules
assert config.sdk_version == sdk.VERSION == sdk.__version__ == "0.0.1"
assert "importlib.metadata" in sys.modules
""",
    )
