// Forms without JavaScript.
import { play } from "./forms.mjs";

play(false);
