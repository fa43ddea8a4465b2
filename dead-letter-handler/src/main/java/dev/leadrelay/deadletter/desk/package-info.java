/** The review desk: what its pages show, and how they are rendered. It knows neither the store nor Kafka. */
@NullMarked
package dev.leadrelay.deadletter.desk;

import org.jspecify.annotations.NullMarked;
