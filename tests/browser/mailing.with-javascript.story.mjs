// A mailing with JavaScript.
import { play } from "./mailing.mjs";

play(true);
