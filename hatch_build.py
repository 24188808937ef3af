"""Puts the bundle of the pages' scripts into the package whenever hatchling builds it: wheel, sdist or editable."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def _bundle(root: str) -> ModuleType:
    """Return web/bundle.py, which belongs to no package."""
    spec = importlib.util.spec_from_file_location("maillage_bundle", Path(root) / "web" / "bundle.py")
    if spec is None or spec.loader is None:
        raise ImportError("web/bundle.py")
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class BundleHook(BuildHookInterface):
    """Builds src/maillage/web/ when its sources have changed, and ships it although git ignores it."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for the Node that pip can install only where the system has none and the bundle is to be made."""
        bundle = _bundle(self.root)
        return [] if bundle.is_fresh(Path(self.root)) or bundle.system_node() else [bundle.WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's signature)
        bundle = _bundle(self.root)
        try:
            bundle.ensure(Path(self.root))
        except bundle.BundleError as error:
            sys.exit(str(error))
        build_data["artifacts"].append("/src/maillage/web/*")
