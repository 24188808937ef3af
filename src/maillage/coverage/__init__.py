"""Where the mesh is torn: figures on people, venues and distances, from values that others have read.

Every figure has a definition, a numerator, a denominator and a vintage (`method`), and an interval wherever something
is unknown. Distances are great-circle, from the town hall of each commune: people of a hamlet stand in the village.
"""

from maillage.coverage.areas import Area, Niveau
from maillage.coverage.editions import EVERY_DIMENSION, Comparison, Moved, Recheck, Step, compare, edition
from maillage.coverage.explored import COUNTED, Explored, explored
from maillage.coverage.fragility import Ending, Nature, endings
from maillage.coverage.greedy import (
    NewHalfDay,
    NewPermanence,
    OneMore,
    best_communes,
    best_half_days,
    possible_hosts,
)
from maillage.coverage.indicators import INDICATORS, MethodRow, method
from maillage.coverage.mesh import Mesh
from maillage.coverage.need import Crossed, Crossing, cross
from maillage.coverage.opening import HALF_DAYS
from maillage.coverage.questions import (
    ANY_LABEL,
    ANY_SERVICE,
    ANY_VENUE,
    CONDITIONS,
    NO_LABEL,
    Genre,
    Question,
    in_words,
    widest,
)
from maillage.coverage.registry import Indicator
from maillage.coverage.reporting import NOT_LOOKED_AT, Figure, Report, measured, report, usual_questions
from maillage.coverage.siilab import Answers, HostRow, HostsTables, hosts_table
from maillage.coverage.similar import Similar, median_of_similar
from maillage.coverage.surroundings import Surroundings
from maillage.coverage.tables import COLUMNS, Tables, essential, everything
from maillage.coverage.towns import Town, farthest, towns
from maillage.coverage.world import World

__all__ = [
    "ANY_LABEL",
    "ANY_SERVICE",
    "ANY_VENUE",
    "COLUMNS",
    "CONDITIONS",
    "COUNTED",
    "EVERY_DIMENSION",
    "HALF_DAYS",
    "INDICATORS",
    "NOT_LOOKED_AT",
    "NO_LABEL",
    "Answers",
    "Area",
    "Comparison",
    "Crossed",
    "Crossing",
    "Ending",
    "Explored",
    "Figure",
    "Genre",
    "HostRow",
    "HostsTables",
    "Indicator",
    "Mesh",
    "MethodRow",
    "Moved",
    "Nature",
    "NewHalfDay",
    "NewPermanence",
    "Niveau",
    "OneMore",
    "Question",
    "Recheck",
    "Report",
    "Similar",
    "Step",
    "Surroundings",
    "Tables",
    "Town",
    "World",
    "best_communes",
    "best_half_days",
    "compare",
    "cross",
    "edition",
    "endings",
    "essential",
    "everything",
    "explored",
    "farthest",
    "hosts_table",
    "in_words",
    "measured",
    "median_of_similar",
    "method",
    "possible_hosts",
    "report",
    "towns",
    "usual_questions",
    "widest",
]
