/** All that a sheet is written from, once the files have come. */

import type { Mots } from "../trouver/data";
import type { Engine } from "../trouver/engine";
import type { Label } from "./facts";

export interface Directory {
  engine: Engine;
  mots: Mots;
  label: Label;
  /** The public address of the site, with its last slash. */
  base: string;
}
