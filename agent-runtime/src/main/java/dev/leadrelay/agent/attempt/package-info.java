/** One attempt of one stage: the model and tools it asks, the loops that bound it, its time limit and its run log. */
@NullMarked
package dev.leadrelay.agent.attempt;

import org.jspecify.annotations.NullMarked;
