// Certificates without JavaScript.
import { play } from "./certificates.mjs";

play(false);
