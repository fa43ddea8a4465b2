/** Reads CSV exports into leads and cuts them into parts of a list. */
@NullMarked
package dev.leadrelay.cli.intake;

import org.jspecify.annotations.NullMarked;
