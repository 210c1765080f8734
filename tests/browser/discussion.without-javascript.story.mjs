// A discussion list without JavaScript.
import { play } from "./discussion.mjs";

play(false);
