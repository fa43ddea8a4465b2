/** Records of the contracts as the JSON that prompts show. */
@NullMarked
package dev.leadrelay.agent.data;

import org.jspecify.annotations.NullMarked;
