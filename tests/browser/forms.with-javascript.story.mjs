// Forms with JavaScript.
import { play } from "./forms.mjs";

play(true);
