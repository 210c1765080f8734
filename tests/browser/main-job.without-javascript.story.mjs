// The main job without JavaScript: every page is whole, every form works.
import { play } from "./main-job.mjs";

play(false);
