/** Feeds the two machines: what arrives on Kafka, what leaves, and what the stores keep. */
@NullMarked
package dev.leadrelay.orchestrator.topology;

import org.jspecify.annotations.NullMarked;
