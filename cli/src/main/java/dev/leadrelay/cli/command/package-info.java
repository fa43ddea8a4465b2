/** The subcommands of {@code leadrelay}. */
@NullMarked
package dev.leadrelay.cli.command;

import org.jspecify.annotations.NullMarked;
