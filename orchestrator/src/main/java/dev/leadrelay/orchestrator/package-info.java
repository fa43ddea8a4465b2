/** The orchestrator service: settings, wiring, REST and metrics around the topology and its two machines. */
@NullMarked
package dev.leadrelay.orchestrator;

import org.jspecify.annotations.NullMarked;
