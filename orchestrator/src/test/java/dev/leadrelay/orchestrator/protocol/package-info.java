/** Both machines together, over their two topics held in memory. */
@NullMarked
package dev.leadrelay.orchestrator.protocol;

import org.jspecify.annotations.NullMarked;
