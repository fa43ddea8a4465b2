/** Puts a file of leads onto the input topic, all of it or nothing. */
@NullMarked
package dev.leadrelay.cli.submit;

import org.jspecify.annotations.NullMarked;
