/** JSON Schema derived from the Avro records. */
@NullMarked
package dev.leadrelay.schemas.json;

import org.jspecify.annotations.NullMarked;
