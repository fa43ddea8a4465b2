/** The {@code leadrelay} command. */
@NullMarked
package dev.leadrelay.cli;

import org.jspecify.annotations.NullMarked;
