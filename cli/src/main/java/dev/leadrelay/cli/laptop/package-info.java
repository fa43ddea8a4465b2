/** The whole installation in one process, for one machine. */
@NullMarked
package dev.leadrelay.cli.laptop;

import org.jspecify.annotations.NullMarked;
