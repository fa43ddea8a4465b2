/** Finds names, numbers, dates and addresses in text, the same way for every check. */
@NullMarked
package dev.leadrelay.validation.text;

import org.jspecify.annotations.NullMarked;
