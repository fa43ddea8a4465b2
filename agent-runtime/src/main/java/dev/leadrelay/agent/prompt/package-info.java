/** Prompts as versioned files, filled with fenced data and cut to a token budget. */
@NullMarked
package dev.leadrelay.agent.prompt;

import org.jspecify.annotations.NullMarked;
