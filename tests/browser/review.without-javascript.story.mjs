// The review without JavaScript: every page is whole, every form works.
import { play } from "./review.mjs";

play(false);
