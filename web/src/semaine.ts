/** The script of a weekly grid. */

import { trier } from "./grid-filters";

trier(document, window);
