// A mailing without JavaScript.
import { play } from "./mailing.mjs";

play(false);
