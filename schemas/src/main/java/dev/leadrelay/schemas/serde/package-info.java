/** Turns records into Confluent wire format bytes and back, over a small client of the Confluent registry API. */
@NullMarked
package dev.leadrelay.schemas.serde;

import org.jspecify.annotations.NullMarked;
