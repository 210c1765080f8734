// The main job with JavaScript.
import { play } from "./main-job.mjs";

play(true);
