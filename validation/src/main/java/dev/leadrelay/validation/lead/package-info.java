/** The checks of the lead gate. */
@NullMarked
package dev.leadrelay.validation.lead;

import org.jspecify.annotations.NullMarked;
