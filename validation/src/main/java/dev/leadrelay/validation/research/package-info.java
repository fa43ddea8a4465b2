/** The checks of the research gate. */
@NullMarked
package dev.leadrelay.validation.research;

import org.jspecify.annotations.NullMarked;
