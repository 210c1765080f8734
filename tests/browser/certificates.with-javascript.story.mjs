// Certificates with JavaScript.
import { play } from "./certificates.mjs";

play(true);
