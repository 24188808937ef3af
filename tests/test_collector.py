"""The garbage collector is held for a block, and then as it was."""

from __future__ import annotations

import gc

import pytest

from maillage import collector


def test_the_collector_is_held_for_the_block_alone() -> None:
    assert gc.isenabled()
    with collector.held():
        assert not gc.isenabled()
        with collector.held():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_lets_the_collector_go() -> None:
    with pytest.raises(ValueError, match="essai"), collector.held():
        raise ValueError("essai")
    assert gc.isenabled()
