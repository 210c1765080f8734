// A discussion list with JavaScript.
import { play } from "./discussion.mjs";

play(true);
