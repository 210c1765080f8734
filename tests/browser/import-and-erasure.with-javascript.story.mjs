import { play } from "./import-and-erasure.mjs";

play(true);
