/** The checks of the draft gate. */
@NullMarked
package dev.leadrelay.validation.draft;

import org.jspecify.annotations.NullMarked;
