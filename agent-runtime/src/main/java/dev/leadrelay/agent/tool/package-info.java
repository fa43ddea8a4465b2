/** Tools with a contract: checked before a call leaves and after it returns, bounded in time, size and tries. */
@NullMarked
package dev.leadrelay.agent.tool;

import org.jspecify.annotations.NullMarked;
