/** Answers of a model as records: the schema it is asked for and the strict reading of what it wrote. */
@NullMarked
package dev.leadrelay.gateway.structured;

import org.jspecify.annotations.NullMarked;
