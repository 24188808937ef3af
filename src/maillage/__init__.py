"""Maillage: the static site of a territorial directory of digital mediation."""
