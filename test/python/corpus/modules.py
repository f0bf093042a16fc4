"""Imports every module of a package and builds every model: ``python modules.py acme_sdk``."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from types import ModuleType
from typing import Iterator, List

from pydantic import BaseModel


def module_names(package: ModuleType) -> List[str]:
    walked = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [module.name for module in walked if not module.name.endswith("__main__")]


def models_of(module: ModuleType) -> Iterator[type]:
    for value in list(vars(module).values()):
        if isinstance(value, type) and value.__module__ == module.__name__:
            if issubclass(value, BaseModel):
                yield value


def main(name: str) -> int:
    package = importlib.import_module(name)
    names = module_names(package)
    modules = [package, *(importlib.import_module(module) for module in names)]
    for module in modules:
        for model in models_of(module):
            model.model_rebuild()
    print(len(modules))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
