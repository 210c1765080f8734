// Writing with JavaScript.
import { play } from "./writing.mjs";

play(true);
