/** The exactly-once, out-of-order worker: many records in flight, each one's outcome and position committed as one fact. */
@NullMarked
package dev.leadrelay.agent.worker;

import org.jspecify.annotations.NullMarked;
