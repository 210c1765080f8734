// Writing without JavaScript.
import { play } from "./writing.mjs";

play(false);
