/** The checks of the score gate. */
@NullMarked
package dev.leadrelay.validation.score;

import org.jspecify.annotations.NullMarked;
