/** What the tests of agents need of the runtime. */
@NullMarked
package dev.leadrelay.agent.testing;

import org.jspecify.annotations.NullMarked;
