from maillage.cli import run

run()
