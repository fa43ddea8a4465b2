/** An OpenAI-compatible server with seeded answers and seeded faults, and the web sites of the demo's companies. */
@NullMarked
package dev.leadrelay.simulator;

import org.jspecify.annotations.NullMarked;
