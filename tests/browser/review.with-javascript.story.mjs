// The review with JavaScript.
import { play } from "./review.mjs";

play(true);
